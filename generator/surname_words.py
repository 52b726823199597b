"""Words that stand beside names: titles, the words sentences open with, places and days."""

from functools import cache

from babel import Locale

from generator.names import words

TITLES = frozenset(
    "mr mrs ms miss messrs dr prof professor sir dame lord lady president presidents premier chancellor king queen prince "
    "princess emperor sheikh shah sultan emir pope general generals gen marshal admiral adm colonel col major maj captain capt "
    "lieutenant lt sergeant sgt brigadier commander ambassador ambassadors amb minister ministers secretary secretaries secy "
    "secty sec secs undersecretary senator senators sen representative rep congressman governor gov mayor judge justice "
    "chairman chairwoman chair director deputy dep assistant asst acting foreign prime vice special counselor counsellor "
    "consul envoy spokesman spokeswoman spokesperson delegate commissioner comrade attorney chargé charge speaker "
    "under".split()
)
"""Words that stand before a surname as titles do; one of them is never taken for a first name."""

SHORT_TITLES = {
    **dict.fromkeys(("sec", "secs", "secretaries", "secy", "secty"), "secretary"),
    **dict.fromkeys(("amb", "ambassadors"), "ambassador"),
    **dict.fromkeys(("gen", "generals"), "general"),
    "col": "colonel",
    "sen": "senator",
}

FUNCTION_WORDS = frozenset(
    "a an the this that these those and but or nor so yet if when while as since because although though after before until "
    "unless whether where who whom whose which what how why not no only also even both either neither then thus hence here "
    "there now whatever whenever wherever today yesterday tomorrow later earlier meanwhile however moreover in on at by to of "
    "for from with without within into onto upon over under between among through during against about like per via re he she "
    "it they we you i his her its their our your my all any each some many most much few several such same other another dear "
    "according following ask asked tell told said says see saw did does do had has have is was were are be been will would can "
    "could should may might must let yes well first second third finally again still just".split()
)
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
