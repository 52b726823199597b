"""What a text cites without a marker: addresses, numbered notes, and what it says that others reported."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.briefing import Citation
from generator.problems import Problem, plural
from generator.seed import Seed

_ADDRESS = re.compile(r"(?:[Hh]ttps?://|[Ww]ww\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]]")
_NOTE = re.compile(r"\[(\d{1,3})\]")
_ENTRY = re.compile(r"\s*\[(\d{1,3})\]\s*\S")
"""The start of a note in the list at a text's end."""

_NAME = r"(?:(?:the|la|le|el|il|der|die|das)\s{1,9}|l['’])?[^\W\d_a-zà-ÿа-я][\w.-]{1,60}"
"""A name's last word, after an article; bounded, so that a long word takes no longer than its length."""

_ACCORDING = re.compile(
    r"(?<!\w)(?:[Aa]ccording to|[Ss]elon|[Dd]['’]après|[Ss]egún|[Ss]egundo|[Ss]econdo|[Ll]aut"
    rf"|[Пп]о данным|[Пп]о сообщению|[Сс]о ссылкой на)\s{{1,9}}{_NAME}"
)
_REPORTED = re.compile(
    rf"(?<!\w){_NAME}\s{{1,9}}(?:(?:has|have)\s{{1,9}})?(?:reported|reports)\b(?=\s{{1,9}}(?:that|on|today|yesterday)|[,.])"
)
"""What says in running text whose report something is: “according to the Harbour Wire”, “Harbour Wire reported that”."""


@dataclass(frozen=True)
class Unmarked:
    """How much a text cites without a marker: addresses, each once; notes that it refers to and lists; attributions."""

    addresses: int
    notes: int
    attributions: int

    def in_words(self, counted: Callable[[int, str, str], str]) -> str:
        """Return what there is, in words: “three addresses and two numbered notes”; "" for nothing. counted: words a count."""
        nouns = (("address", "addresses"), ("numbered note", "numbered notes"), ("attribution", "attributions"))
        counts = (self.addresses, self.notes, self.attributions)
        found = [counted(count, *noun) for count, noun in zip(counts, nouns, strict=True) if count]
        return " and ".join(filter(None, [", ".join(found[:-1]), *found[-1:]]))


def of_seed(seed: Seed, citations: tuple[Citation, ...]) -> Unmarked:
    """Return what a seed cites outside its markers. “[1]” is a note where a paragraph further down opens with it."""
    cited: dict[int, list[Citation]] = {}
    for citation in citations:
        cited.setdefault(citation.paragraph, []).append(citation)
    texts = [_outside(one.text, cited.get(one.number, ())) for one in seed.paragraphs if one.is_prose]
    listed = {match[1]: at for at, text in enumerate(texts) if (match := _ENTRY.match(text))}
    referred = {
        match[1]
        for at, text in enumerate(texts)
        for match in _NOTE.finditer(text)
        if match.start() and at < listed.get(match[1], 0)
    }
    addresses = {address.rstrip("/") for text in texts if "://" in text or "ww." in text for address in _ADDRESS.findall(text)}
    addresses |= {href.rstrip("/") for p in seed.paragraphs if p.is_prose for *_, href in p.links if href.startswith("http")}
    attributions = sum(len(_ACCORDING.findall(text)) for text in texts)
    attributions += sum(len(_REPORTED.findall(text)) for text in texts if "report" in text)  # to look costs more than to ask
    return Unmarked(len(addresses), len(referred), attributions)


def _outside(text: str, cited: Iterable[Citation]) -> str:
    """Return a paragraph's text without its markers."""
    at, kept = 0, []
    for citation in cited:
        kept.append(text[at : citation.start])
        at = citation.end
    return "".join([*kept, text[at:]])


def check(seed: Seed, citations: tuple[Citation, ...]) -> Iterator[Problem]:
    """Yield one notice where a seed cites without markers."""
    if words := of_seed(seed, citations).in_words(plural):
        message = (
            f"The text mentions {words} outside of citation markers. Its page says so, and takes none of it for a citation."
        )
        hint = "nothing needs doing; what an editor knows of it can stand in a note (`notes`) or under `further`"
        yield Problem(seed.path, 0, 0, "unmarked-sources", message, hint)
