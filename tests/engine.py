"""The Markdown engine of the project's mkdocs.yml, without MkDocs around it: fast enough for thousands of pages."""

from functools import cache
from typing import Any

import markdown
import yaml
from archives import PROJECT


@cache
def _settings() -> dict[str, dict[str, Any]]:
    listed = yaml.safe_load((PROJECT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    return {name: of or {} for one in listed for name, of in (one.items() if isinstance(one, dict) else [(one, {})])}


def html(body: str) -> bytes:
    """Return the HTML that the engine makes of Markdown, inside a page."""
    made = markdown.markdown(body, extensions=list(_settings()), extension_configs=_settings())
    return f"<!doctype html><html><body>{made}</body></html>".encode()


def html_of_page(page: bytes) -> bytes:
    """Return the HTML that the engine makes of a generated page, front matter left out."""
    return html(page.decode().split("---\n", 2)[2])
