"""What can be asked of figures: series, the newest, rankings, panels, revisions; `Questions` adds these to the rest."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from data.aggregation import within_year
from data.periods import Grain, Period
from data.questions import newest, ranking, series
from data.questions.asking import Asking, map_of_units, own_grain
from data.questions.communal import Communal
from data.questions.named import Named
from data.records import Boundary, Entity, Indicator


class Figured(Named, Communal):
    """Figures of units, each as reported or carried to a map."""

    def series(
        self,
        indicator: Indicator,
        entity: Entity,
        *,
        grain: Grain | None = None,
        start: Period | None = None,
        end: Period | None = None,
        boundary: Boundary = Boundary.MAP_2025,
        as_of: date | None = None,
    ) -> pd.DataFrame:
        """One row per period, oldest first: period, period_end, grain, value, status, recorded_at, source, note, parts,
        expected, rule.

        Without `grain`, the indicator's own (months for a daily one), or the finest that has figures. A figure made of
        `expected` other units by a rule (`recast.RecastRule`) has no value and the status M while only `parts` of them
        are known, or what they are weighed by is not; as reported, both are 0 and the rule is empty.
        """
        look, span = (self._map(boundary, entity), as_of), (grain, start, end)
        args = (indicator.id, entity.id, *look, *span)
        return self._ask("series", args, lambda ask: series.series(ask, indicator, entity, *span), *look)

    def latest(
        self, entity: Entity, *, boundary: Boundary = Boundary.MAP_2025, as_of: date | None = None
    ) -> pd.DataFrame:
        """The newest figure of every indicator of a unit, one row each, in catalogue order.

        Columns: indicator, period, period_end, grain, value, status, recorded_at, source, previous_value,
        previous_status, year_ago_value, year_ago_status. Indicators without a figure have no row.
        """
        look, registry = (self._map(boundary, entity), as_of), self.registry()

        def ask(asking: Asking) -> pd.DataFrame:
            return newest.latest(asking, registry, [entity]).drop(columns="entity")

        return self._ask("latest", (entity.id, *look), ask, *look, broad=True)

    def headline(
        self, entity: Entity, *, boundary: Boundary = Boundary.MAP_2025, as_of: date | None = None
    ) -> pd.DataFrame:
        """As `latest`, but a published figure goes before a simulated one unless it is more than 11 months older.

        A published figure is compared with published figures only.
        """
        best, look = self.latest(entity, boundary=boundary, as_of=as_of), (self._map(boundary, entity), as_of)
        registry = self.registry()

        def ask(asking: Asking) -> pd.DataFrame:
            return newest.headline(asking, registry, entity, best)

        return self._ask("headline", (entity.id, *look), ask, *look, broad=True)

    def latest_of_all(
        self,
        indicators: Sequence[Indicator],
        kind: str = "province",
        *,
        vintage: str | None = None,
        as_of: date | None = None,
    ) -> pd.DataFrame:
        """The newest figure of some indicators for every unit of a kind: the columns of `latest`, and entity."""
        units, registry = self.entities(kind, vintage), self.registry()
        ids = tuple(item.id for item in indicators if item.id in registry.indicator_by_id)
        look = (map_of_units(units), as_of)
        args = (ids, kind, vintage, as_of)
        return self._ask("latest_of_all", args, lambda ask: newest.latest(ask, registry, units, ids), *look)

    def sparks(
        self, entity: Entity, *, points: int = 24, boundary: Boundary = Boundary.MAP_2025, as_of: date | None = None
    ) -> dict[str, tuple[list[float], list[str]]]:
        """The last `points` values and statuses of every indicator of a unit, at its own grain, by indicator code."""
        look = (self._map(boundary, entity), as_of)
        args = (entity.id, points, *look)
        return self._ask("sparks", args, lambda ask: newest.sparks(ask, entity, points), *look, broad=True)

    def periods(
        self, indicator: Indicator, kind: str = "province", *, vintage: str | None = None, as_of: date | None = None
    ) -> dict[Period, int]:
        """Periods for which any unit of a kind has a figure, newest first, each with the number of units that have."""
        units = self.entities(kind, vintage)
        args = (indicator.id, kind, vintage, as_of)
        return self._ask(
            "periods", args, lambda ask: ranking.periods(ask, indicator, units), map_of_units(units), as_of
        )

    def telling_period(
        self, indicator: Indicator, kind: str = "province", *, vintage: str | None = None, as_of: date | None = None
    ) -> Period | None:
        """The newest period that says something of most units: the one a map or a ranking opens with."""
        counted = self.periods(indicator, kind, vintage=vintage, as_of=as_of)
        return ranking.telling_period(counted, own_grain(indicator))

    def ranking(
        self,
        indicator: Indicator,
        period: Period,
        *,
        kind: str = "province",
        vintage: str | None = None,
        as_of: date | None = None,
    ) -> pd.DataFrame:
        """Units of a kind by value, best first: entity, name_vi, name_en, value, status, source, parts, rank.

        Best is highest, or lowest where the polarity is lower. Equal values share a rank. Figures of the years before
        the merger are recast by the indicator's rule, and absent where that cannot be.
        """
        units = self.entities(kind, vintage)
        args = (indicator.id, period, kind, vintage, as_of)
        look = (map_of_units(units), as_of)
        return self._ask("ranking", args, lambda ask: ranking.ranking(ask, indicator, period, units), *look)

    def rankings(
        self,
        wanted: Sequence[tuple[Indicator, Period]],
        *,
        kind: str = "province",
        vintage: str | None = None,
        as_of: date | None = None,
    ) -> dict[tuple[str, Period], pd.DataFrame]:
        """Several rankings in one question, by the indicator's code and the period: each as `ranking` gives it."""
        units = self.entities(kind, vintage)
        args = (tuple((one.id, period) for one, period in wanted), kind, vintage, as_of)
        look = (map_of_units(units), as_of)
        return self._ask("rankings", args, lambda ask: ranking.rankings(ask, wanted, units), *look)

    def ranks(self, entity: Entity, *, as_of: date | None = None) -> pd.DataFrame:
        """Where a unit stands among its kind for each of its newest figures: indicator, rank, of.

        A commune stands among those of its province. An indicator that is seen of some units alone has no rank: it
        would be one among those.
        """
        local = entity.kind == "commune"
        peers = self.communes(self.province_of(entity)) if local else self.entities(entity.kind, entity.vintage)
        look, registry = (map_of_units(peers), as_of), self.registry()
        own = self.latest(entity, boundary=look[0], as_of=as_of)
        hidden = [registry.indicator_by_id[id].code for id in self.sight.hidden & registry.indicator_by_id.keys()]
        own = own[~own["indicator"].isin(hidden)]
        args = (entity.id, as_of)
        return self._ask("ranks", args, lambda ask: ranking.ranks(ask, registry, peers, own), *look, broad=True)

    def panel(
        self,
        indicator: Indicator,
        *,
        kind: str = "province",
        vintage: str | None = None,
        grain: Grain | None = None,
        start: Period | None = None,
        end: Period | None = None,
        as_of: date | None = None,
    ) -> pd.DataFrame:
        """Series of all units of a kind: entity, name_vi, name_en and the columns of `series` but note; by unit."""
        units = self.entities(kind, vintage)
        look, span = (map_of_units(units), as_of), (grain, start, end)
        args = (indicator.id, kind, vintage, as_of, *span)
        return self._ask("panel", args, lambda ask: series.panel(ask, indicator, units, *span), *look)

    def change(
        self, indicator: Indicator, entity: Entity, *, boundary: Boundary = Boundary.MAP_2025, as_of: date | None = None
    ) -> pd.DataFrame:
        """`series` with previous_value, year_ago_value, and difference and growth (percent) on the year before."""
        args = (indicator.id, entity.id, boundary, as_of)
        frame = self.series(indicator, entity, boundary=boundary, as_of=as_of)
        return self._ask("change", args, lambda _: series.with_changes(frame))

    def histories(
        self,
        entity: Entity,
        indicators: Sequence[Indicator],
        *,
        boundary: Boundary = Boundary.MAP_2025,
        as_of: date | None = None,
    ) -> pd.DataFrame:
        """All figures of some indicators of a unit, of every length of period but days: columns of `Asking.long`."""
        ids = tuple(one.id for one in indicators if one.id in self.registry().indicator_by_id)
        look = (self._map(boundary, entity), as_of)
        args = (entity.id, ids, *look)
        return self._ask("histories", args, lambda ask: series.histories(ask, ids, entity), *look, broad=True)

    def within_year(
        self, indicator: Indicator, entity: Entity, *, boundary: Boundary = Boundary.MAP_2025, as_of: date | None = None
    ) -> pd.DataFrame:
        """`series` counted from 1 January by the indicator's rule over time; empty where it cannot be counted up."""
        frame = self.series(indicator, entity, boundary=boundary, as_of=as_of)
        args = (indicator.id, entity.id, boundary, as_of)
        return self._ask("within_year", args, lambda _: within_year(frame, indicator.rule_time))

    def members(
        self, indicator: Indicator, period: Period, *, vintage: str | None = None, as_of: date | None = None
    ) -> pd.DataFrame:
        """How the provinces make up the nation for a sum: the columns of `ranking`, and share (percent of the sum).

        The frame's `attrs` say expected, present, total and complete; an incomplete sum has complete False, and so has
        one of which some parts may be hidden.
        """
        ranked = self.ranking(indicator, period, vintage=vintage, as_of=as_of)
        expected = len(self.entities("province", vintage))
        args = (indicator.id, period, vintage, as_of)
        whole = not self.partly_seen(indicator)
        return self._ask("members", args, lambda _: ranking.shares(ranked, indicator, expected, whole=whole))

    def revisions(self, indicator: Indicator, entity: Entity, *, as_of: date | None = None) -> pd.DataFrame:
        """Every figure ever known for periods that were revised, by period and then by when it was recorded."""
        args = (indicator.id, entity.id, as_of)
        return self._ask("revisions", args, lambda ask: series.revisions(ask, indicator, entity), as_of=as_of)
