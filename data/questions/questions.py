"""The questions that pages, exports and commands ask. One method a question; SQL is in the modules beside this one."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import and_, select

from data.aggregation import within_year
from data.periods import Grain, Period
from data.questions import holdings, newest, ranking, series, targets
from data.questions.asking import Asking, map_of, own_grain
from data.questions.base import Asker
from data.questions.registry import Found
from data.records import Boundary, Entity, Indicator, Target
from data.schema import entity, tile


class Questions(Asker):
    """Read-only view of one warehouse.

    Methods take records (`Indicator`, `Entity`) that `indicator()` and `entity()` look up once; an unknown code raises
    there. A question without observations answers with an empty frame that has its columns. `as_of` asks what was known
    at the end of that day; None asks what is known now.
    """

    # -- what there is

    def indicators(self) -> tuple[Indicator, ...]:
        return self.registry().indicators

    def indicator(self, code: str) -> Indicator:
        return self.registry().indicator(code)

    def entity(self, kind: str, code: str, vintage: str | None = None) -> Entity:
        return self.registry().entity(kind, code, vintage)

    def entities(self, kind: str, vintage: str | None = None) -> tuple[Entity, ...]:
        return self.registry().of_kind(kind, vintage)

    def nation(self) -> Entity:
        return self.registry().entity("nation", "VN")

    def find(self, text: str, most: int = 12) -> tuple[Found, ...]:
        """What the search box finds: see `Registry.find`."""
        return self.registry().find(text, most)

    # -- figures

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
        """One row per period, oldest first: period, period_end, grain, value, status, recorded_at, source, note, parts.

        Without `grain`, the indicator's own (months for a daily one), or the finest that has figures. `parts` is the
        number of former units summed, 0 for a figure as reported.
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

        return self._ask("latest", (entity.id, *look), ask, *look)

    def headline(
        self, entity: Entity, *, boundary: Boundary = Boundary.MAP_2025, as_of: date | None = None
    ) -> pd.DataFrame:
        """As `latest`, but a published figure goes before a simulated one unless it is more than 11 months older.

        A published figure is compared with published figures only.
        """
        best, look = self.latest(entity, boundary=boundary, as_of=as_of), (self._map(boundary, entity), as_of)
        registry = self.registry()
        return self._ask(
            "headline", (entity.id, *look), lambda ask: newest.headline(ask, registry, entity, best), *look
        )

    def latest_of_all(
        self,
        indicators: Sequence[Indicator],
        kind: str = "province",
        *,
        vintage: str | None = None,
        as_of: date | None = None,
    ) -> pd.DataFrame:
        """The newest figure of some indicators for every unit of a kind: the columns of `latest`, and entity."""
        ids = tuple(item.id for item in indicators)
        units, registry = self.entities(kind, vintage), self.registry()
        look = (_map_of(units), as_of)
        args = (ids, kind, vintage, as_of)
        return self._ask("latest_of_all", args, lambda ask: newest.latest(ask, registry, units, ids), *look)

    def sparks(
        self, entity: Entity, *, points: int = 24, boundary: Boundary = Boundary.MAP_2025, as_of: date | None = None
    ) -> dict[str, tuple[list[float], list[str]]]:
        """The last `points` values and statuses of every indicator of a unit, at its own grain, by indicator code."""
        look = (self._map(boundary, entity), as_of)
        return self._ask("sparks", (entity.id, points, *look), lambda ask: newest.sparks(ask, entity, points), *look)

    def periods(
        self, indicator: Indicator, kind: str = "province", *, vintage: str | None = None, as_of: date | None = None
    ) -> dict[Period, int]:
        """Periods for which any unit of a kind has a figure, newest first, each with the number of units that have."""
        units = self.entities(kind, vintage)
        args = (indicator.id, kind, vintage, as_of)
        return self._ask("periods", args, lambda ask: ranking.periods(ask, indicator, units), _map_of(units), as_of)

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
        the merger are recast where that is exact, and absent otherwise.
        """
        units = self.entities(kind, vintage)
        args = (indicator.id, period, kind, vintage, as_of)
        look = (_map_of(units), as_of)
        return self._ask("ranking", args, lambda ask: ranking.ranking(ask, indicator, period, units), *look)

    def ranks(self, entity: Entity, *, as_of: date | None = None) -> pd.DataFrame:
        """Where a unit stands among its kind for each of its newest figures: indicator, rank, of.

        An indicator that is seen of some units alone has no rank: it would be one among those.
        """
        peers = self.entities(entity.kind, entity.vintage)
        look, registry = (_map_of(peers), as_of), self.registry()
        own = self.latest(entity, boundary=look[0], as_of=as_of)
        hidden = [registry.indicator_by_id[id].code for id in self.sight.hidden & registry.indicator_by_id.keys()]
        own = own[~own["indicator"].isin(hidden)]
        return self._ask("ranks", (entity.id, as_of), lambda ask: ranking.ranks(ask, registry, peers, own), *look)

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
        look, span = (_map_of(units), as_of), (grain, start, end)
        args = (indicator.id, kind, vintage, as_of, *span)
        return self._ask("panel", args, lambda ask: series.panel(ask, indicator, units, *span), *look)

    def change(
        self, indicator: Indicator, entity: Entity, *, boundary: Boundary = Boundary.MAP_2025, as_of: date | None = None
    ) -> pd.DataFrame:
        """`series` with previous_value, year_ago_value, and difference and growth (percent) on the year before."""
        args = (indicator.id, entity.id, boundary, as_of)
        frame = self.series(indicator, entity, boundary=boundary, as_of=as_of)
        return self._ask("change", args, lambda _: series.with_changes(frame))

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

    # -- targets

    def targets(
        self,
        *,
        year: int | None = None,
        indicator: Indicator | None = None,
        entity: Entity | None = None,
        as_of: date | None = None,
    ) -> tuple[Target, ...]:
        """Targets in force, newest years first: issued by `as_of` and not superseded by then (None: never)."""
        wanted = (year, indicator.id if indicator else None, entity.id if entity else None, as_of)
        return self._ask("targets", wanted, lambda ask: targets.in_force(ask, *wanted))

    # -- what the warehouse holds

    def coverage(self, *, as_of: date | None = None) -> pd.DataFrame:
        """One row per indicator: indicator, real, simulated (numbers of figures), state (real, simulated or none),
        first_period, last_period, last_real.
        """
        held, registry = self._held(as_of), self.registry()
        return self._ask("coverage", (as_of,), lambda _: holdings.coverage(held, registry))

    def coverage_by_year(self, *, as_of: date | None = None) -> pd.DataFrame:
        """One row per indicator and year with any figure: indicator, year, published (bool: any of them is real)."""
        held, registry = self._held(as_of), self.registry()
        return self._ask("coverage_by_year", (as_of,), lambda _: holdings.coverage_by_year(held, registry))

    def _held(self, as_of: date | None) -> pd.DataFrame:
        return self._ask("by_period", (as_of,), holdings.by_period, as_of=as_of)

    def freshness(self, *, as_of: date | None = None) -> pd.DataFrame:
        """One row per source: source, figures, last_recorded (datetime), last_period; newest first."""
        return self._ask("freshness", (as_of,), holdings.freshness, as_of=as_of)

    def sources_in_english(self) -> dict[str, str]:
        """What the sources that frames name in Vietnamese are called in English."""
        return self._ask("sources_in_english", (), holdings.sources_in_english)

    def batches(self, most: int = 50) -> pd.DataFrame:
        """The last loads, newest first: the columns of the table `batch`."""
        return self._ask("batches", (most,), lambda ask: holdings.batches(ask, most), fresh=True)

    def refused_rows(self, batch_id: int, most: int = 1000) -> pd.DataFrame:
        """Rows of a refused load: line, column_name, value, code, reason, expected."""
        args = (batch_id, most)
        return self._ask("refused_rows", args, lambda ask: holdings.refused(ask, batch_id, most), fresh=True)

    def changes_of_last_load(self, most: int = 20, *, as_of: date | None = None) -> pd.DataFrame:
        """What the newest load of real figures changed, newest first; as of a day, what of it was known by then.

        Columns: indicator, entity_id, entity, period, period_end, grain, value, status, recorded_at, before (NaN: new).
        """
        args = (most, as_of)
        return self._ask("changes_of_last_load", args, lambda ask: holdings.last_changes(ask, most), as_of=as_of)

    def data_date(self, *, as_of: date | None = None) -> date | None:
        """The day on which the newest real figure was recorded."""
        return self._ask("data_date", (as_of,), holdings.data_date, as_of=as_of)

    def summary(self) -> dict[str, int]:
        """Numbers of indicators, entities and observations."""
        registry = self.registry()
        return self._ask("summary", (), lambda ask: holdings.summary(ask, registry))

    def tiles(self, vintage: str) -> pd.DataFrame:
        """The tile map of an edition: tile_id, name_vi, column_no, row_no, kind, unit_code, unit_vi, unit_en.

        An archipelago has its own name and the code and names of the province that it belongs to.
        """
        names = ("tile_id", "name_vi", "column_no", "row_no", "kind", "unit_code")
        unit = (entity.c.code == tile.c.unit_code, entity.c.vintage == vintage, entity.c.kind == "province")
        columns = (
            *(tile.c[name] for name in names),
            entity.c.name_vi.label("unit_vi"),
            entity.c.name_en.label("unit_en"),
        )
        query = select(*columns).join(entity, and_(*unit)).where(tile.c.vintage == vintage)
        return self._ask("tiles", (vintage,), lambda ask: ask.read(query))

    # -- machinery

    def _map(self, boundary: Boundary, entity: Entity) -> Boundary:
        """The map that matters: for a unit that nobody became and that became nobody, every map is the same."""
        return boundary if self.registry().has_kin(entity) else Boundary.REPORTED


def _map_of(units: Sequence[Entity]) -> Boundary:
    return map_of(units[0].vintage) if units else Boundary.REPORTED
