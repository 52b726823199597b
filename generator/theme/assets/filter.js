/* A list from A to Z gets a field that leaves only the entries whose name, or another spelling of it, has what is typed.
   Nothing is fetched. Without this script the list is whole, and there is no field. */
(() => {
  "use strict";
  // Letters that Unicode takes for no accented ones, though a reader may type them without; generator/naming/romanised.py has the same.
  const LETTERS = { ı: "i", ł: "l", đ: "d", ø: "o", ð: "d", þ: "th", æ: "ae", œ: "oe", ß: "ss", ə: "a" };
  const other = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
  const folded = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(other, (letter) => LETTERS[letter]);

  for (const list of document.querySelectorAll("[data-filter]")) {
    const entries = [...list.querySelectorAll("li")].map((entry) => {
      const also = entry.querySelector("[data-also]")?.dataset.also ?? "";
      return { entry, names: folded(`${entry.querySelector("a").textContent}, ${also}`) };
    });
    const field = Object.assign(document.createElement("div"), { className: "filter" });
    const label = Object.assign(document.createElement("label"), { textContent: `Find in these ${entries.length} ${list.dataset.filter}` });
    const input = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off", spellcheck: false });
    const told = document.createElement("output");
    told.setAttribute("aria-live", "polite");
    label.append(input);
    field.append(label, told);
    list.before(field);

    input.addEventListener("input", () => {
      const wanted = folded(input.value).split(/\s+/).filter(Boolean);
      for (const { entry, names } of entries) entry.hidden = !wanted.every((word) => names.includes(word));
      for (const group of list.querySelectorAll("ul")) {
        const empty = !group.querySelector("li:not([hidden])");
        group.hidden = empty;
        if (group.previousElementSibling) group.previousElementSibling.hidden = empty; // the letter
      }
      const left = entries.filter(({ entry }) => !entry.hidden).length;
      told.textContent = wanted.length ? `${left || "None"} of ${entries.length}` : "";
    });
  }
})();
