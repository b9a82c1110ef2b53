"""The table of statuses, ``data/factuality_statuses.tsv``: what an act comes to in the record, read once and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeVar

from dateline.fact_tables import Row, table_of, table_rows
from dateline.report import Act, Certainty, Status

FILE: Final = "factuality_statuses.tsv"
COLUMNS: Final = "act cue told doubt status certainty example"
ANY: Final = "*"
KEEP: Final = "-"
_CUES: Final = (ANY, "inside", "outside")
_Choice = TypeVar("_Choice", Act, Certainty, Status)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: None in ``act``, ``inside``, ``told`` and ``doubt`` holds for any, None in ``certainty`` keeps the doubt."""

    act: Act | None
    inside: bool | None
    told: Status | None
    doubt: Certainty | None
    status: Status
    certainty: Certainty | None
    example: str

    def holds(self, act: Act, inside: bool, told: Status, doubt: Certainty) -> bool:
        """Whether the row is about such an act."""
        return self.act in (None, act) and self.inside in (None, inside) and self.told in (None, told) and self.doubt in (None, doubt)


def rule_for(act: Act, inside: bool, told: Status, doubt: Certainty) -> Rule:
    """The first rule that holds."""
    return next(rule for rule in rules() if rule.holds(act, inside, told, doubt))


@cache
def rules() -> tuple[Rule, ...]:
    """The shipped rules in order."""
    return _rules(table_of("dateline.coding", FILE, COLUMNS))


def read_rules(text: str, name: str = FILE) -> tuple[Rule, ...]:
    """The rules of a table's text. Raises DataError with the line of a cell that cannot be, and where some act would have no rule."""
    return _rules(table_rows(name, text, COLUMNS))


def _rules(rows: Sequence[Row]) -> tuple[Rule, ...]:
    found = []
    for row in rows:
        act, cue, told, doubt, status, certainty, example = row.cells
        if cue not in _CUES:
            raise row.wrong(f"{cue!r} is no place of a cue; expected one of {', '.join(_CUES)}")
        if not example:
            raise row.wrong("has no example; every row shows a sentence it holds for")
        found.append(
            Rule(
                _chosen(row, Act, act, ANY),
                None if cue == ANY else cue == "inside",
                _chosen(row, Status, told, ANY),
                _chosen(row, Certainty, doubt, ANY),
                _chosen(row, Status, status, "") or Status.ACTUAL,
                _chosen(row, Certainty, certainty, KEEP),
                example,
            )
        )
    for told in Status:
        if not any(r.act is None and r.inside is None and r.doubt is None and r.told in (None, told) for r in found):
            raise rows[-1].wrong(f"the table ends without a row for any act that is told as {told}")
    return tuple(found)


def _chosen(row: Row, choices: type[_Choice], value: str, nothing: str) -> _Choice | None:
    if value == nothing:
        return None
    try:
        return choices(value)
    except ValueError:
        raise row.wrong(f"{value!r} is not one of {', '.join(choices)}") from None
