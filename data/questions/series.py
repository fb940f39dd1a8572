"""Questions about one indicator through time: of one unit, of all units of a kind, and how it changed."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, and_, func, select

from data.periods import Grain, Period
from data.questions.asking import Asking, about, own_grain, within
from data.questions.frames import MADE_OF, SERIES_COLUMNS
from data.recast import end_of_day
from data.records import Entity, Indicator
from data.schema import observation, source

FINENESS = (Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.CUMULATIVE, Grain.YEAR)


def series(
    asking: Asking, indicator: Indicator, entity: Entity, grain: Grain | None, start: Period | None, end: Period | None
) -> pd.DataFrame:
    fact = asking.facts(about([indicator.id], *within(start, end)), [entity.id]).c
    columns = (fact.period_end, fact.grain, fact.value, fact.status, fact.recorded_at, source.c.name.label("source"))
    query = select(*columns, fact.note, *(fact[name] for name in MADE_OF)).join(source, source.c.id == fact.source_id)
    if grain:
        query = query.where(fact.grain == grain)
    frame = asking.read(query.order_by(fact.period_end, fact.grain))
    wanted = grain or _finest(frame["grain"], own_grain(indicator))
    return frame.loc[frame["grain"] == wanted, list(SERIES_COLUMNS)].reset_index(drop=True)


def _finest(grains: "pd.Series[Any]", own: Grain) -> Grain:
    """The indicator's own grain when there are figures at it, else the finest there is."""
    present = {Grain(grain) for grain in grains.unique()}
    return own if own in present or not present else min(present, key=FINENESS.index)


def panel(
    asking: Asking,
    indicator: Indicator,
    units: Sequence[Entity],
    grain: Grain | None,
    start: Period | None,
    end: Period | None,
) -> pd.DataFrame:
    wanted = grain or own_grain(indicator)
    where = about([indicator.id], lambda table: table.c.grain == wanted, *within(start, end))
    frame = asking.long(where, [unit.id for unit in units])
    names = {unit.code: unit for unit in units}
    frame["name_vi"] = pd.Series([names[code].name_vi for code in frame["entity"]], dtype="str")
    frame["name_en"] = pd.Series([names[code].name_en for code in frame["entity"]], dtype="str")
    rest = [column for column in SERIES_COLUMNS if column != "note"]
    return frame[["entity", "name_vi", "name_en", *rest]]


def histories(asking: Asking, indicators: Sequence[int], entity: Entity) -> pd.DataFrame:
    """Figures of several indicators of a unit at every grain but days, of which there are too many to tell of."""
    grains = [one for one in FINENESS if one is not Grain.DAY]
    frame = asking.long(about(indicators, lambda table: table.c.grain.in_(grains)), [entity.id])
    return frame[frame["value"].notna()].reset_index(drop=True)


def with_changes(frame: pd.DataFrame) -> pd.DataFrame:
    """Add previous_value, year_ago_value, difference and growth (percent, on the size of last year's value)."""
    by_period = dict(zip(frame["period"], frame["value"], strict=True))
    periods = [Period.parse(text) for text in frame["period"]]

    def found(others: Sequence[Period]) -> "pd.Series[float]":
        return pd.Series([by_period.get(str(one), float("nan")) for one in others], index=frame.index, dtype=float)

    previous = found([period.previous() for period in periods])
    year_ago = found([period.year_before() for period in periods])
    difference = frame["value"] - year_ago
    growth = (difference / year_ago.abs() * 100).where(year_ago != 0)
    return frame.assign(previous_value=previous, year_ago_value=year_ago, difference=difference, growth=growth)


def revisions(asking: Asking, indicator: Indicator, entity: Entity) -> pd.DataFrame:
    """Every figure ever known for periods known more than once, by period and then by when it was recorded."""
    table = observation.c
    mine: list[ColumnElement[bool]] = [table.indicator_id == indicator.id, table.entity_id == entity.id]
    mine += [*asking.seen(observation), *asking.ended(observation)]
    if asking.as_of:
        mine.append(table.recorded_at < end_of_day(asking.as_of))
    asking.note(observation, *mine)
    again = select(table.grain, table.period_end).where(*mine).group_by(table.grain, table.period_end)
    revised = again.having(func.count() > 1).subquery("revised")
    columns = (table.period_end, table.grain, table.value, table.status, table.recorded_at)
    query = (
        select(*columns, source.c.name.label("source"), table.note)
        .join(revised, and_(revised.c.grain == table.grain, revised.c.period_end == table.period_end))
        .join(source, source.c.id == table.source_id)
        .where(*mine)
        .order_by(table.period_end, table.grain, table.recorded_at)
    )
    return asking.read(query)
