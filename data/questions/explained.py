"""What can be asked of why: contribution, components, peers, and where a figure comes from; `Questions` adds these."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from data.periods import Period
from data.questions import contribution as contributions
from data.questions import parts, revisions
from data.questions import peers as alike
from data.questions.asking import Asking, map_of_units
from data.questions.figured import Figured
from data.recast import Recastable
from data.records import Boundary, Entity, Indicator


class Explained(Figured):
    """Where a figure comes from, what moved it, and what it may be held against."""

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
        look = (boundary or map_of_units(units), as_of)
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
        told = [(one, period) for one, period in telling.items() if period is not None]
        rankings = self.rankings(told, kind=entity.kind, **look)  # type: ignore[arg-type]  # of two kinds
        args = (entity.id, tuple(one.id for one in wanted), most, as_of)
        table = alike.measured({code: frame for (code, _period), frame in rankings.items()})
        return self._ask("peers", args, lambda _: alike.peers(table, wanted, entity, units, most))

    def trail(self, indicator: Indicator, entity: Entity, period: Period, *, as_of: date | None = None) -> pd.DataFrame:
        """Every value ever known for one period, the newest first.

        Columns: period, period_end, grain, value, status, recorded_at, source, note, batch, kind, file_name, sha256,
        loaded_at, loaded_by. Empty for a figure that was never reported, such as a recast one.
        """
        args = (indicator.id, entity.id, period, as_of)
        return self._ask("trail", args, lambda ask: revisions.trail(ask, indicator, entity, period), as_of=as_of)

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
