"""Long lists in pages: one year a page, long years in parts, so that a new briefing changes one page."""

from pathlib import Path

from archives import made, make_seeds

from generator import archive
from generator.rendering import paging


def pages(years: list[int | None]) -> dict[str, list[int]]:
    """Return the places of the items on each page, newest first."""
    parts = paging.parts(list(enumerate(years)), lambda item: item[1])
    return {part.name: [at for at, _ in part.items] for part in parts}


def test_years_come_newest_first_and_the_undated_last() -> None:
    """A reader finds the newest year on top and the undated at the end, each on a page of its own."""
    long = pages([2033] * 60 + [2031] * 60 + [None] * 2)
    assert {name: len(page) for name, page in long.items()} == {"2033": 60, "2031": 60, "undated": 2}
    assert list(long) == ["2033", "2031", "undated"]


def test_a_short_list_needs_no_pages() -> None:
    """A small archive is read on one page, however many years it covers."""
    assert pages([2033, 2031, None]) == {}
    assert pages([]) == {}


def test_a_new_item_changes_the_newest_part_only() -> None:
    """Parts of a year are numbered from its oldest, so that a link to an old part stays right and its page unchanged."""
    before, after = pages([2033] * 250), pages([2033] * 251)
    assert [len(page) for page in before.values()] == [50, 100, 100]
    assert list(before) == list(after) == ["2033-3", "2033-2", "2033-1"]
    for name in ("2033-2", "2033-1"):
        assert [at - 251 for at in after[name]] == [at - 250 for at in before[name]]


def test_no_item_is_lost() -> None:
    """Every briefing is on exactly one page, in the order given."""
    for count in (101, 200, 201, 350):
        assert [at for page in pages([2031] * count).values() for at in page] == list(range(count))


def test_a_page_is_headed_by_its_year_as_dates_are_told() -> None:
    """A bare 44 could be 1944; the address keeps the number."""
    parts = paging.parts([44] * 101 + [None] * 2, lambda year: year)
    assert [(part.name, part.heading) for part in parts] == [
        ("44-2", "AD 44, part 2 of 2"),
        ("44-1", "AD 44, part 1 of 2"),
        ("undated", "Undated"),
    ]


def test_what_an_actor_speaks_in_is_parted_as_other_lists_are(tmp_path: Path) -> None:
    talk = "MS. MARROW: Lamp {0} was lit.\nQ  When?\nMS. MARROW: At dusk, lamp {0}.\nQ  Why?\n"
    seeds = {f"seeds/talk-{at}.txt": talk.format(at) for at in range(101)}
    marrow = {"seeds/registry/actors/marrow.yml": "{name: Ilsa Marrow, kind: person}\n"}
    found = made(archive.load(make_seeds(tmp_path, seeds | marrow)))
    page = found["actors/marrow.md"].decode()
    parts = [f"actors/marrow/speaks/undated-{at}.md" for at in (1, 2)]
    assert all(f"(marrow/speaks/undated-{at}.md)" in page for at in (1, 2))
    assert sum(found[part].decode().count("(../../../briefings/talk-") for part in parts) == 101
