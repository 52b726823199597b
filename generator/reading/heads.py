"""The head of a text: which of its lines is its title, and which date it gives itself."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise, zip_longest

from generator.formats import Settings
from generator.reading import markers
from generator.seed import Paragraph
from generator.text import date_lines, dates, sentences
from generator.text.markup import folded

TITLE_MAX = 250
"""Code points; the longest title line among the seeds that it was tried on has 186. A lead paragraph ends in a full stop."""
OPENING_WORDS, OPENING_MAX = 9, 160
"""What stands for a title where a text has none: so many words, at most so many code points."""
HEAD_MAX = 4
"""Lines between a title and the first sentence: who speaks, where, on which day, at what time."""

MayBeTitle = Callable[[Sequence[Paragraph]], bool]
"""Tells whether the first of some paragraphs may be a title, by what is particular to a format of seeds."""

_CLOSED = re.compile(r"[.!?:。！？：؟۔।…][\"'”’»›)\]」』]*\Z")
_HOUR = re.compile(
    r"[^\d\W][^\d:：]{0,30}[:：]\s*\d{1,2}\s?(?:[:.h]\d\d(?![.\d])|[ap]\.?m\b|h\b|uhr|[时時点시])", re.IGNORECASE
)
"""A line that says when something takes place, "Time: 10 a.m."; a date above it is that of the event."""
_YEAR = re.compile(r"\d{4}")
_SUBJECT = re.compile(
    r"\W*(?:\d{1,6}\W{1,3})?(?:subject|subj|re|objet|betreff|asunto|assunto|oggetto|тема|предмет|الموضوع|主题|主題|件名)"
    r"\s*(?:[:：]\s*|\Z)",
    re.IGNORECASE,
)
_FORM_MAX = 14
"""Paragraphs among which a form has its subject: behind who wrote to whom, and who took part."""

_EMBARGO = re.compile(r"\W*(?:\w+\W+){0,2}(?:embargo|sperrfrist|эмбарго)", re.IGNORECASE)
_RUBRIC_WORDS, _TITLE_WORDS = 3, 5
"""At most so many words has a rubric that stands above the date, at least so many the title that stands below it."""

_AMERICAN_CLOCK = re.compile(r"\d\s?[ap]\.?m\.?\s+[ECMP][SD]T\b", re.IGNORECASE)
"""A time of day as the United States write it, with a zone of theirs."""


def headed(shown: list[Paragraph], settings: Settings, language: str, may_be_title: MayBeTitle) -> list[Paragraph]:
    """Return the paragraphs of which the first may be a title: a line before them may be a date alone.

    One with a place is passed over only where a title follows, and no heading is, nor words that nothing bears out as a
    place: "Daily Press Briefing, 4 May 2031" is itself the title, whoever speaks below it.
    """
    for _ in range(HEAD_MAX):
        if len(shown) > 1 and _is_above_title(shown, settings, language, may_be_title):
            shown = shown[1:]
    first, after = shown[:1], shown[1:]
    if not after or date_lines.of_line(first[0].text, language, place=False):
        return after or first
    line = first[0].text.strip()
    date = None if first[0].tag.startswith("h") else _of_line(line, shown, language, in_title=False)
    has_place = date and (date.is_certain or " " not in date_lines.place_of(line, language))
    return after if has_place and title_line(after, settings, may_be_title) else shown


def _is_above_title(shown: list[Paragraph], settings: Settings, language: str, may_be_title: MayBeTitle) -> bool:
    """Return whether a text opens with a line that stands above its title: an embargo, a day without a year, a rubric."""
    line = shown[0].text.strip()
    is_none = _EMBARGO.match(line) or date_lines.is_day_without_year(line, language)
    return bool(is_none) or _is_rubric(shown, settings, language, may_be_title)


def _is_rubric(shown: list[Paragraph], settings: Settings, language: str, may_be_title: MayBeTitle) -> bool:
    """Return whether a text opens with what all of its series open with: a word or three, the date, and then the title."""
    if len(shown) < 4:
        return False
    rubric, day, title = shown[0].text, shown[1].text.strip(), title_line(shown[2:], settings, may_be_title)
    is_headed = len(rubric.split()) <= _RUBRIC_WORDS and len(title.split()) >= _TITLE_WORDS
    return is_headed and bool(date_lines.of_line(day, language, place=False))


def title_line(shown: list[Paragraph], settings: Settings, may_be_title: MayBeTitle) -> str:
    """Return the title that a text opens with, "" where it opens with its first sentence.

    A first line of at most 250 code points, without a marker and without a closing `. ! ? :`, that may be one by its
    format: "Harbour talks end without a text".
    """
    line = shown[0].text.strip() if shown else ""
    if not _is_short(line) or any(markers.find(line, settings.markers)):
        return ""
    return line if may_be_title(shown) else ""


def subject(shown: Sequence[Paragraph], settings: Settings) -> str:
    """Return what a form, a memorandum or a telegram calls its subject, "" where none of its first paragraphs does.

    It stands behind the word, "Subject: Harbour dues. We met ...", up to the end of its sentence; or below it.
    """
    for paragraph, after in zip_longest(shown[:_FORM_MAX], shown[1 : _FORM_MAX + 1]):
        match = _SUBJECT.match(paragraph.text) if paragraph else None
        if match:
            below = "" if match.end() < len(paragraph.text) or not after else _bare(after.text, settings)
            first = below if _is_short(below) else _bare(paragraph.text[match.end() :], settings)
            start, end = next(iter(sentences.spans(first)), (0, 0))
            return re.sub(r"(?<!\.\w)\.\Z", "", first[start:end]) if end - start <= TITLE_MAX else ""
    return ""


def _bare(text: str, settings: Settings) -> str:
    """Return a text without its markers, white space folded."""
    return folded(markers.without(text, markers.find(text, settings.markers)[0]))


def _is_short(line: str) -> bool:
    """Return whether words could stand in a text's head: one line with a letter, not too long, that ends no sentence."""
    one_line = "\n" not in line and "\t" not in line and len(line) <= TITLE_MAX and any(map(str.isalpha, line))
    return one_line and not _CLOSED.search(date_lines.seen(line).rstrip())


def opening_words(shown: list[Paragraph], settings: Settings, language: str) -> str:
    """Return the words that a text without a title opens with; behind a line in capitals those of the next follow."""
    opening: list[str] = []
    for place, paragraph in enumerate(shown):
        bare = markers.without(paragraph.text, markers.find(paragraph.text, settings.markers)[0])
        lines = _head_lines(bare)
        if place <= HEAD_MAX:  # a date is no subject: "FOR IMMEDIATE RELEASE", "4 May 2031", "Lamps to be relit"
            others = [line for line in lines if not date_lines.of_line(line, language)]
            lines = others if others or opening else lines
        opening += " ".join(lines).split()
        if len(opening) > OPENING_WORDS or (opening and not all(map(_is_form_heading, lines))):
            break
    words = " ".join(opening[:OPENING_WORDS])[:OPENING_MAX]
    title = words.rstrip(",;: ") or words or "(no text)"
    return f"{title} …" if len(opening) > OPENING_WORDS else title


def _is_form_heading(line: str) -> bool:
    """Return whether a line is in capitals alone, as SUBJECT and TO are in a form; many texts open with the same."""
    return line == line.upper() and line != line.lower()


def date_in_text(shown: list[Paragraph], title: str, language: str) -> dates.Date | None:
    """Return the date that a text gives itself: a line with nothing else after its title, a dateline, or its title's.

    One that the title and a line agree on is certain. In English of which no country is known, a day in numbers is read as
    the United States write it where the text has a time of theirs, and is uncertain.
    """
    found = _date(shown, title, language)
    if found is None and language == "en" and any(_AMERICAN_CLOCK.search(p.text) for p in shown[: 2 * HEAD_MAX]):
        found = _date(shown, title, "en-US")
        return dates.uncertain(found) if found else None
    return found


def american_day(title: str, language: str) -> str:
    """Return the day of a title in English that may be read in two ways, as the United States write it; else ""."""
    if language != "en" or len(title) > TITLE_MAX or date_lines.of_title(title, language):
        return ""
    day = date_lines.of_title(title, "en-US")
    return day.text.rstrip("?") if day else ""


def _date(shown: list[Paragraph], title: str, language: str) -> dates.Date | None:
    rows = [line for p in shown[: 2 * HEAD_MAX] for line in _head_lines(p.text) if any(map(str.isalnum, line))]
    head = [date_lines.last_column(line) or line for line in rows]
    after = [line for line in head[: HEAD_MAX + 1] if line != title]
    line = after[0] if after else ""
    if date := _of_line(line, shown, language, in_title=False) or date_lines.of_dateline(line, language):
        is_sure = not _is_one_of_many(date, shown, language) and not any(map(_HOUR.match, after))
        return date if is_sure else dates.uncertain(date)
    in_title = _of_line(title, shown, language, in_title=True) or date_lines.of_title(title, language)
    below = _below(after, shown, language)
    if below and (in_title == below or date_lines.could_be(title, below, language)):
        return dates.parse(below.text.rstrip("?"))
    return below or in_title


def _head_lines(text: str) -> list[str]:
    """Return the lines of a paragraph that stand by themselves, as a letter's head does where lines are broken by hand."""
    lines = text.strip().split("\n")
    is_head = len(lines) <= HEAD_MAX and not _CLOSED.search(lines[-1])
    return [line.strip() for line in lines] if is_head else [text.strip()]


def _is_one_of_many(date: dates.Date, shown: list[Paragraph], language: str) -> bool:
    """Return whether another paragraph is headed by another day, as in a diary, a chronology, a collection of letters."""
    heads = {p.text.strip() for p in shown if _YEAR.search(p.text, 0, TITLE_MAX)}
    found = (date_lines.of_line(head, language, place=False) or date_lines.of_dateline(head, language) for head in heads)
    return any(other.sort_key != date.sort_key for other in found if other)


def _below(lines: list[str], shown: list[Paragraph], language: str) -> dates.Date | None:
    """Return the day of a line below others of a head, such as who speaks and where; uncertain, since these may say of what.

    A place in it must be borne out: "Next Meeting, 5 May 2031" is another line of a head.
    """
    for above, line in pairwise(lines):
        if not _is_short(above):
            return None
        date = _of_line(line, shown, language, in_title=False) or date_lines.of_dateline(line, language)
        if date and (date.is_certain or not date_lines.place_of(line, language)):
            return dates.uncertain(date)
    return None


def _of_line(line: str, shown: list[Paragraph], language: str, *, in_title: bool) -> dates.Date | None:
    """Return the day of a line, uncertain where nothing bears out that the words before it are a place.

    "Moscow, 5 May 2031" and "Next Meeting, 5 May 2031" are alike: only the rest of the text tells a name from other words.
    """
    date, place = date_lines.of_line(line, language), date_lines.place_of(line, language)
    if not date or not place:
        return date
    rest = "\n".join(row for p in shown for row in p.text.split("\n") if row.strip() != line)
    if _forms(place, rest) and not _is_word(place, rest):
        return date
    # A title names what the text is about, and on which day: "Daily Press Briefing, 4 May 2031".
    return dates.uncertain(date) if in_title or not _is_word(place.split()[-1], rest) else None


def _is_word(words: str, text: str) -> bool:
    """Return whether words stand in a text in small letters; those of a script without capitals never do."""
    return words != words.lower() and words.lower() in _forms(words, text)


def _forms(words: str, text: str) -> set[str]:
    """Return how words stand in a text, in small letters and in capitals."""
    return set(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))
