"""What the data files say of a briefing: one JSON object a line (docs/format.md lists the fields)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from generator.briefing import Briefing

FILES = ("briefings", "mentions", "citations", "turns")

_as_json = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps makes an encoder at each call


def of_briefing(briefing: Briefing) -> dict[str, bytes]:
    """Return a briefing's records in each data file, a line each, by the file's name."""
    records = ([_briefing(briefing)], _mentions(briefing), _citations(briefing), _turns(briefing))
    made = map(_lines, records)
    return dict(zip(FILES, made, strict=True))


def _lines(records: Iterable[dict[str, Any]]) -> bytes:
    return "".join(_as_json(record) + "\n" for record in records).encode()


def _briefing(briefing: Briefing) -> dict[str, Any]:
    seed = briefing.seed
    return {
        "id": seed.id,
        "title": seed.title,
        "title_basis": seed.title_basis,
        "date": seed.date.text if seed.date else None,
        "date_basis": seed.date_basis or None,
        "period": seed.edits.period.text if seed.edits.period else None,
        "period_by": seed.period_by or None,
        "language": seed.language,
        "topics": list(seed.edits.topic_ids),
        "sha256": seed.sha256,
        "paragraphs": len(seed.paragraphs),
        "words": sum(len(paragraph.text.split()) for paragraph in seed.paragraphs),
        "notes": [
            {"letter": n.letter, "paragraph": n.paragraph, "quote": n.note.quote.text, "note": n.note.note}
            for n in briefing.notes
        ],
    }


def _mentions(briefing: Briefing) -> Iterator[dict[str, Any]]:
    for mention in briefing.mentions:
        start, end = briefing.paragraphs[mention.paragraph].in_seed(mention.start, mention.end)
        yield {
            "briefing": briefing.id,
            "start": start,
            "end": end,
            "exact": mention.exact,
            "in": mention.in_,
            "actor": mention.actor,
            "rule": mention.rule,
            "alias": mention.alias,
            "candidates": list(mention.candidates),
        }


def _citations(briefing: Briefing) -> Iterator[dict[str, Any]]:
    for citation in briefing.citations:
        start, end = briefing.paragraphs[citation.paragraph].in_seed(citation.start, citation.end)
        records = [
            {
                "text": record.text,
                "source": record.source or None,
                "speaker": record.speaker or None,
                "speaker_likely": record.speaker_likely,
                "carrier": record.carrier or None,
                "carrier_likely": record.carrier_likely,
                "document": record.document or None,
                "date": record.date or None,
                "url": record.url or None,
                "checked": record.checked,
            }
            for record in citation.records
        ]
        yield {
            "briefing": briefing.id,
            "start": start,
            "end": end,
            "label": citation.label,
            "n": citation.number,
            "paragraph": citation.paragraph,
            "covers": citation.covers,
            "records": records,
        }


def _turns(briefing: Briefing) -> Iterator[dict[str, Any]]:
    for turn in briefing.turns:
        last = briefing.paragraphs[turn.last]
        yield {
            "briefing": briefing.id,
            "turn": turn.number,
            "label": turn.label,
            "start": briefing.paragraphs[turn.paragraph].in_seed(turn.start, turn.end)[0],
            "end": last.in_seed(0, len(last.text))[1],
            "paragraphs": [turn.paragraph, turn.last],
            "actor": turn.actor,
            "words": turn.words,
        }
