/* What Pagefind's components do not do: a search that can be linked (?q=words&kind=briefing&sort=date), and sorting.
   `__pagefind__` is the one inner name used here; the components of Pagefind 1.5 have no sort of their own. */
(() => {
  "use strict";
  const instances = window.PagefindComponents?.getInstanceManager();
  if (!instances) return;

  // The quick search's link to the page takes the words along.
  const more = document.querySelector(".search-more");
  instances.getInstance("default").on("search", (words) => {
    more.search = words ? new URLSearchParams({ q: words }) : "";
  });

  const place = document.querySelector(".search");
  if (!place) return;
  const search = instances.getInstance("page");
  const order = place.querySelector("select");
  const box = () => place.querySelector("input[type=search]");
  const given = new URLSearchParams(location.search);

  function note(words, filters) {
    const said = new URLSearchParams(words ? { q: words } : {});
    for (const [name, values] of Object.entries(filters || {})) values.forEach((value) => said.append(name, value));
    if (order.value) said.set("sort", order.value);
    history.replaceState(null, "", said.size ? `?${said}` : location.pathname);
  }

  async function start() {
    await search.triggerLoad();
    const pagefind = search.__pagefind__;
    if (!pagefind) return;
    const find = pagefind.search.bind(pagefind);
    // Without words every page is looked for, by the word that generator/search_index.py gives it; the newest come first.
    pagefind.search = (words, options) => find(words || "ꙮ", !words || order.value ? { ...options, sort: { date: "desc" } } : options);
    search.faceted = true;
    search.on("search", note);
    order.value = given.get("sort") === "date" ? "date" : "";
    order.addEventListener("change", () => search.triggerSearch(search.searchTerm));
    order.parentElement.hidden = false;
    const filters = {};
    for (const name of Object.keys(search.totalFilters)) if (given.has(name)) filters[name] = given.getAll(name);
    search.triggerSearchWithFilters(box().value || given.get("q") || "", filters); // a reader may have typed meanwhile
  }

  // Here the slash leads to this page's own box, not to the quick search.
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest?.("input, textarea, select, dialog")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    box().focus();
  }, true);

  if (matchMedia("(min-width: 48em)").matches) {
    place.querySelector("pagefind-filter-pane").setAttribute("open", "kind,year,topic");
    if (!given.has("q")) box().focus();
  }
  start();
})();
