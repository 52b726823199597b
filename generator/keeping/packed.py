"""What a seed came to, as the bytes that are kept of it."""

from collections.abc import Mapping
from dataclasses import replace

from generator.briefing import Briefing, Marks
from generator.disk import fingerprints
from generator.keeping import rows
from generator.keeping.kept import Annotated
from generator.keeping.store import pickled, unpickled

Packed = Mapping[str, bytes]
"""What a seed came to, by the parts that are kept, each as bytes."""

PARTS = ("annotated", "marks", "words", *rows.FILES)

SAYS = ("facts", "briefing", *rows.FILES)
"""What has a fingerprint of its own, since pages show one and not the other; they stand before the part `annotated`."""

_LONG = 32
"""Bytes of a fingerprint."""


def pack(annotated: Annotated, briefing: Briefing | None) -> Packed:
    """Return what a seed came to, as bytes; that of a seed without a page too."""
    seed = briefing.seed if briefing else None
    marks = Marks(briefing.mentions, briefing.citations, briefing.turns) if briefing else None
    words = (seed.raw, seed.text, seed.layout, briefing.notes) if seed and briefing else None
    lines = rows.of_briefing(briefing) if briefing else dict.fromkeys(rows.FILES, b"")
    parts = {part: pickled(value) for part, value in (("annotated", annotated), ("marks", marks), ("words", words))}
    # No list shows the hash of a text: an edit that changes nothing else leaves the lists as they are.
    listed = replace(annotated.facts, seed=replace(annotated.facts.seed, sha256="")) if annotated.facts else None
    says = [pickled(listed), parts["annotated"] + parts["marks"], *(lines[name] for name in rows.FILES)]
    return parts | {"annotated": "".join(map(fingerprints.of_bytes, says)).encode() + parts["annotated"]} | lines


def unpack(content: bytes) -> Annotated:
    """Return the part `annotated` from its bytes."""
    return unpickled(content[len(SAYS) * _LONG :])  # type: ignore[no-any-return]  # as `pack` made it


def says(content: bytes) -> dict[str, str]:
    """Return the fingerprints that stand before the part `annotated`, by what they are of."""
    return {what: content[at * _LONG : (at + 1) * _LONG].decode() for at, what in enumerate(SAYS)}
