/* What the engine's own scripts ask for: where the site begins, and a place to remember the palette in. The engine would write
   this into each page; in a file of its own it lets the site's policy refuse every script in a page. */
window.__md_scope = new URL("..", document.currentScript.src);
window.__md_hash = (text) => [...text].reduce((hash, character) => (hash << 5) - hash + character.charCodeAt(0), 0);
window.__md_get = (name, storage = localStorage, scope = window.__md_scope) =>
  JSON.parse(storage.getItem(`${scope.pathname}.${name}`));
window.__md_set = (name, value, storage = localStorage, scope = window.__md_scope) => {
  try {
    storage.setItem(`${scope.pathname}.${name}`, JSON.stringify(value));
  } catch {
    // storage is full or forbidden: the choice lasts as long as the page
  }
};
