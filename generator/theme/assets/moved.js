/* A page that has moved: its paragraphs have moved with it, so their addresses (#p3) go on. Without this script the page
   still leads on, to the top. */
location.replace(document.currentScript.dataset.to + location.hash);
