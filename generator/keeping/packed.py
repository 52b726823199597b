"""What a seed came to, as the bytes that are kept of it."""

from collections.abc import Mapping

from generator.briefing import Briefing, Marks
from generator.disk import fingerprints
from generator.keeping import rows
from generator.keeping.kept import Annotated
from generator.keeping.store import pickled, unpickled

Packed = Mapping[str, bytes]
"""What a seed came to, by the parts that are kept, each as bytes."""

PARTS = ("annotated", "marks", "words", *rows.FILES)

_OF_FACTS = 32
"""Bytes before what a seed came to: the fingerprint of all that is known of it."""


def pack(annotated: Annotated, briefing: Briefing | None) -> Packed:
    """Return what a seed came to, as bytes; that of a seed without a page too."""
    seed = briefing.seed if briefing else None
    marks = Marks(briefing.mentions, briefing.citations) if briefing else None
    words = (seed.raw, seed.text, seed.layout, briefing.notes) if seed and briefing else None
    lines = rows.of_briefing(briefing) if briefing else dict.fromkeys(rows.FILES, b"")
    parts = {part: pickled(value) for part, value in (("annotated", annotated), ("marks", marks), ("words", words))}
    says = fingerprints.of_bytes(parts["annotated"] + parts["marks"])
    return parts | {"annotated": says.encode() + parts["annotated"]} | lines


def unpack(content: bytes) -> Annotated:
    """Return the part `annotated` from its bytes."""
    return unpickled(content[_OF_FACTS:])  # type: ignore[no-any-return]  # as `pack` made it


def fingerprint(content: bytes) -> str:
    """Return the fingerprint of all that the part `annotated` says, and of who is named and what is cited."""
    return content[:_OF_FACTS].decode()
