"""Sentences: where one ends, and that a quotation inside one is not cut."""

import pytest

from generator.text import sentences


def parted(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences.spans(text)]


@pytest.mark.parametrize(
    "quotation",
    ["“Kelp! It is ours.”", '"Kelp? Ours."', "« Kelp ! À nous. »", "«Kelp! Nostro.»", "„Kelp! Unser.“", "“Kelp. It is ours!”"],
)
def test_no_sentence_ends_inside_a_quotation(quotation: str) -> None:
    """Else “Ada Plum said: “Kelp!” would be presented as what was said."""
    assert parted(f"Ada Plum said: {quotation} She left.") == [f"Ada Plum said: {quotation}", "She left."]


@pytest.mark.parametrize(
    "sentences_there",
    [
        ["Ada Plum said: “Kelp!", "It is ours.", "She left."],
        ['Ada Plum said: "Kelp!', "It is ours.", "She left."],
        ["«Kelp!", "It is ours.", "“Kelp? Ours.”", "She left."],
        ['A pipe of 6" broke.', 'Then one of 7" broke.', "She left."],
    ],
)
def test_a_quotation_that_never_closes_swallows_nothing(sentences_there: list[str]) -> None:
    assert parted(" ".join(sentences_there)) == sentences_there


def test_a_long_quotation_is_several_sentences() -> None:
    """Its beginning is far from the name that is meant: 300 code points are more than a reader takes in at once."""
    said = "“Kelp is ours. " + "Nobody else had any of it. " * 12 + "So it stays.”"
    assert parted(f"{said} She left.")[0] == "“Kelp is ours."
