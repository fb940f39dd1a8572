"""The questions that pages, exports and commands ask. One method a question; SQL is in the modules beside this one."""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from data.aggregation import within_year
from data.periods import Grain, Period
from data.questions import changes, holdings, maps, newest, parts, ranking, revisions, series
from data.questions import contribution as contributions
from data.questions import peers as alike
from data.questions.asking import Asking, map_of, own_grain
from data.questions.communal import Communal
from data.questions.foretold import Foretold
from data.questions.registry import Found
from data.questions.targeted import Targeted
from data.recast import Recastable
from data.records import Boundary, Entity, Indicator


class Questions(Foretold, Targeted, Communal):
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

    def known(self, codes: Iterable[str]) -> tuple[Indicator, ...]:
        """Those of the indicators that may be known of, in the order of the codes; for pages that name some."""
        by_code = self.registry().by_code
        return tuple(by_code[code] for code in codes if code in by_code)

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
        look = (_map_of(units), as_of)
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
        the merger are recast by the indicator's rule, and absent where that cannot be.
        """
        units = self.entities(kind, vintage)
        args = (indicator.id, period, kind, vintage, as_of)
        look = (_map_of(units), as_of)
        return self._ask("ranking", args, lambda ask: ranking.ranking(ask, indicator, period, units), *look)

    def ranks(self, entity: Entity, *, as_of: date | None = None) -> pd.DataFrame:
        """Where a unit stands among its kind for each of its newest figures: indicator, rank, of.

        A commune stands among those of its province. An indicator that is seen of some units alone has no rank: it
        would be one among those.
        """
        local = entity.kind == "commune"
        peers = self.communes(self.province_of(entity)) if local else self.entities(entity.kind, entity.vintage)
        look, registry = (_map_of(peers), as_of), self.registry()
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

    # -- beside each other, and why

    def contribution(
        self,
        indicator: Indicator,
        periods: tuple[Period, Period],
        *,
        within: Entity | None = None,
        vintage: str | None = None,
        boundary: Boundary | None = None,
        as_of: date | None = None,
    ) -> pd.DataFrame:
        """Which provinces (of a region, if `within` is one) made the change between two periods, the largest first.

        Columns: entity, name_vi, name_en, before, after, status, source, recorded_at, parts, change (in the unit of the
        indicator) and points (of per cent of the first whole; of a mean, the change itself); of a weighted mean also
        weight_before, weight_after, share_before, share_after (per cent), within and between. The frame's `attrs` say
        reason (why there is no answer, a `contribution.Reason`; None where there is), rule, expected, present, missing
        (codes), complete; weight, weight_before, weight_after (code and periods); before, after and change of the
        whole, whether it is the published one, what of it is in no member that is here (rest, rest_points), and the
        remainder after all parts, which is rounding. See `data.contribution`.
        """
        region = within if within is not None and within.kind == "region" else None
        units = self.entities("province", region.vintage if region else vintage)
        members = [one for one in units if region is None or one.parent_id == region.id]
        weight = self.indicator(indicator.weight_code) if indicator.weight_code else None
        look = (boundary or _map_of(units), as_of)
        span = {"grain": periods[0].grain, "start": min(periods), "end": max(periods)}
        own = self.series(indicator, region or self.nation(), boundary=look[0], as_of=as_of, **span)  # type: ignore[arg-type]
        hidden = any(self.partly_seen(one) for one in (indicator, weight) if one)

        def ask(asking: Asking) -> pd.DataFrame:
            return contributions.contribution(asking, indicator, weight, members, periods, own, hidden=hidden)

        args = (indicator.id, periods, region.id if region else None, vintage, *look)
        return self._ask("contribution", args, ask, *look)

    def components(
        self,
        indicator: Indicator,
        periods: tuple[Period, Period],
        entity: Entity,
        *,
        boundary: Boundary = Boundary.MAP_2025,
        as_of: date | None = None,
    ) -> pd.DataFrame:
        """What the catalogue says the indicator is made of, at both periods: the columns of `contribution`.

        `entity` holds the code of the part's indicator. Empty where no family is known, or a figure is missing. `attrs`
        say of the whole what those of `contribution` say, and whether the family is closed: its parts make it up.
        """
        parts = self.registry().parts_of(indicator)
        span = {"grain": periods[0].grain, "start": min(periods), "end": max(periods)}
        look = {**span, "boundary": boundary, "as_of": as_of}
        read = [(part, one.sign, self.series(part, entity, **look)) for part, one in parts]  # type: ignore[arg-type]
        own = self.series(indicator, entity, **look)  # type: ignore[arg-type]
        args = (indicator.id, periods, entity.id, boundary, as_of)
        frame = self._ask("components", args, lambda _: contributions.components(read, periods, own))
        frame.attrs |= {"closed": all(one.closed for _, one in parts)}
        return frame

    def peers(
        self,
        entity: Entity,
        indicators: Sequence[Indicator] | None = None,
        *,
        most: int = 5,
        as_of: date | None = None,
    ) -> pd.DataFrame:
        """The provinces most like one, the nearest first: entity, name_vi, name_en, distance, shared (indicators).

        Each indicator (`peers.MEASURES` unless given) counts at its own newest telling period. The frame's `attrs` say
        which indicators were taken, and which of them the province has no figure of. See docs/compare.md.
        """
        by_code = {one.code: one for one in self.indicators()}
        chosen = indicators or [by_code[code] for code in alike.MEASURES if code in by_code]
        wanted = tuple(one for one in chosen if not self.partly_seen(one))
        units = self.entities(entity.kind, entity.vintage)
        look = {"vintage": entity.vintage, "as_of": as_of}
        telling = {one: self.telling_period(one, entity.kind, vintage=entity.vintage, as_of=as_of) for one in wanted}
        rankings = {
            one.code: self.ranking(one, period, kind=entity.kind, **look)  # type: ignore[arg-type]
            for one, period in telling.items()
            if period is not None
        }
        args = (entity.id, tuple(one.id for one in wanted), most, as_of)
        table = alike.measured(rankings)
        return self._ask("peers", args, lambda _: alike.peers(table, wanted, entity, units, most))

    def trail(self, indicator: Indicator, entity: Entity, period: Period, *, as_of: date | None = None) -> pd.DataFrame:
        """Every value ever known for one period, the newest first.

        Columns: period, period_end, grain, value, status, recorded_at, source, note, batch, kind, file_name, sha256,
        loaded_at, loaded_by. Empty for a figure that was never reported, such as a recast one.
        """
        args = (indicator.id, entity.id, period, as_of)
        return self._ask("trail", args, lambda ask: revisions.trail(ask, indicator, entity, period), as_of=as_of)

    # -- on another map

    def recastable(self, indicator: Indicator, entity: Entity | None = None) -> Recastable:
        """By which rule the indicator is carried to units that merged or split, or why it is not.

        `breaks` are the days to be drawn as breaks: of this unit's own history, or without one of all provinces.
        """
        args = (indicator.id, entity.id if entity else None)
        ways, registry = self._ways(), self.registry()
        return self._ask("recastable", args, lambda ask: parts.recastable(ask, ways, registry, indicator, entity))

    def recast_parts(
        self,
        indicator: Indicator,
        entity: Entity,
        period: Period,
        *,
        boundary: Boundary = Boundary.MAP_2025,
        as_of: date | None = None,
    ) -> pd.DataFrame:
        """What a figure of a unit is put together from on a map: one row per part, in official order.

        Columns: entity (code), vintage, name_vi, name_en; value, status, source, recorded_at (of its own figure);
        share (of the part that belongs to the unit), amount and weight (what is summed above and below the line),
        weight_period, missing (bool), lacks (a `recast.Reason` where missing, else None). The frame's `attrs` say rule
        (a `recast.RecastRule`), reason (a `recast.Reason` where there is no value, else None), other (code of the
        weight, numerator or level), proxy, value, status, parts, expected, numerator and denominator (the sums of share
        x amount and of share x weight), and reported (whether the unit has a figure of its own, shown instead). Empty
        for a unit that was itself in force then.
        """
        registry, ways, look = self.registry(), self._ways(), (boundary, as_of)
        args = (indicator.id, entity.id, period, *look)

        def ask(asking: Asking) -> pd.DataFrame:
            return parts.parts(asking, ways, registry, indicator, entity, period)

        return self._ask("recast_parts", args, ask, *look)

    def _ways(self) -> parts.Ways:
        return self._ask("ways", (), parts.ways, registers=True)

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
        return self._ask("changes_of_last_load", args, lambda ask: changes.last_changes(ask, most), as_of=as_of)

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
        return self._ask("tiles", (vintage,), lambda ask: maps.tiles(ask, vintage))

    def shapes(self, vintage: str) -> pd.DataFrame:
        """The true shapes of an edition, where an office loaded them; else an empty frame with the same columns.

        Columns: shape_id (a province code, HS or TS), geometry and outline (rings of [longitude, latitude], the second
        of few points), label_longitude, label_latitude, label_room (degrees to the nearest border), unit_code, unit_vi,
        unit_en.
        """
        return self._ask("shapes", (vintage,), lambda ask: maps.shapes(ask, vintage))

    def shaped_editions(self) -> tuple[str, ...]:
        """Editions of the list of provinces whose maps can be drawn with true shapes."""
        return self._ask("shaped_editions", (), maps.shaped_editions)

    def called(self, entity: Entity, day: date | None = None) -> Entity:
        """The unit under the name and of the kind it had on a day (None: today): Tỉnh Bắc Ninh until 19/9/2026."""
        return maps.called(entity, self.names_by_date(), day or date.today())

    def names_by_date(self) -> maps.Names:
        """By entity id, the names of units that changed them: (first day, fields), oldest first."""
        return self._ask("names_by_date", (), maps.names_by_date)

    # -- machinery

    def _map(self, boundary: Boundary, entity: Entity) -> Boundary:
        """The map that matters: for a unit that nobody became and that became nobody, every map is the same."""
        return boundary if self.registry().has_kin(entity) else Boundary.REPORTED


def _map_of(units: Sequence[Entity]) -> Boundary:
    return map_of(units[0].vintage) if units else Boundary.REPORTED
