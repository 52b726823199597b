"""Words that stand beside names: titles, the words sentences open with, places and days."""

from functools import cache

from babel import Locale

from generator.naming import candidate_words
from generator.text.names import words

TITLES = candidate_words.TITLES | frozenset(
    "messrs presidents generals secretaries secy secty sec secs senators dep assistant asst acting foreign prime vice special "
    "chargé charge under".split()
)
"""Words that stand before a surname as titles do; one of them is never taken for a first name."""

SHORT_TITLES = {
    **dict.fromkeys(("sec", "secs", "secretaries", "secy", "secty"), "secretary"),
    **dict.fromkeys(("amb", "ambassadors"), "ambassador"),
    **dict.fromkeys(("gen", "generals"), "general"),
    "col": "colonel",
    "sen": "senator",
}

FUNCTION_WORDS = candidate_words.OPENING_WORDS | frozenset("today yesterday tomorrow according will can may well".split())
"""Words that a sentence opens with; capitalised there, they are no first names."""


@cache
def places_and_days() -> frozenset[str]:
    """Return the English names of states, languages, months and days: "Soviet Dobrynin", "last Thursday Malik"."""
    english = Locale.parse("en")
    names = [*english.territories.values(), *english.languages.values()]
    names += [name for kinds in (english.months, english.days) for name in kinds["format"]["wide"].values()]
    return frozenset(w for name in names for w in words(str(name))) | {"soviet"}


@cache
def country_names() -> frozenset[str]:
    """Return the English names of states and territories, folded."""
    return frozenset(" ".join(words(str(name))) for name in Locale.parse("en").territories.values())
