/* Places: every entry of an actor gets a button that lights the places where the text names it, and steps through them;
   every speaker's likewise, through the turns.
   Without this script the counts are plain numbers and the names are links, as before. */
(() => {
  "use strict";
  const text = document.querySelector(".seed-text");
  if (!text) return;
  let shown = ""; // the actor whose places are lit, or the speaker's number
  let at = -1; // which of them is in view

  const places = {}; // by the actor's id or “turns of” and the speaker's number, in the order of the text
  for (const mention of text.querySelectorAll("a.actor, [data-actor], [data-speaker]")) {
    const { speaker, actor } = mention.dataset;
    const id = speaker ? `turns of ${speaker}` : actor || decodeURIComponent(mention.pathname.split("/").at(-2));
    (places[id] ??= []).push(mention);
  }

  function button(id, words) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "show";
    made.dataset.show = id;
    made.textContent = words;
    return made;
  }

  function counted(id) {
    const word = id.startsWith("turns of ") ? "turn" : "place";
    return `${places[id].length} ${word}${places[id].length === 1 ? "" : "s"}`;
  }

  for (const line of document.querySelectorAll(".beside :is([data-actor], [data-speaks])")) {
    const id = line.dataset.actor || `turns of ${line.dataset.speaks}`;
    if (!places[id]) continue;
    const made = button(id, places[id].length);
    made.ariaLabel = `${line.querySelector("a, span").textContent}: show ${counted(id)} in the text`;
    line.querySelector(".count")?.remove();
    line.append(" ", made);
  }
  for (const entry of document.querySelectorAll(".entry:is([data-kind], [data-speaks])")) {
    const { speaks } = entry.dataset;
    const id = speaks ? `turns of ${speaks}` : decodeURIComponent(entry.querySelector("a").pathname.split("/").at(-2));
    if (places[id]) entry.append(" ", button(id, `Show ${counted(id)} in the text`));
  }

  function light(id, on) {
    for (const place of places[id] ?? []) place.classList.toggle("lit", on);
    for (const made of document.querySelectorAll("[data-show]")) made.ariaPressed = on && made.dataset.show === id;
  }

  function clear() {
    if (!shown) return;
    light(shown, false);
    places[shown][at].classList.remove("here");
    shown = "";
    status.replaceChildren();
  }

  // It stands in the page from the start, since a screen reader tells only what changes in a region it knows.
  const status = Object.assign(document.createElement("p"), { className: "places", role: "status" });
  document.body.append(status);

  function step(id, by) {
    const from = shown === id ? at : -1;
    clear();
    shown = id;
    light(id, true);
    at = (from + by + places[id].length) % places[id].length;
    const here = places[id][at];
    here.classList.add("here");
    here.scrollIntoView({ block: "center" });
    status.replaceChildren(`${at + 1} of ${places[id].length} `, ...controls(id));
  }

  function controls(id) {
    const stepping = places[id].length > 1 ? [control("Previous", () => step(id, -1)), control("Next", () => step(id, 1))] : [];
    return [...stepping, control("Done", clear)];
  }

  function control(words, act) {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
    made.onclick = () => {
      act();
      // The line was drawn anew: focus goes to the same control, so that it can be pressed again.
      [...status.querySelectorAll("button")].find((other) => other.textContent === words)?.focus();
    };
    return made;
  }

  document.addEventListener("click", (event) => {
    const id = event.target.closest("[data-show]")?.dataset.show; // a card holds a copy of an entry's button
    if (id) step(id, 1);
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && clear());
})();
