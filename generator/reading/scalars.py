"""Single values of a file, as the types in `formats` want them."""

import re
from collections.abc import Callable
from typing import Any

from generator.disk import ids
from generator.disk.yamltree import Node, Scalar, problem_on
from generator.formats import Contact, Country, Id, Language, SameAs, Text, Url
from generator.problems import Problem, did_you_mean
from generator.text import dates


def choice(choices: tuple[str, ...], node: Scalar, problems: list[Problem]) -> str | None:
    """Return which of some words a value is; None, and a problem, where it is none of them."""
    if node.text in choices:
        return node.text
    hint = did_you_mean(node.text, [choice for choice in choices if choice])
    problems.append(wrong(node, f"“{node.text}” is none of {', '.join(c for c in choices if c)}", hint))
    return None


def text(node: Scalar, _problems: list[Problem]) -> Text | None:
    """Return a text with its place; None where it is empty, which counts as not given."""
    words = " ".join(node.text.split())
    return Text(words, node.place.line, node.place.column) if words else None


def _id(node: Scalar, problems: list[Problem]) -> Id | None:
    reason = ids.why_bad(node.text)
    if reason:
        problems.append(
            problem_on(node, "bad-id", f"“{node.text}” can be no id: it {reason}.", f"{ids.better(node.text)} could be one")
        )
        return None
    return Id(node.text, node.place.line, node.place.column)


def _string(node: Scalar, _problems: list[Problem]) -> str | None:
    """Return a text; None where it is empty, which counts as not given."""
    return node.text.strip() or None


def _of_form(pattern: str, wanted: str, hint: str) -> Callable[[Scalar, list[Problem]], str | None]:
    """Return a reader of texts that have a form. wanted: the form in words."""
    form = re.compile(pattern)

    def reader(node: Scalar, problems: list[Problem]) -> str | None:
        text = node.text.strip()
        if text and not form.fullmatch(text):
            problems.append(wrong(node, f"“{text}” is not {wanted}", hint))
            return None
        return text or None

    return reader


_two_capitals = _of_form(r"[A-Z]{2}", "a country's code", "write two capitals, such as FR")


def _country(node: Scalar, problems: list[Problem]) -> str | None:
    """Return a country's code; codes of states that are no more, and those that ISO leaves to its users (XK), count too."""
    code = _two_capitals(node, problems)
    if code != "UK":
        return code
    # ISO 3166 reserves it, so that nobody else gets it; the same country by two codes would be two.
    problems.append(wrong(node, "“UK” is not a country's code in ISO 3166-1", "write GB"))
    return None


def _boolean(node: Scalar, problems: list[Problem]) -> bool | None:
    if node.text in ("true", "false"):
        return node.text == "true"
    problems.append(wrong(node, f"“{node.text}” is neither true nor false", "write true or false"))
    return None


def _end(node: Scalar, problems: list[Problem]) -> dates.Date | None:
    return _date(node, problems, dates.parse_end)


def _date(node: Scalar, problems: list[Problem], parse: Callable[[str], dates.Date] = dates.parse) -> dates.Date | None:
    try:
        return parse(node.text)
    except dates.BadDate as error:
        hint = "write 2023-10-27, 2023-10, 2023, 2023-10-26/2023-10-28; add ? where uncertain, ~ where about"
        problems.append(problem_on(node, "bad-date", str(error), hint))
        return None


READERS: dict[Any, Callable[[Scalar, list[Problem]], Any]] = {
    str: _string,
    Text: text,
    Id: _id,
    bool: _boolean,
    Url: _of_form(r"https?://[^\s<>\"]+", "a web address", "write it in full, https://..."),
    Contact: _of_form(
        r"(?:mailto:)?[^\s@<>\"]+@[^\s@<>\"]+|https?://[^\s<>\"]+", "an address", "write name@example.org, or https://..."
    ),
    Language: _of_form(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "a language's code", "write en, ar or pt-BR"),
    Country: _country,
    SameAs: _of_form(r"[a-z][\w.-]*:\S+", "an id elsewhere", "write wikidata:Q1, or an address"),
    dates.Date: _date,
    dates.End: _end,
}
"""By type, what reads a value: it returns None, and adds a problem, where the value is none of that type."""


def wrong(node: Node, message: str, hint: str) -> Problem:
    """Return the problem that a value is not what is wanted there."""
    return problem_on(node, "wrong-value", f"{message[0].upper()}{message[1:]}.", hint)
