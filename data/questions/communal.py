"""What can be asked of the communes of one province; `Questions` adds these to what can be asked of every unit."""

from datetime import date

import pandas as pd

from data.periods import Period
from data.questions import ranking, rollup
from data.questions.asking import own_grain
from data.questions.base import Asker
from data.questions.contribution import Reason
from data.questions.rollup import RolledUp
from data.records import Entity, Indicator


class Communal(Asker):
    """Communes are asked for province by province: a list of all 3,321 says nothing, and nobody waits for it."""

    def communes(self, province: Entity) -> tuple[Entity, ...]:
        """The communes of a province, in official order; none where no list was loaded."""
        return self.registry().communes_of(province)

    def province_of(self, commune: Entity) -> Entity:
        """The province that a commune is part of."""
        return self.registry().by_id[commune.parent_id or 0]

    def commune_periods(
        self, indicator: Indicator, province: Entity, *, as_of: date | None = None
    ) -> dict[Period, int]:
        """Periods for which any commune of the province has a figure, newest first, each with how many have."""
        units, args = self.communes(province), (indicator.id, province.id, as_of)
        return self._ask("commune_periods", args, lambda ask: ranking.periods(ask, indicator, units), as_of=as_of)

    def commune_telling_period(
        self, indicator: Indicator, province: Entity, *, as_of: date | None = None
    ) -> Period | None:
        """The newest period that tells of most communes of the province."""
        counted = self.commune_periods(indicator, province, as_of=as_of)
        return ranking.telling_period(counted, own_grain(indicator))

    def commune_ranking(
        self, indicator: Indicator, period: Period, province: Entity, *, as_of: date | None = None
    ) -> pd.DataFrame:
        """Communes of the province by value, best first: the columns of `Questions.ranking`."""
        units, args = self.communes(province), (indicator.id, period, province.id, as_of)
        return self._ask(
            "commune_ranking", args, lambda ask: ranking.ranking(ask, indicator, period, units), as_of=as_of
        )

    def communes_held(self, province: Entity) -> frozenset[str]:
        """Codes of the indicators of which any commune of the province has a figure now."""
        units, registry = self.communes(province), self.registry()
        args = (province.id,)
        return self._ask("communes_held", args, lambda ask: rollup.held(ask, registry, units), broad=True)

    def of_communes(
        self, indicator: Indicator, province: Entity, period: Period, *, as_of: date | None = None
    ) -> RolledUp:
        """What the communes of the province add up to by the indicator's rule, and how many of them entered."""
        units = self.communes(province)
        weight = self.registry().by_code.get(indicator.weight_code or "")
        if any(self.partly_seen(one) for one in (indicator, weight) if one):
            return RolledUp(None, 0, len(units), complete=False, enough=False, reason=Reason.HIDDEN)
        args = (indicator.id, province.id, period, as_of)
        return self._ask(
            "of_communes", args, lambda ask: rollup.roll_up(ask, indicator, weight, units, period), as_of=as_of
        )
