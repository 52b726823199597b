/* What Pagefind's components do not do: a search that can be linked (?q=words&kind=briefing&sort=date), sorting, who is called
   what was typed before all others, the text before what is said of it, marks where a quoted text was cut, the editors'
   notes on it, and to find nothing where no page has a word.
   The inner names used here are `__pagefind__` and `getDisplaySubResults`: the components of Pagefind 1.5 have no sort of their own,
   and show the places in a page in the order of how well they fit. */
(() => {
  "use strict";
  const instances = window.PagefindComponents?.getInstanceManager();
  if (!instances) return;

  const EVERY = "ꙮ"; // generator/publishing/pagefind.py gives it to every page, and sets it before names
  const folded = (text) => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  // Where no page has a word, or one that begins so, Pagefind takes what is left of it when its end is cut off: "Plum" for "Plumx".
  // Returns the first such word.
  async function lacking(find, words) {
    for (const word of words.split(/\s+/).filter(folded)) {
      if ((await find(`"${word}"`)).results.length) continue;
      const nearest = (await find(word)).results.slice(0, 5);
      const pages = await Promise.all(nearest.map((page) => page.data()));
      const has = ({ content, meta }) => folded([content, ...Object.values(meta)].join(" ")).includes(folded(word));
      if (!pages.some(has)) return word;
    }
    return "";
  }

  // The entries of the registry that are called what was typed, in any of their spellings: actors, then the others.
  async function called(find, words, options) {
    const found = [EVERY + EVERY, EVERY].map((sign) => find(`"${sign}${folded(words)}"`, options));
    return (await Promise.all(found)).flatMap(({ results }) => results.map(({ id }) => id));
  }

  // Returns a search for words by `find`, Pagefind's own, whose components say what no page has.
  function honest(instance, find) {
    let missing = "";
    const translate = instance.translate.bind(instance); // setTranslations would draw the quick search a second time
    instance.translate = (key, values) =>
      missing && key === "zero_results" ? `Nothing has “${missing}”` : translate(key, values);
    return async (words, options) => {
      const lacks = words.includes('"') ? "" : await lacking(find, words); // in quotation marks Pagefind looks for no others
      const found = await find(lacks ? `"${lacks}"` : words, options);
      missing = lacks;
      if (options.sort || !found.results.length) return found;
      const first = await called(find, words, options);
      const rank = ({ id }) => (first.includes(id) ? first.indexOf(id) : first.length);
      return { ...found, results: [...found.results].sort((one, other) => rank(one) - rank(other)) };
    };
  }

  // Pagefind quotes some thirty words and does not say so: where they begin or end within a sentence, "…" tells it. A name or
  // heading that stands above them is not said a second time.
  function marked({ content }, { title, excerpt, plain_excerpt: plain }) {
    const [words, whole, name] = [plain, content, title || ""].map((text) => text.replace(/\s+/g, " ").trim());
    if (name && excerpt.startsWith(`${name}. `)) {
      const rest = (text) => text.slice(name.length + 2);
      return marked({ content }, { excerpt: rest(excerpt), plain_excerpt: rest(words) });
    }
    const ends = /(^|[.!?…。！？؟])["'”’»)\]\s]*$/; // a sentence's end, or nothing
    const before = whole.slice(0, Math.max(0, whole.indexOf(words)));
    return `${ends.test(before) ? "" : "… "}${excerpt}${ends.test(words) ? "" : " …"}`;
  }

  function noted(note) {
    const line = document.createElement("span");
    line.className = "found-note";
    line.textContent = `Editors’ note ${note}`;
    return line.outerHTML;
  }

  // Returns a search like `find` whose results say where their words were cut, and what editors note on a quoted paragraph.
  const quoting = (find) => async (words, options) => {
    const found = await find(words, options);
    const results = found.results.map((result) => ({
      ...result,
      data: async () => {
        const page = await result.data();
        const notes = new Map(Object.entries(JSON.parse(page.meta.notes || "{}"))); // generator/publishing/pagefind.py gives them by the paragraph's address
        const told = (place) => [marked(page, place), ...(notes.get(place.url.split("#")[1]) || []).map(noted)].join(" ");
        const sub_results = page.sub_results.map((place) => ({ ...place, excerpt: told(place) }));
        return { ...page, sub_results, excerpt: marked(page, { ...page, title: page.meta.title }) };
      },
    }));
    return { ...found, results };
  };

  // Of each page found a few places are shown: those in its text go before those in what editors say of it.
  function textFirst(instance) {
    const shown = instance.getDisplaySubResults?.bind(instance);
    if (!shown) return;
    instance.getDisplaySubResults = (result, most = 3) => {
      const isText = ({ url }) => /#p\d+$/.test(url);
      const places = result.sub_results || [];
      const text = shown({ ...result, sub_results: places.filter(isText) }, most);
      const beside = shown({ ...result, sub_results: places.filter((place) => !isText(place)) }, most - text.length);
      return [...text, ...beside];
    };
  }

  // Pagefind looks through what a result carries along too; the notes on a page are found, and weighed, where they stand.
  const WEIGHTS = { ranking: { metaWeights: { notes: 0 } } };

  // The quick search's link to the page takes the words along.
  const quick = instances.getInstance("default");
  textFirst(quick);
  const more = document.querySelector(".search-more");
  let mended = false;
  quick.on("search", async (words) => {
    more.search = words ? new URLSearchParams({ q: words }) : "";
    await quick.triggerLoad();
    const pagefind = quick.__pagefind__;
    if (!pagefind || mended) return;
    mended = true;
    pagefind.search = quoting(honest(quick, pagefind.search.bind(pagefind)));
    await pagefind.options(WEIGHTS);
  });

  const place = document.querySelector(".search");
  if (!place) return;
  const search = instances.getInstance("page");
  textFirst(search);
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
    await pagefind.options(WEIGHTS);
    const find = pagefind.search.bind(pagefind);
    const ask = honest(search, find);
    const newest = (options) => ({ ...options, sort: { date: "desc" } });
    // Without words every page is looked for; the newest come first.
    pagefind.search = quoting((words, options) =>
      words ? ask(words, order.value ? newest(options) : options) : find(EVERY, newest(options)));
    search.faceted = true;
    search.on("search", note);
    order.value = given.get("sort") === "date" ? "date" : "";
    order.addEventListener("change", () => search.triggerSearch(box().value)); // what stands there, looked for or not yet
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
