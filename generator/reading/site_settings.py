"""What the archive is called and where it stands, from the engine's own settings file."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.text.markup import folded

_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f-\x9f{}<>\"\\^`|;?#]+", re.IGNORECASE)
"""What an archive's address may be: no sign in it means anything to BibTeX, RIS or HTML."""

_HOPS = 8
"""How many settings files may inherit from one another; more is a circle."""


@dataclass(frozen=True)
class Site:
    """The archive as others cite it.

    name: `site_name`. url: `site_url`, with a slash at its end. Each is "" where the settings do not say it plainly.
    """

    name: str = ""
    url: str = ""


def read(root: Path) -> Site:
    """Return the name and address of an archive.

    root: the folder that holds `mkdocs.yml`. A file that is missing or broken leaves both empty: whether it can be
    used is for the engine to say. So does a value that only the engine can work out (`!ENV`).
    """
    settings = _settings(root / "mkdocs.yml", _HOPS)
    url = folded(settings.get("site_url", ""))
    return Site(folded(settings.get("site_name", "")), f"{url.rstrip('/')}/" if _ADDRESS.fullmatch(url) else "")


def _settings(file: Path, hops: int) -> dict[str, str]:
    """Return the settings of a file and of those that it inherits from (MkDocs: INHERIT); its own count."""
    own = _top_level(file)
    parent = own.get("INHERIT")
    return (_settings(file.parent / parent, hops - 1) if parent and hops else {}) | own


def _top_level(file: Path) -> dict[str, str]:
    """Return the outermost keys of a YAML file, each with its text, or "" where its value is no plain text.

    The file is composed, not constructed: its tags, which may name Python code, are never followed.
    """
    try:
        node = yaml.compose(file.read_bytes(), Loader=yaml.SafeLoader)
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        return {}
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return {key.value: _text(value) for key, value in pairs if isinstance(key, yaml.ScalarNode)}


def _text(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str" else ""
