"""Pairs of participants, as formats have them that code one actor doing something to one other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dateline.presenting.exports.country_codes import country_codes
from dateline.presenting.exports.identifiers import number_of
from dateline.presenting.exports.sector_codes import sector_codes
from dateline.report import Event, Participant


class Dyad(NamedTuple):
    """Who acts and upon whom, None where the report does not tell."""

    source: Participant | None
    target: Participant | None

    def number(self, event_id: str) -> int:
        """The number of the event between these two."""
        return number_of(event_id, *(f"{side.start}-{side.end}" if side is not None else "" for side in self))


def dyads(event: Event) -> Iterator[Dyad]:
    """Every actor with every recipient; of a reciprocal event, every actor with every other."""
    if event.recipients:
        yield from (Dyad(actor, recipient) for actor in event.actors or (None,) for recipient in event.recipients)
    elif len(event.actors) > 1:
        yield from (Dyad(one, other) for one in event.actors for other in event.actors if one is not other)
    else:
        yield Dyad(event.actors[0] if event.actors else None, None)


def named(participant: Participant | None) -> str:
    """The full name, else the words in one line; empty for nobody."""
    return (participant.name or " ".join(participant.text.split())) if participant is not None else ""


def cameo_actor(participant: Participant | None, unknown: str) -> str:
    """The CAMEO code: country, then role ("KGZGOV"), ``unknown`` in the place of a country that is not known."""
    if participant is None:
        return unknown
    # A body of no country has its kind in the country's place: IGO, IGOUNO, NGO, MNC.
    place = country_codes(participant.country).cameo or sector_codes(participant.country).cameo
    return (place or unknown) + sector_codes(participant.sector).cameo
