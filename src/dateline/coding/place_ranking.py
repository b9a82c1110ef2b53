"""Which of its candidates each toponym of a text denotes, decided together: linear models over features of name, size and company.

Three rounds, each a log-linear choice among the candidates of a name (Gritta et al. 2018 give an overview): the first knows the
company of a name by the size of the candidates only, the next ones by the choices of the round before. One name has one meaning in
a text (one sense per discourse, Gale, Church and Yarowsky 1992). The weights stand in ``data/place_weights.tsv``, fitted by
``training/places.py``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from dateline.coding.place_candidates import MOST, Mention
from dateline.fact_tables import table_of
from dateline.knowledge.gazetteer import KINDS, NONE, Gazetteer, PlaceKind

Floats = npt.NDArray[np.float64]

FEATURES: Final = (
    "town size",
    "area size",
    "country",
    "capital",
    "first-order area",
    "second-order area",
    "section of a town",
    "natural feature or region",
    "own name",
    "size against the largest",
    "largest",
    "named area matches",
    "named area does not match",
    "sort of place is said",
    "another sort of place is said",
    "share in the same country",
    "country is named",
    "share in the same first-order area",
    "first-order area is named",
    "share in the same second-order area",
    "places within a short way",
    "places within a day's way",
    "near words: same country",
    "near words: same first-order area",
    "near words: places within a short way",
    "same country as the dateline",
    "same first-order area as the dateline",
    "same country as the outlet",
    "known place in the same country",
    "known place in the same first-order area",
)
ROUNDS: Final = 3

_EARTH_KM: Final = 6371.0088
_SHORT_KM: Final = 40.0
_DAY_KM: Final = 200.0
_SAME_PLACE: Final = float(np.cos(_SHORT_KM / _EARTH_KM))
_NEAR_WORDS: Final = 150.0  # characters
_KIND: Final = {kind: number for number, kind in enumerate(KINDS)}
_TOWNS: Final = np.array([kind in (PlaceKind.CITY, PlaceKind.CAPITAL, PlaceKind.SECTION) for kind in KINDS])
_AREAS: Final = np.array([kind in (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2) for kind in KINDS])


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a text besides its toponyms: rows of the dateline's mention's form, and the outlet's country row."""

    dateline_form: str = ""
    outlet_country: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen row for a name, its probability among the candidates, and the feature that spoke most for it against the next one."""

    row: int
    probability: float
    reason: str


class Company:
    """The candidates of all names of one text as arrays, with the features that do not change from round to round."""

    def __init__(self, mentions: Sequence[Mention], gazetteer: Gazetteer, setting: Setting) -> None:
        self.forms: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            if mention.rows:
                self.forms[mention.form].append(mention)
        self.names = list(self.forms)
        rows, own, groups = self._candidates(gazetteer)
        self.rows, self.group = np.array(rows, np.intp), np.array(groups, np.intp)
        self.starts = np.flatnonzero(np.r_[True, self.group[1:] != self.group[:-1]]) if rows else np.zeros(0, np.intp)
        records = gazetteer.records(rows)
        self.kind = records["kind"].astype(np.intp)
        self.country, self.admin1, self.admin2 = (records[name].astype(np.int64) for name in ("country", "admin1", "admin2"))
        self.population = np.log10(records["population"].astype(float) + 300)
        latitude, longitude = np.radians(records["latitude"].astype(float)), np.radians(records["longitude"].astype(float))
        self.points = np.stack([np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], 1)
        if rows:
            self._compare()
            self.fixed = self._fixed(np.array(own, float), mentions, setting)

    def _candidates(self, gazetteer: Gazetteer) -> tuple[list[int], list[bool], list[int]]:
        """At most so many candidates a name: first those in areas that the text names, then by size."""
        alone = [gazetteer.records([row for row, _ in ms[0].rows]) for ms in self.forms.values()]
        areas: set[int] = set()
        named: set[int] = set()
        for records in alone:
            kinds = records["kind"].tolist()
            areas.update(a for a, k in zip(records["admin1"].tolist(), kinds, strict=True) if k == _KIND[PlaceKind.ADMIN1])
            named.update(c for c, k in zip(records["country"].tolist(), kinds, strict=True) if k == _KIND[PlaceKind.COUNTRY])
        rows: list[int] = []
        own: list[bool] = []
        groups: list[int] = []
        for number, (mentions, records) in enumerate(zip(self.forms.values(), alone, strict=True)):
            found = mentions[0].rows
            order = list(range(len(found)))
            if len(found) > MOST:
                sizes, admin1, country = records["population"].tolist(), records["admin1"].tolist(), records["country"].tolist()
                facts = zip(sizes, admin1, country, strict=True)
                lifts = [(size + 1) * (1000 if area in areas else 3 if land in named else 1) for size, area, land in facts]
                order.sort(key=lifts.__getitem__, reverse=True)
            for n in order[:MOST]:
                rows.append(found[n][0])
                own.append(found[n][1])
                groups.append(number)
        return rows, own, groups

    def _compare(self) -> None:
        """Which candidates of different names lie in one area or near each other, and which names stand near each other."""
        other = self.group[:, None] != self.group[None, :]
        self.same_country = other & (self.country[:, None] == self.country[None, :]) & (self.country != NONE)[None, :]
        self.same_admin1 = other & (self.admin1[:, None] == self.admin1[None, :]) & (self.admin1 != NONE)[None, :]
        self.same_admin2 = other & (self.admin2[:, None] == self.admin2[None, :]) & (self.admin2 != NONE)[None, :]
        kilometres = _EARTH_KM * np.sqrt(np.maximum(0.0, 2 - 2 * self.points @ self.points.T))
        small = _TOWNS[self.kind] | (self.kind == _KIND[PlaceKind.ADMIN2])
        apart = other & (small[:, None] & small[None, :])
        self.short = np.where(apart, np.exp(-kilometres / _SHORT_KM), 0.0)
        self.day = np.where(apart, np.exp(-kilometres / _DAY_KM), 0.0)
        places = [np.array([m.start for m in ms], float) for ms in self.forms.values()]
        near = np.zeros((len(places), len(places)))
        for i, here in enumerate(places):
            for j in range(i):
                near[i, j] = near[j, i] = np.exp(-np.abs(here[:, None] - places[j][None, :]).min() / _NEAR_WORDS)
        self.near = near[self.group][:, self.group]

    def _fixed(self, own: Floats, mentions: Sequence[Mention], setting: Setting) -> Floats:
        kind, towns = self.kind, _TOWNS[self.kind]
        areas = _AREAS[kind]
        largest = np.maximum.reduceat(self.population, self.starts)[self.group]
        fixed = np.zeros((len(kind), len(FEATURES)))
        fixed[:, 0] = self.population * towns
        fixed[:, 1] = self.population * areas
        for column, one in enumerate((PlaceKind.COUNTRY, PlaceKind.CAPITAL, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.SECTION), 2):
            fixed[:, column] = kind == _KIND[one]
        fixed[:, 7] = ~(towns | areas)
        fixed[:, 8] = own
        fixed[:, 9] = self.population - largest
        fixed[:, 10] = self.population == largest
        ends = np.r_[self.starts[1:], len(kind)]
        spans = {form: slice(int(a), int(b)) for form, a, b in zip(self.names, self.starts, ends, strict=True)}
        for form, here in spans.items():
            for mention in self.forms[form]:
                self._said(fixed, here, mention, mentions, spans)
        named = {row for row, k in zip(self.country.tolist(), kind.tolist(), strict=True) if k == _KIND[PlaceKind.COUNTRY]}
        fixed[:, 16] = np.isin(self.country, list(named)) & (kind != _KIND[PlaceKind.COUNTRY])
        states = {a for a, k in zip(self.admin1.tolist(), kind.tolist(), strict=True) if k == _KIND[PlaceKind.ADMIN1]}
        fixed[:, 18] = np.isin(self.admin1, list(states)) & (kind != _KIND[PlaceKind.ADMIN1]) & (self.admin1 != NONE)
        if setting.dateline_form in spans:
            top = spans[setting.dateline_form]
            best = top.start + int(np.argmax(self.population[top]))
            fixed[:, 25] = (self.country == self.country[best]) & (self.country != NONE)
            fixed[:, 26] = (self.admin1 == self.admin1[best]) & (self.admin1 != NONE)
        if setting.outlet_country is not None:
            fixed[:, 27] = self.country == setting.outlet_country
        return fixed

    def _said(self, fixed: Floats, here: slice, mention: Mention, mentions: Sequence[Mention], spans: dict[str, slice]) -> None:
        """What the words say of one mention: the area named behind it, the sort of place."""
        if mention.region is not None and (there := spans.get(mentions[mention.region].form)) is not None:
            wide = _AREAS[self.kind[there]]
            country, admin1, admin2 = self.country[there], self.admin1[there], self.admin2[there]
            sort = self.kind[there]
            inside = (
                (sort == _KIND[PlaceKind.COUNTRY])[None, :] & (self.country[here][:, None] == country[None, :])
                | (sort == _KIND[PlaceKind.ADMIN1])[None, :] & (self.admin1[here][:, None] == admin1[None, :])
                | (sort == _KIND[PlaceKind.ADMIN2])[None, :] & (self.admin2[here][:, None] == admin2[None, :])
            )
            match = (inside & wide[None, :] & (self.rows[here][:, None] != self.rows[there][None, :])).any(1)
            if match.any():
                fixed[here, 11] = np.maximum(fixed[here, 11], match)
                fixed[here, 12] = np.maximum(fixed[here, 12], ~match)
        if mention.sorts:
            wanted = {_KIND[sort] for sort in mention.sorts}
            if _KIND[PlaceKind.CITY] in wanted:
                wanted |= {_KIND[PlaceKind.CAPITAL], _KIND[PlaceKind.SECTION]}
            fits = np.isin(self.kind[here], list(wanted))
            if fits.any():
                fixed[here, 13], fixed[here, 14] = fits, ~fits

    def prior(self) -> Floats:
        """Probabilities from size alone."""
        return self.softmax(1.5 * self.population + 3.0 * self.fixed[:, 2] + self.fixed[:, 8])

    def softmax(self, scores: Floats) -> Floats:
        """Scores to probabilities within each name."""
        lifted = np.exp(scores - np.maximum.reduceat(scores, self.starts)[self.group])
        total: Floats = np.add.reduceat(lifted, self.starts)[self.group]
        return np.asarray(lifted / total)

    def features(self, probability: Floats) -> Floats:
        """All features, the company weighed by the probabilities of the round before."""
        found = self.fixed.copy()
        names = max(1, len(self.names) - 1)
        country, admin1 = self.same_country @ probability, self.same_admin1 @ probability
        found[:, 15] = country / names
        found[:, 17] = admin1 / names
        found[:, 19] = np.log1p(self.same_admin2 @ probability)
        found[:, 20] = np.log1p(self.short @ probability)
        found[:, 21] = np.log1p(self.day @ probability)
        found[:, 22] = np.log1p((self.same_country * self.near) @ probability)
        found[:, 23] = np.log1p((self.same_admin1 * self.near) @ probability)
        found[:, 24] = np.log1p((self.day * self.near) @ probability)
        found[:, 28] = np.log1p(country)
        found[:, 29] = np.log1p(admin1)
        return found

    def choose(self, weights: Floats | None = None) -> dict[str, Choice]:
        """The choice for each name. ``weights`` has a row a round."""
        if not len(self.rows):
            return {}
        table = shipped_weights() if weights is None else weights
        probability = self.prior()
        found = self.fixed
        for vector in table:
            found = self.features(probability)
            probability = self.softmax(found @ vector)
        choices = {}
        for form, start, end in zip(self.names, self.starts.tolist(), [*self.starts[1:].tolist(), len(self.rows)], strict=True):
            order = start + np.argsort(-probability[start:end], kind="stable")
            best = int(order[0])
            reason = "the only place of the name"
            if len(order) > 1:
                gain = (found[best] - found[int(order[1])]) * table[-1]
                reason = FEATURES[int(np.argmax(gain))]
            # The town and the district of one name are one place to a reader: their probabilities add up.
            same = self.points[start:end] @ self.points[best] >= _SAME_PLACE
            towns = start + np.flatnonzero(same & _TOWNS[self.kind[start:end]] & (self.fixed[start:end, 8] > 0))
            if len(towns) and _AREAS[self.kind[best]] and self.kind[best] != _KIND[PlaceKind.COUNTRY] and not self.fixed[best, 13]:
                best = int(towns[np.argmax(probability[towns])])  # the bare name is the town's, unless "province" or the like is said
            choices[form] = Choice(int(self.rows[best]), float(probability[start:end][same].sum()), reason)
        return choices


@cache
def shipped_weights() -> Floats:
    """The weights of the three rounds, a row each in the order of :data:`FEATURES`. Raises DataError where the table is not in order."""
    rows = table_of("dateline.coding", "place_weights.tsv", "feature first second third")
    for row, feature in zip(rows, FEATURES, strict=False):
        if row.cells[0] != feature:
            raise row.wrong(f"expected the weights of {feature!r}")
    if len(rows) != len(FEATURES):
        raise rows[-1].wrong(f"is the last of {len(rows)} features, expected {len(FEATURES)}")
    return np.array([[float(row.cells[n]) for row in rows] for n in range(1, ROUNDS + 1)])
