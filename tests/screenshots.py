"""Pictures of the archive's own pages, for eyes: `make screenshots` writes them to screenshots/, three to docs/assets."""

import shutil
import tempfile
from itertools import product
from pathlib import Path

from archives import PROJECT, build_site, make_archive
from browser import chromium
from playwright.sync_api import Browser
from sites import served

PAGES = {
    "home": "",
    "briefing": "briefings/000_535efacda7bc178e/",
    "actor": "actors/mikhail-bogdanov/",
    "source": "sources/tass/",
    "actors": "actors/",
    "search": "search/?q=humanitarian",
}
WIDTHS = {"desktop": 1440, "tablet": 820, "phone": 390}
README = ("briefing", "actor", "search")
"""Pages of which the README shows the desktop's picture, by day."""


def main() -> None:
    """Build the site once and take every page at every width, by day, by night and as printed."""
    folder = PROJECT / "screenshots"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with tempfile.TemporaryDirectory() as built:
        site = build_site(make_archive(Path(built), PROJECT / "seeds"))
        with chromium() as browser, served(site) as address:
            for (name, path), (device, width), scheme in product(PAGES.items(), WIDTHS.items(), ("light", "dark", "print")):
                _take(browser, address + path, width, scheme, folder / f"{name}-{device}-{scheme}.png")
    for name in README:
        shutil.copyfile(folder / f"{name}-desktop-light.png", PROJECT / "docs" / "assets" / f"{name}.png")
    print(f"{len(list(folder.iterdir()))} pictures in screenshots/; those of the README are in docs/assets/ anew.")


def _take(browser: Browser, address: str, width: int, scheme: str, file: Path) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.emulate_media(media="print" if scheme == "print" else "screen")
    page.screenshot(path=file)
    context.close()


if __name__ == "__main__":
    main()
