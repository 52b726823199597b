"""Finding names: at their exact places, however a text spells, spaces or breaks them."""

import pytest

from generator.text.names import Names


def find(text: str, *names: str) -> list[str]:
    """Return the words of a text at which names stand."""
    known: Names[str] = Names()
    for name in names:
        known.add(name, name)
    return [text[match.start : match.end] for match in known.find(text)]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Ilsa\n  Marrow came", "Ilsa Marrow", "Ilsa\n  Marrow"),
        ("Ilsa\u00a0Marrow’s ship", "Ilsa Marrow", "Ilsa\u00a0Marrow"),
        ("ILSA MARROW:", "Ilsa Marrow", "ILSA MARROW"),
        ("met Łucja Šćepan.", "Lucja Scepan", "Łucja Šćepan"),
        ("met Lucja Scepan.", "Łucja Šćepan", "Lucja Scepan"),
        ("O’Hara", "O'Hara", "O’Hara"),
        ("Jean‑Luc", "Jean-Luc", "Jean‑Luc"),
        ("the S.F.M. said", "SFM", "S.F.M."),
        ("the SFM said", "S.F.M.", "SFM"),
        ("Marrow (Ilsa)", "Ilsa Marrow", None),
        ("Ilsa. Marrow", "Ilsa Marrow", "Ilsa. Marrow"),
        ("with Sandoria. Marrow left", "Sandoria Marrow", None),
        ("who is it", "WHO", None),
        ("harrowing", "Harrow", None),
        ("the front of it", "Front", None),
        ("Marrows", "Marrow", None),
        ("the press secretary", "press secretary", "press secretary"),
        ("Press Secretary Marrow", "press secretary", "Press Secretary"),
    ],
)
def test_a_name_is_found_as_a_reader_would(text: str, name: str, words: str | None) -> None:
    """A reader sees the same name in other clothes; a word that only looks like it, or two sentences, are no name."""
    assert find(text, name) == ([words] if words else [])


def test_overlapping_names_are_all_told() -> None:
    """Which of several names at one place counts is for the rules to say, so all of them are found."""
    assert find("Kim Jong Un", "Kim Jong Un", "Jong", "Un", "Kim Jong") == ["Kim Jong", "Kim Jong Un", "Jong", "Un"]


def test_each_name_has_its_own_rule_for_capitals() -> None:
    """Names that share their first word do not share whether it needs a capital."""
    assert find("the front line, the front office", "Front Line", "front office") == ["front office"]
    assert find("The Front Line, the Front Office", "Front Line", "front office") == ["Front Line", "Front Office"]
