"""The state of which those who are cited are bodies, or which owns them."""

from collections.abc import Sequence

from babel import Locale

from generator.annotating import citations
from generator.briefing import Record
from generator.edits import UNNAMED
from generator.reading.registry import Registry


def of_all(records: Sequence[Record], registry: Registry) -> str:
    """Return the name of the state of which all identified speakers and carriers are bodies, or that owns them; else "".

    The registry must bear it out for each, and there must be several. None is named where a citation has a carrier that the
    registry does not know, or a source of another state.
    """
    named = {who for r in records for who in (r.speaker, r.carrier) if who and who != UNNAMED}
    states = {_state(who, registry) for who in named | {r.source for r in records if r.source}}
    strangers = any(citations.carried_by(r.text) and not r.carrier for r in records)
    is_one = len(named) > 1 and len(states) == 1 and "" not in states and not strangers
    return name_of(next(iter(states)), registry) if is_one else ""


def _state(identifier: str, registry: Registry) -> str:
    """Return the country code of the state that an actor is a body of, or that owns a source; "" where not known."""
    source = registry.sources.get(identifier)
    if source and source.ownership == "state" and source.country:
        return source.country
    above = (registry.actors.get(one) for one in registry.upwards(identifier))
    return next((actor.country for actor in above if actor and actor.kind == "state"), "")


def name_of(country: str, registry: Registry) -> str:
    """Return the name of the state with a country code: the registry's, else the English one of CLDR, else the code."""
    if country in registry.states:
        return registry.actors[registry.states[country]].name.text
    return str(Locale.parse("en").territories.get(country, country))
