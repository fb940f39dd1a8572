"""What the warehouse holds: coverage, freshness, loads, and what its maps are drawn with; `Questions` adds these."""

from datetime import date

import pandas as pd

from data.questions import changes, holdings, maps, news
from data.questions.base import Asker
from data.questions.news import News
from data.records import Entity


class Holding(Asker):
    """How much is known, since when, from where; and shapes and names of units."""

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
        others = self._one_by_one(as_of)
        return self._ask("by_year", (as_of,), lambda ask: holdings.by_year(ask, others), as_of=as_of)

    def _one_by_one(self, as_of: date | None) -> pd.DataFrame:
        return self._ask("one_by_one", (as_of,), holdings.one_by_one, as_of=as_of)

    def freshness(self, *, as_of: date | None = None) -> pd.DataFrame:
        """One row per source: source, figures, last_recorded (datetime), last_period; newest first."""
        others = self._one_by_one(as_of)
        return self._ask("freshness", (as_of,), lambda ask: holdings.freshness(ask, others), as_of=as_of)

    def sources_in_english(self) -> dict[str, str]:
        """What the sources that frames name in Vietnamese are called in English."""
        return self._ask("sources_in_english", (), holdings.sources_in_english)

    def batches(self, most: int = 50) -> pd.DataFrame:
        """The last loads, newest first: the columns of the table `batch`."""
        return self._ask("batches", (most,), lambda ask: holdings.batches(ask, most), fresh=True)

    def loads_between(self, first: date, last: date, most: int = 200) -> pd.DataFrame:
        """Loads that ended from one day to another, both included (days of Viet Nam): the columns of `batches`."""
        args = (first, last, most)
        return self._ask("loads_between", args, lambda ask: news.loads(ask, news.days(first, last), most), fresh=True)

    def news(self, first: date, last: date, most: int = 20, *, hours: int = 0) -> News:
        """Published figures that came to be known from one day to another, both included (days of Viet Nam).

        With `hours`, those of the last hours instead, counted from now. The farthest moved come first; figures of
        communes are not among them.
        """
        span = news.days(first, last, hours)
        units = [one.id for one in self.registry().entities if one.kind != "commune"]
        args = (first, last, most, hours, span.first if hours else None)
        return self._ask("news", args, lambda ask: news.news(ask, span, units, most))

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
