/* Cards: a link in a briefing's text shows the entry it leads to, which stands further down on the page. Nothing is
   fetched, and without this script the links are plain links. A card is a dialog, not modal: it holds links, and by the
   ARIA practices a tooltip holds none. It comes unasked, so focus stays on the link; a tap asks for it, and moves focus. */
(() => {
  "use strict";
  const LINKS = ".seed-text :is(.actor, .term, .note-letter, .note-number)";
  const DELAY = 200; // ms, for a pointer that only crosses a link, or is on its way to the card
  const GAP = 10; // px, clears the line of a raised number
  let card;
  let opener = null; // the link whose card is open
  let goal = null; // the link whose card will be, in a moment
  let timer, pointer;

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const href = (link) => link?.getAttribute("href");

  function make(tag, className, ...content) {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...content);
    return made;
  }

  function entryOf(link) {
    const to = href(link);
    if (to[0] === "#") return document.getElementById(to.slice(1));
    return all(".entry[data-kind]").find((entry) => href(entry.querySelector("a")) === to);
  }

  function words(entry) {
    const copy = make("div", "", ...entry.cloneNode(true).childNodes);
    // Ways back, and what the card's label says.
    all(".note-return, .noted-words > strong, .noted-words > a", copy).forEach((node) => node.remove());
    all("[id]", copy).forEach((node) => node.removeAttribute("id"));
    return copy;
  }

  function steps(link) {
    const uses = all(".seed-text .note-number").filter((use) => href(use) === href(link));
    if (uses.length < 2) return "";
    const at = uses.indexOf(link);
    const line = make("p", "card-steps", `Use ${at + 1} of ${uses.length}`);
    if (uses[at - 1]) line.append(" · ", step("previous use", uses[at - 1]));
    if (uses[at + 1]) line.append(" · ", step("next use", uses[at + 1]));
    return line;
  }

  function step(text, use) {
    const link = make("a", "", text);
    link.href = `#${use.closest("[id]").id}`; // the number's own, or its paragraph's
    link.onclick = (event) => {
      event.preventDefault();
      use.scrollIntoView({ block: "center" });
      use.focus({ preventScroll: true });
      show(use); // the card goes along
    };
    return link;
  }

  function show(link, y) {
    const entry = entryOf(link);
    if (!entry) return false;
    hide();
    if (!card) {
      card = Object.assign(make("div", "card"), { popover: "manual", role: "dialog", tabIndex: -1 });
      link.closest(".seed-text").after(card); // not in the text, which is copied without it
    }
    const cited = link.matches(".note-number");
    const kind = cited ? "Citation" : entry.dataset.kind || link.ariaLabel || "Term";
    card.ariaLabel = `${kind} ${link.textContent}`.trim();
    card.replaceChildren(make("p", "card-label", cited ? card.ariaLabel : kind), words(entry), steps(link));
    card.showPopover();
    opener = goal = link;
    opener.dataset.card = "";
    place(y);
    return true;
  }

  function hide() {
    clearTimeout(timer);
    if (opener) card.hidePopover();
    delete opener?.dataset.card;
    opener = goal = null;
  }

  // Away with it by the reader's own act: what had the focus goes, so the link gets it.
  function dismiss() {
    if (card?.contains(document.activeElement)) opener.focus({ preventScroll: true });
    hide();
  }

  // Below the link, or above where there is more room. A link broken over two lines has two boxes; y tells which.
  function place(y = Infinity) {
    const boxes = [...opener.getClientRects()];
    const box = boxes.find(({ bottom }) => y < bottom) || boxes.pop();
    const below = innerHeight - box.bottom;
    card.style.maxHeight = "";
    const above = card.offsetHeight + 2 * GAP > below && box.top > below;
    card.style.maxHeight = `${(above ? box.top : below) - 2 * GAP}px`;
    const { offsetWidth: width, offsetHeight: height } = card;
    const left = getComputedStyle(opener).direction === "rtl" ? box.right - width : box.left;
    const most = document.documentElement.clientWidth - width - GAP;
    card.style.left = `${scrollX + Math.max(GAP, Math.min(left, most))}px`;
    card.style.top = `${scrollY + (above ? box.top - GAP - height : box.bottom + GAP)}px`;
  }

  // In a moment, show the card of this link, or of none; unless by then another is aimed at, or the card is in use.
  function aim(link, y) {
    if (link === goal) return;
    goal = link;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (goal && goal !== opener && show(goal, y)) return;
      if (opener?.matches(":hover, :focus") || card?.matches(":hover, :focus-within")) goal = opener;
      else hide();
    }, DELAY);
  }

  // The card is further down in the page, so Tab is led into it, and back to its link, from where it goes on.
  function onTab(event) {
    const links = all("a, button", card);
    const at = document.activeElement;
    const back = event.shiftKey;
    const to = back ? (at === card || at === links[0]) && opener : at === opener && links[0];
    if (to) event.preventDefault();
    if (to) to.focus();
    else if (!back && at === links.pop()) opener.focus();
  }

  const listeners = {
    pointerover({ target, pointerType, buttons, clientY }) {
      if (pointerType === "touch" || buttons) return; // a finger taps; a pressed button selects text
      aim(card?.contains(target) ? opener : target.closest(LINKS), clientY);
    },
    pointerout: ({ relatedTarget }) => relatedTarget || aim(null), // out of the window
    pointerdown: ({ pointerType }) => (pointer = pointerType),
    pointerup({ target }) {
      if (opener && !opener.contains(target) && !card.contains(target)) hide(); // a press outside, which was no scroll
    },
    click(event) {
      const link = event.target.closest("a, button");
      if (!link || event.defaultPrevented) return;
      const tap = pointer === "touch" && link !== opener && link.matches(LINKS);
      if (!tap || !show(link, event.clientY)) return dismiss(); // the link is followed
      event.preventDefault();
      card.focus({ preventScroll: true });
    },
    focusin({ target }) {
      const link = target.closest(LINKS);
      if (!link) return;
      link.ariaDescribedByElements = [entryOf(link)].filter(Boolean); // at once, for a screen reader does not wait
      if (link.matches(":focus-visible")) aim(link); // by keyboard, not by a click
    },
    focusout: () => aim(null),
    keydown(event) {
      pointer = "";
      if (event.key === "Tab" && opener) onTab(event);
      if (event.key === "Escape") dismiss();
    },
  };
  if (!("popover" in HTMLElement.prototype)) return; // an old browser, with plain links
  for (const type in listeners) document.addEventListener(type, listeners[type]);
  addEventListener("resize", () => opener && place());
})();
