"""Which texts are nearly one: altered, cut or enclosed copies are, texts that share a phrase or a form are not."""

import pytest

from generator.text import near_copies
from generator.text.near_copies import NearCopies

TALKS = (
    "Petra Unready, the Sandorian envoy, met the Council of Eelwick in Saltmouth on Friday and spoke of peat, grain, lamps "
    "and the price of ferries. The Council gave no date for another round. Nobody knows when the next one will be held, or "
    "whether the harbour master, who had asked for it, will be there. The mayor said that every lamp had been counted."
)
OTHER = (
    "The lamps of Velmark went out one by one while the ferries waited. A clerk counted them from the quay, wrote the number "
    "into his book, and went home without a word to the Council of Eelwick, which had asked for nothing of the kind."
)


def altered(every: int) -> str:
    return " ".join(word if at % every else "changed" for at, word in enumerate(TALKS.split(), 1))


def share(new: str, other: str) -> float:
    return max((copy.share for copy in NearCopies({"new": new}).found_in("other", other)), default=0)


@pytest.mark.parametrize(
    "text",
    [
        altered(10),
        altered(7),
        TALKS[:130],
        TALKS[130:],
        f"{OTHER} {TALKS}",
        TALKS.replace(", ", " – ").upper().replace("FRIDAY", "MONDAY"),
        TALKS.replace(". ", ".\n\n").replace("Friday", "Saturday"),
    ],
)
def test_a_copy_is_found_however_it_was_altered(text: str) -> None:
    """From either side: the new text may be the longer or the shorter one."""
    assert near_copies.NEAR <= share(text, TALKS) < 1
    assert near_copies.NEAR <= share(TALKS, text) < 1


@pytest.mark.parametrize("text", [TALKS, TALKS.replace("\n", "\r\n").upper(), TALKS.replace(",", " –")])
def test_all_words_alone_are_the_whole(text: str) -> None:
    assert share(text, TALKS) == 1


@pytest.mark.parametrize("text", [OTHER, altered(2), "The Council gave no date.", "", "***", TALKS[::-1]])
def test_what_shares_words_or_a_sentence_is_another_text(text: str) -> None:
    assert share(text, TALKS) == share(TALKS, text) == 0


@pytest.mark.parametrize("text", ["两盏灯点着了，市长说的。" * 3, "Two lamps.", "قال السفير إن المصابيح مضاءة"])
def test_a_text_in_any_script_and_of_any_length_is_its_own_copy(text: str) -> None:
    assert share(text, text) == 1


def test_two_new_texts_are_told_once_and_no_text_is_its_own_copy() -> None:
    texts = {"a": TALKS, "b": TALKS, "c": OTHER}
    new = NearCopies(texts)
    assert [(c.text, c.other) for name, text in texts.items() for c in new.found_in(name, text)] == [("b", "a")]


def test_no_more_texts_are_looked_for_than_memory_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_copies, "MOST", 1)
    new = NearCopies({"a": OTHER, "b": TALKS})
    assert len(new) == 1
    assert not list(new.found_in("c", TALKS))
    assert not NearCopies({})
