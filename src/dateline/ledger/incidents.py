"""Incidents: mentions of one real-world event across reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from dateline.ledger.stories import Near

Row = Mapping[str, Any]


@dataclass(slots=True)
class Told:
    """An event as a report tells it, with what decides whether two tell of the same. ``incident`` is 0 until it is joined."""

    row: dict[str, Any]
    people: Sequence[Row]
    incident: int = 0

    @classmethod
    def of(cls, row: dict[str, Any], people: Sequence[Row], text: str) -> Told:
        return cls(row, people)


class IncidentJoiner:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def join(self, told: Sequence[Told], near: Sequence[Near], make: Callable[[dict[str, Any]], int]) -> None:
        for each in told:
            each.incident = make(each.row)
