"""What can be asked of forecasts; `Questions` adds these to what can be asked of figures."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from data.forecasts.records import KeptForecast, Progress
from data.questions import forecasts, series
from data.questions.asking import Asking
from data.questions.base import Asker
from data.records import Boundary, Entity, Indicator


class Foretold(Asker):
    """Forecasts as a run has kept them; nothing is worked out here.

    They are of the nation, and of the regions, provinces and communes of today's map. With `as_of`, what had been
    forecast by the end of that day.
    """

    def forecasts(
        self, indicator: Indicator, entity: Entity, *, most: int = 4, as_of: date | None = None
    ) -> tuple[KeptForecast, ...]:
        """The newest forecast, then those of earlier origins, newest first; empty where none was made (yet)."""
        args = (indicator.id, entity.id, most, as_of)

        def ask(asking: Asking) -> tuple[KeptForecast, ...]:
            return forecasts.kept(asking, [indicator.id], [entity.id], most).get((indicator.id, entity.id), ())

        return self._ask("forecasts", args, ask, as_of=as_of)

    def newest_forecasts(
        self, indicators: Sequence[Indicator], entities: Sequence[Entity], *, as_of: date | None = None
    ) -> dict[tuple[str, int], KeptForecast]:
        """The newest forecast of each series that has one, by code of the indicator and id of the unit."""
        args = (tuple(one.id for one in indicators), tuple(one.id for one in entities), as_of)
        codes = {one.id: one.code for one in indicators}

        def ask(asking: Asking) -> dict[tuple[str, int], KeptForecast]:
            found = forecasts.kept(asking, args[0], args[1], 1)
            return {(codes[id], unit): ones[0] for (id, unit), ones in found.items() if ones}

        return self._ask("newest_forecasts", args, ask, as_of=as_of, broad=True)

    def past_forecasts(
        self, indicator: Indicator, entity: Entity, *, most: int = 40, as_of: date | None = None
    ) -> pd.DataFrame:
        """What was forecast for periods whose figure has come since, newest origin first.

        Columns: origin, made_at, retrospective, period, period_end, grain, step, mean, lower_80, upper_80, lower_95,
        upper_95; value and status as known now (or at `as_of`), with simulated figures marked S.
        """
        said = self.forecasts(indicator, entity, most=most, as_of=as_of)
        grain = said[0].origin.grain if said else None
        args = (indicator.id, entity.id, most, as_of)

        def ask(asking: Asking) -> pd.DataFrame:
            return forecasts.past(said, series.series(asking, indicator, entity, grain, None, None))

        return self._ask("past_forecasts", args, ask, Boundary.MAP_2025, as_of)

    def forecast_accuracy(self, indicator: Indicator | None = None, *, kind: str | None = None) -> pd.DataFrame:
        """How forecasts made at past origins met what came, of one indicator or of all; by indicator, kind and step.

        Columns: indicator, kind (nation, region or province), step (periods ahead), grain, basis (published, mixed or
        simulated), series, errors, mase, naive_mase (of the seasonal naive; mase below it is better), coverage_80,
        coverage_95 (shares, 0 to 1), width_80, width_95 (in the scale of mase), data_version, measured_at.
        """
        registry, args = self.registry(), (indicator.id if indicator else None, kind)
        return self._ask(
            "forecast_accuracy", args, lambda ask: forecasts.accuracy(ask, registry, indicator, kind), broad=True
        )

    def forecast_progress(self) -> Progress:
        """How far the last run of the forecasts is; never kept, because it raises no data version on its way."""
        return self._ask("forecast_progress", (), forecasts.progress, fresh=True)

    def nowcasts(
        self, indicator: Indicator, entity: Entity, *, most: int = 12, as_of: date | None = None
    ) -> pd.DataFrame:
        """The newest nowcast and those before, newest first; empty where none was made.

        Columns: id, period (of the quarter), period_end, known_until (newest month it knew), made_at, data_version,
        mean, spread, before (what was said a month of figures earlier), published, simulated (figures it rests on),
        origins, error (root mean square), benchmark (last_value or ar), benchmark_mean, benchmark_error, verdict
        (better, not_better, untried or too_little_real).
        """
        args = (indicator.id, entity.id, most, as_of)
        return self._ask("nowcasts", args, lambda ask: forecasts.nowcasts(ask, indicator, entity, most), as_of=as_of)

    def nowcast_news(self, nowcast: int) -> pd.DataFrame:
        """What moved a nowcast (by its id) when the newest month came, the greatest effect first.

        Columns: indicator (code), period, period_end, grain, status (S where the figure is simulated), expected, came
        (both as the figure enters the model), weight, impact (points of the nowcast).
        """
        registry = self.registry()
        return self._ask("nowcast_news", (nowcast,), lambda ask: forecasts.news(ask, registry, nowcast))
