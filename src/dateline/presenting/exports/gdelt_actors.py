"""Participants as GDELT codes actors: a CAMEO code and its parts."""

from __future__ import annotations

from dateline.presenting.exports.country_codes import country_codes
from dateline.presenting.exports.dyads import named
from dateline.presenting.exports.event_table import Cell
from dateline.presenting.exports.sector_codes import sector_codes
from dateline.report import Participant

_UNITED_NATIONS = "UNO"


def gdelt_actor(number: int, participant: Participant | None) -> dict[str, Cell]:
    """The columns of actor 1 or 2 but for its place; all are empty where the participant is not told.

    Bodies of no country have their kind as the first role, those of the United Nations UNO as known group, as in GDELT ("IGOUNO").
    """
    country = participant.country if participant is not None else ""
    code = country_codes(country).cameo
    kind = sector_codes(country).gdelt
    role = sector_codes(participant.sector).gdelt if participant is not None else ""
    group = _UNITED_NATIONS if country == _UNITED_NATIONS else ""
    first, second = (kind, role) if kind else (role, "")
    return {
        f"Actor{number}Code": code + (kind + group + role),
        f"Actor{number}Name": named(participant).upper(),
        f"Actor{number}CountryCode": code,
        f"Actor{number}KnownGroupCode": group,
        f"Actor{number}Type1Code": first,
        f"Actor{number}Type2Code": second,
    }
