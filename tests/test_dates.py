"""Dates: what is one, how it is said, how it is sorted, and which lines of a text give one."""

from html import unescape
from pathlib import Path

import pytest
from archives import made, make_seeds

from generator import archive
from generator.text import date_lines, dates


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2031", "2031"),
        ("2031-10", "October 2031"),
        ("2031-10-04", "4 October 2031"),
        ("2031-10~", "about October 2031"),
        ("2031-10-04?", "4 October 2031 (uncertain)"),
        ("2031-10-04%", "4 October 2031 (uncertain)"),
        ("2031-10-26/2031-10-28", "26–28 October 2031"),
        ("2031-10-26?/2031-10-27?", "26–27 October 2031 (uncertain)"),
        ("2031-10-26/2031-11-02", "26 October 2031 – 2 November 2031"),
        ("2031~/2033~", "about 2031 – 2033"),
        ("2031/..", "from 2031"),
        ("../2031-10", "until October 2031"),
        ("2031-10-04/2031-10-04", "4 October 2031"),
        ("2032-02-29", "29 February 2032"),
        ("0044", "AD 44"),
        ("0044-03-15", "15 March AD 44"),
        ("0044-03-15/0044-03-17", "15–17 March AD 44"),
        ("0999-12~", "about December AD 999"),
        ("1000", "1000"),
    ],
)
def test_a_date_is_said_with_what_is_not_sure_of_it(text: str, words: str) -> None:
    """A reader sees "about" and "uncertain" where an editor wrote them, and nowhere else."""
    date = dates.parse(text)
    assert (dates.in_words(date), date.text) == (words, text)


@pytest.mark.parametrize("text", ["2031-10-04T09:30:00", "2031-10-04T09:30:00Z", "2031-10-04T09:30+02:00"])
def test_a_time_of_day_does_not_lose_the_date(text: str) -> None:
    """EDTF has times too: a contributor who gives one still gets the day, and the data the date as given."""
    date = dates.parse(text)
    assert (dates.in_words(date), date.text) == ("4 October 2031", text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "yesterday", "4 October 2031", "31-10-04", "20311", "2031--04", "2031-10-04.", "2031?~", "0000", "２０３１"),
        *("2031-13", "2031-00", "2031-10-00", "2031-02-29", "..", "../..", "/", "2031/2032/2033", "2033/2031"),
        *("2031-10-05/2031-10-04", "2031-10-04T25:00"),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    """Nothing is guessed: any other notation is told to be no date, in a sentence that names it."""
    with pytest.raises(dates.BadDate, match=r"\.$"):
        dates.parse(text)


def test_a_year_before_1000_is_told_with_its_era_in_other_languages_too() -> None:
    assert dates.in_words(dates.parse("0044-03-15"), "fr") == "15 mars 44 ap. J.-C."


def test_dates_sort_by_their_earliest_day_then_their_latest() -> None:
    """Lists are in the order of events: a month comes before its first day's end, an open start in the year of its end."""
    order = ["2030-12", "../2031", "2031-10-01", "2031-10-01/2031-10-02", "2031-10", "2031-10/..", "2031-10-02"]
    found = [dates.parse(text) for text in reversed(order)]
    assert [date.text for date in sorted(found, key=lambda date: date.sort_key)] == order


@pytest.mark.parametrize(
    ("line", "language", "date"),
    [
        ("12 October 2031", "en", "2031-10-12"),
        ("October 12, 2031", "en", "2031-10-12"),
        ("October 12, 2031, 4:30 p.m.", "en", "2031-10-12"),
        ("2031-10-12", "en", "2031-10-12"),
        ("1er mai 2031", "fr", "2031-05-01"),
        ("12. März 2031", "en", "2031-03-12"),
        ("12 октября 2031", "ru", "2031-10-12"),
        ("12 de octubre de 2031", "es", "2031-10-12"),
        ("Genève, le 4 mai 2031", "fr", "2031-05-04"),
        ("Le 1er mai 2031", "fr", "2031-05-01"),
        ("Berlin, den 4. Mai 2031", "de", "2031-05-04"),
        ("Stockholm den 4 maj 2031", "sv", None),
        ("Madrid, a 4 de mayo de 2031", "es", "2031-05-04"),
        ("Madrid, 4 de mayo de 2031", "es", "2031-05-04"),
        ("Genève, la 4 mai 2031", "fr", None),
        (f"Northgate, 12 {' ' * 170} October 2031", "en", "2031-10-12"),
        (f"Northgate, 12 {' ' * 180} October 2031", "en", None),
        (f"N{'.w' * 100}, 12 October 2031", "en", None),
        ("Northgate, 12 October 2031", "en", "2031-10-12"),
        ("Port of Saltmouth, N.M., October 12, 2031", "en", "2031-10-12"),
        ("SALTMOUTH, 12 October 2031 (Harbour Wire)", "en", "2031-10-12"),
        ("Port au Quill, 12 October 2031", "en", "2031-10-12"),
        ("Embargoed until Monday, 12 October 2031", "en", None),
        ("Statement by the President, 12 October 2031", "en", None),
        ("Signed at the harbour, 12 October 2031", "en", None),
        ("signed in Northgate, 12 October 2031", "en", None),
        ("They met on 12 October 2031", "en", None),
        ("12 October 2031 was a Sunday", "en", None),
        ("31 February 2031", "en", None),
        ("12 Brumaire 2031", "fr", None),
        ("12th October, 2031, 16:20 MSK", "en", "2031-10-12"),
        ("October 12th, 2031", "en", "2031-10-12"),
        ("12 октября 2031 года", "ru", "2031-10-12"),
        ("2031年10月12日", "zh", "2031-10-12"),
        ("١٢ أكتوبر ٢٠٣١", "ar", "2031-10-12"),
        ("Date: 12 October 2031", "en", "2031-10-12"),
        ("Data: 12 de outubro de 2031", "pt", "2031-10-12"),
        ("Published: 12 October 2031", "en", None),
        ("Next 12 October 2031", "en", None),
        ("Sunday, October 12, 2031", "en", "2031-10-12"),
        ("Sunday 12 October 2031", "en", "2031-10-12"),
        ("Monday, October 12, 2031", "en", "2031-10-12?"),
        ("Saltmouth, Sunday, 12 October 2031", "en", "2031-10-12"),
        ("Le dimanche 12 octobre 2031", "fr", "2031-10-12"),
        ("Sonntag, den 12. Oktober 2031", "de", "2031-10-12"),
        ("12 Ekim 2031 Pazar", "tr", "2031-10-12"),
        ("12 Ekim 2031, Pazartesi", "tr", "2031-10-12?"),
        ("12 October 2031, Saltmouth", "en", None),
        ("2031年10月12日　星期日", "zh", "2031-10-12"),
        ("2031年10月12日（日）", "ja", "2031-10-12"),
        ("2031年10月12日（月）", "ja", "2031-10-12?"),
        ("날짜: 2031년 10월 12일 일요일", "ko", "2031-10-12"),
        ("2031. 10. 12.", "ko", "2031-10-12"),
        ("12. 10. 2031", "cs", "2031-10-12"),
        ("12. 10. 2031", "en", None),
        ("12 באוקטובר 2031", "he", "2031-10-12"),
        ("יום ראשון, 12 באוקטובר 2031", "he", "2031-10-12"),
        ("יום ראשון 12 באוקטובר 2031", "he", "2031-10-12"),
        ("יום שני, 12 באוקטובר 2031", "he", "2031-10-12?"),
        ("الأحد، 12 أكتوبر 2031", "ar", "2031-10-12"),
        ("فم الملح، ١٢ أكتوبر ٢٠٣١", "ar", "2031-10-12"),
        ("12 تشرين الأول 2031", "ar", "2031-10-12"),
        ("12 تشرين الثاني 2031", "ar", "2031-11-12"),
        ("تاریخ: ۱۲ اکتبر ۲۰۳۱", "fa", "2031-10-12"),
        ("Tarih: 12.10.2031", "tr", "2031-10-12"),
        ("Le 12/10/2031 à 10h15", "fr", "2031-10-12"),
        ("12. Oktober 2031 um 10:15 Uhr", "de", "2031-10-12"),
        ("12 октября 2031 года в 14:30", "ru", "2031-10-12"),
        ("Domenica 12 ottobre 2031, ore 10.15", "it", "2031-10-12"),
        ("\u200fיום ראשון, 12\u200f באוקטובר 2031", "he", "2031-10-12"),
        ("نمک‌دهان، یکشنبه ۱۲ اکتبر ۲۰۳۱", "fa", "2031-10-12"),
        ("سه‌شنبه، ۱۴ اکتبر ۲۰۳۱", "fa", "2031-10-14"),
        ("12 de\u0301cembre 2031", "fr", "2031-12-12"),
        ("Solujście, dnia 12 października 2031 r.", "pl", "2031-10-12"),
        ("12.10.2031 r.", "pl", "2031-10-12"),
        ("12 października 2031 roku", "pl", "2031-10-12"),
        ("الأحد ١٢ أكتوبر ٢٠٣١ م", "ar", "2031-10-12"),
        ("Salzmund, am 12. Oktober 2031", "de", "2031-10-12"),
        ("Bocasal, 12 de octubre del 2031.", "es", "2031-10-12"),
        ("Boccasale, lì 12/10/2031", "it", "2031-10-12"),
        ("12/10/2031", "en", None),
        ("12/10/2031", "en-GB", "2031-10-12"),
        ("12/10/2031", "en-US", "2031-12-10"),
        ("12/10/2031", "fr", "2031-10-12"),
        ("12/10/2031", "qaa", None),
        ("10/25/2031", "en", "2031-10-25"),
        ("25/10/2031", "en", "2031-10-25"),
        ("5/5/2031", "en", "2031-05-05"),
        ("4.5.2031", "de", "2031-05-04"),
        ("4.5.2031", "en", None),
        ("2031/10/12", "en", "2031-10-12"),
        ("0000-01-01", "en", None),
        ("۱۴۱۰/۰۷/۲۰", "fa", None),
        ("12/10/2574", "th", None),
        ("12 มกราคม 2574", "th", None),
        ("12 October 1410", "en", "1410-10-12"),
        ("12 October 2031 (Harbour Wire)", "en", "2031-10-12"),
        ("12 October 2031 (deadline)", "en", "2031-10-12?"),
        ("12 October 2031 (Revised 14 October 2031)", "en", "2031-10-12?"),
        ("October 2031", "en", None),
    ],
)
def test_a_line_is_a_date_only_if_it_holds_nothing_else(line: str, language: str, date: str | None) -> None:
    """A date line dates the text; a day named in a sentence, or one written two ways at once, does not."""
    found = date_lines.of_line(line, language)
    assert (found.text if found else None) == date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("22 mai 2031. – Le gouvernement ...", "2031-05-22"),
        ("22 May 2031 - The ship left.", "2031-05-22"),
        ("PORT-QUILL, le 22 mai 2031 (Harbour Wire) – Le navire est parti.", "2031-05-22"),
        ("22 May 2031 The ship left.", None),
        ("SALTMOUTH, 22 May 2031 (Harbour Wire) — The ship left.", "2031-05-22"),
        ("PORT QUILL (Harbour Wire), May 22, 2031 - The ship left.", "2031-05-22"),
        ("On Friday, 22 May 2031 - a calm day - the ship left.", None),
        ("SALTMOUTH, May 22, 2031 (Harbour Wire) -- The ship left.", "2031-05-22"),
        ("SALTMOUTH, May 22, 2031—The ship left.", "2031-05-22"),
        ("SALTMOUTH, May 22, 2031—4 p.m.", "2031-05-22"),
        ("May 22, 2031—May 24, 2031", None),
        ("2031-05-22-24", None),
        ("22 May 2031 - 24 May 2031", None),
        ("SALTMOUTH, May 22, 2031 – Saturday, May 24, 2031: the ships meet.", None),
        ("2031-05-22 - 2031-05-24", None),
        ("22 May 2031 - 12 ships left.", "2031-05-22"),
        ("SALTMOUTH, May 22 (Harbour Wire) — The ship left.", None),
    ],
)
def test_a_dateline_dates_the_text(line: str, date: str | None) -> None:
    """An agency's dateline is a date the text gives itself."""
    found = date_lines.of_dateline(line, "en")
    assert (found.text if found else None) == date


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("Daily Briefing of the Port – October 26, 2031", "2031-10-26?"),
        ("Statement on the lamps that were lost (26 October 2031)", "2031-10-26?"),
        ("Talks on the lamps: Sunday 26 October 2031", "2031-10-26?"),
        ("Words of the master of the port, Saltmouth, 26 October 2031", "2031-10-26?"),
        ("Talks on the lamps | 26 October 2031", "2031-10-26?"),
        ("码头的灯（2031年10月26日）", "2031-10-26?"),
        ("2031年10月26日港务发言人主持例行记者会", "2031-10-26?"),
        ("2031年10月26日至28日港务会议", None),
        ("2031年10月26日以来的灯", None),
        ("2031年13月26日的灯", None),
        ("Talks on the lamps, 26 – 27 October 2031", None),
        ("Talks on the lamps – 26–27 October 2031", None),
        ("Talks on the lamps, 25 October – 2 November 2031", None),
        ("Talks on the lamps, 25th – 26th October 2031", None),
        ("Talks of the 12 Keepers – 26 October 2031", "2031-10-26?"),
        ("The lamps of 26 October 2031", None),
    ],
)
def test_a_day_at_the_end_of_a_title_is_not_sure(root: Path, title: str, date: str | None) -> None:
    """It may be the day of what the text is about."""
    found = archive.load(make_seeds(root, {"seeds/a.txt": f"{title}\n\nThe lamps were counted.\n"})).briefings["a"].seed
    assert (found.title, found.date.text if found.date else None) == (title, date)


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Ilsa Marrow, Spokeswoman\n\n26 October 2031\n\n1:15 p.m.", "2031-10-26?"),
        ("Ilsa Marrow, Spokeswoman\n\nSaltmouth\n\n26 October 2031", "2031-10-26?"),
        ("By Ilsa Marrow\n\nSALTMOUTH, 26 October 2031 (Harbour Wire) — The lamps were counted.", "2031-10-26?"),
        ("The lamps were counted.\n\n26 October 2031", None),
        ("One\n\nTwo\n\nThree\n\nFour\n\n26 October 2031", None),
        ("Ilsa Marrow, Spokeswoman\n\nNext Meeting, 26 October 2031", None),
        ("Ilsa Marrow, Spokeswoman\n\nSaltmouth, 26 October 2031\n\nThe lamps of Saltmouth.", "2031-10-26?"),
    ],
)
def test_a_date_line_may_stand_below_the_lines_of_a_head(root: Path, head: str, date: str | None) -> None:
    """What stands above it may say of what it is the date, so it is not sure; below the first sentence it is another's."""
    text = f"The lamps\n\n{head}\n\n{'They were counted, one by one. ' * 5}\n"
    found = archive.load(make_seeds(root, {"seeds/a.txt": text})).briefings["a"].seed
    assert (found.date.text if found.date else None) == date


@pytest.mark.parametrize(
    ("line", "rest", "date"),
    [
        ("Northgate, 12 October 2031", "The lamps were counted in Northgate.", "2031-10-12"),
        ("NORTHGATE, 12 October 2031", "The lamps were counted in Northgate.", "2031-10-12"),
        ("Northgate, 12 October 2031", "Done at Northgate, 12 October 2031, in two copies.", "2031-10-12"),
        ("Quill Town, 12 October 2031", "The town of Quill Town is small.", "2031-10-12"),
        ("Northgate, N.M., 12 October 2031", "The lamps were counted in Northgate.", "2031-10-12"),
        ("Northgate (Quill House), 12 October 2031", "They left Northgate.", "2031-10-12"),
        ("日内瓦, 12 October 2031", "会谈在 日内瓦 举行。", "2031-10-12"),
        ("Northgate, 12 October 2031", "The lamps were counted.", "2031-10-12?"),
        ("New Quill, 12 October 2031", "The lamps were new.", "2031-10-12?"),
        ("Next Meeting, 12 October 2031", "The lamps were counted.", "2031-10-12?"),
        ("Next Meeting, 12 October 2031", "The meeting counted the lamps.", None),
        ("Deadline, 12 October 2031", "The deadline is firm. Deadline or not, they left.", None),
        ("12 October 2031", "The lamps were counted.", "2031-10-12"),
    ],
)
def test_words_before_a_day_are_a_place_where_the_text_bears_it_out(root: Path, line: str, rest: str, date: str | None) -> None:
    """A line such as “Next Meeting, 12 October 2031” is built as one with a place is, and dates no text for sure."""
    found = archive.load(make_seeds(root, {"seeds/a.txt": f"The lamps\n\n{line}\n\n{rest}\n"})).briefings["a"].seed
    assert (found.date.text if found.date else None) == date


@pytest.mark.parametrize(
    ("below", "date"),
    [
        ("Time: 7 p.m.\n\nPlace: Quill Hall", "2031-10-26?"),
        ("Place: Quill Hall\n\nStart of the dinner: 19:30", "2031-10-26?"),
        ("Uhrzeit: 19 Uhr", "2031-10-26?"),
        ("時間：19時", "2031-10-26?"),
        ("1:15 p.m.", "2031-10-26"),
        ("Tél : 01.02.03.04.05", "2031-10-26"),
        ("From: 12 keepers", "2031-10-26"),
    ],
)
def test_the_day_of_an_event_is_not_sure(root: Path, below: str, date: str) -> None:
    """An invitation is older than its dinner: its date stands above an hour that has a label."""
    text = f"The lamp dinner\n\nDate: 26 October 2031\n\n{below}\n\nThe keepers of the lamps will dine, and all are welcome.\n"
    found = archive.load(make_seeds(root, {"seeds/a.txt": text})).briefings["a"].seed
    assert found.date
    assert found.date.text == date


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("The lamps\n26 October 2031", "2031-10-26?"),
        ("PRESS RELEASE\nSaltmouth, 26 October 2031", "2031-10-26?"),
        ("PRESS RELEASE\nNorthgate, 26 October 2031", None),
        ("26 October 2031\nThe lamps", "2031-10-26"),
        ("The lamps\n\n26 October 2031\nSaltmouth", "2031-10-26"),
        ("The lamps were lit on\n26 October 2031\nand lost again.", None),
        ("One\nTwo\nThree\nFour\n26 October 2031", None),
    ],
)
def test_the_lines_of_a_head_may_stand_in_one_paragraph(root: Path, head: str, date: str | None) -> None:
    """So they do where lines are broken by hand: a blank line follows them all."""
    body = "They were counted at dawn, one by one, by all of\nthe keepers of Saltmouth, and two of\nthem were missing.\n"
    found = archive.load(make_seeds(root, {"seeds/a.txt": f"{head}\n\n{body}"})).briefings["a"].seed
    assert (found.date.text if found.date else None) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("26 October 2031 – The lamps were lit.\n\n27 October 2031 – The lamps were lost.", "2031-10-26?"),
        ("26 October 2031\n\nThe lamps were lit.\n\n27 October 2031\n\nThe lamps were lost.", "2031-10-26?"),
        ("26 October 2031\n\nThe lamps were lit.\n\nSunday, 26 October 2031", "2031-10-26"),
        ("26 October 2031\n\nThe lamps were lost on 27 October 2031.", "2031-10-26"),
    ],
)
def test_the_first_of_several_days_is_not_sure(root: Path, text: str, date: str) -> None:
    """A chronology or a diary opens with its first day, and was written on another."""
    found = archive.load(make_seeds(root, {"seeds/a.txt": f"The lamps\n\n{text}\n\nThey left.\n"})).briefings["a"].seed
    assert found.date
    assert found.date.text == date


def test_a_date_that_is_not_sure_is_no_word_of_the_texts(root: Path) -> None:
    page = made(archive.load(make_seeds(root, {"seeds/a.txt": "The lamps\n\nNorthgate, 12 October 2031\n\nThey left.\n"})))
    assert "Dated 12 October 2031 (uncertain), inferred from a line of the text" in unescape(page["briefings/a.md"].decode())


@pytest.mark.parametrize("text", ["2025/..", "2025-03-01/"])
def test_an_interval_without_an_end_is_no_end_of_an_office(text: str) -> None:
    """It would say that somebody still holds an office, which `..` says, or that nobody knows, which no `to:` says."""
    with pytest.raises(dates.BadDate, match="has no end"):
        dates.parse_end(text)
    assert dates.parse_end("../2025").still_held is False
    assert dates.parse_end("..").still_held is True


@pytest.mark.parametrize(
    ("start", "end", "moment", "held"),
    [
        ("2030", "2033-05~", "2033-05", True),
        ("2030", "2033-04", "2033-05-01", False),
        ("2030", "..", "2040", True),
        ("2030", None, "2040", True),
        ("2030", None, "2029", False),
        (None, "2033", "2031", False),
        ("2030", "2033", "2031/..", False),
    ],
)
def test_an_office_is_shown_only_at_a_time_it_was_held(start: str | None, end: str | None, moment: str, held: bool) -> None:
    """A page says what somebody was at the time, and says nothing where that is not known."""
    from_, to = dates.parse(start) if start else None, dates.parse_end(end) if end else None
    assert dates.overlaps(dates.parse(moment), from_, to) is held
