"""Questions about units beside each other: periods that can be shown, rankings, ranks, and parts of a sum."""

from collections.abc import Iterable, Iterator, Sequence, Set

import pandas as pd
from sqlalchemy import func, select

from data.periods import Grain, Period
from data.questions.asking import Asking, Condition, about, among, at
from data.questions.registry import Registry
from data.records import Entity, Indicator, Polarity

RANKING_COLUMNS = ["entity", "name_vi", "name_en", "value", "status", "source", "parts", "rank"]


def periods(asking: Asking, indicator: Indicator, units: Sequence[Entity]) -> dict[Period, int]:
    """How many of the units have a figure, by period, newest first."""
    fact = asking.facts(about([indicator.id]), [unit.id for unit in units]).c
    query = select(fact.grain, fact.period_end, func.count()).where(fact.value.is_not(None))
    found = asking.rows(query.group_by(fact.grain, fact.period_end))
    counted = {Period(end, Grain(grain)): int(units) for grain, end, units in found}
    return dict(sorted(counted.items(), reverse=True))


def telling_period(counted: dict[Period, int], own: Grain) -> Period | None:
    """The newest period that tells of most units, at the indicator's own grain when there is one.

    A period tells of most when it has at least half as many units as the fullest period of any grain.
    """
    enough = max(counted.values(), default=0) / 2
    telling = [period for period, units in counted.items() if units >= enough]
    return max(telling, key=lambda period: (period.grain is own, period), default=None)


def ranking(asking: Asking, indicator: Indicator, period: Period, units: Sequence[Entity]) -> pd.DataFrame:
    return rankings(asking, [(indicator, period)], units)[indicator.code, period]


def rankings(
    asking: Asking, wanted: Sequence[tuple[Indicator, Period]], units: Sequence[Entity]
) -> dict[tuple[str, Period], pd.DataFrame]:
    """The units at each indicator and period that is wanted, by code and period; read at once."""
    periods = {period for _one, period in wanted}
    where = about(sorted({one.id for one, _period in wanted}), *_at_any(periods))
    frame = asking.long(where, [unit.id for unit in units])
    frame = frame[frame["value"].notna()]
    names = {unit.code: unit for unit in units}
    frame["name_vi"] = pd.Series([names[code].name_vi for code in frame["entity"]], index=frame.index, dtype="str")
    frame["name_en"] = pd.Series([names[code].name_en for code in frame["entity"]], index=frame.index, dtype="str")
    found = dict(iter(frame.groupby(["indicator", "period"], sort=False))) if len(frame) else {}
    none = frame.iloc[:0]
    return {
        (one.code, period): ranked(found.get((one.code, str(period)), none), one.polarity)[RANKING_COLUMNS]
        for one, period in wanted
    }


def _at_any(periods: Set[Period]) -> tuple[Condition, Condition]:
    """Conditions for several periods; where they are of several grains, more may come along."""
    if len(periods) == 1:
        return at(next(iter(periods)))
    grains, ends = sorted({one.grain for one in periods}), sorted({one.end for one in periods})
    return lambda table: table.c.grain.in_(grains), lambda table: table.c.period_end.in_(ends)


def ranked(frame: pd.DataFrame, polarity: Polarity) -> pd.DataFrame:
    """Sort best first and number the ranks; equal values share the better rank, in order of their codes."""
    ascending = polarity is Polarity.LOWER
    ranks = frame["value"].rank(method="min", ascending=ascending).astype(int)
    return frame.assign(rank=ranks).sort_values(["rank", "entity"]).reset_index(drop=True)


def ranks(asking: Asking, registry: Registry, peers: Sequence[Entity], own: pd.DataFrame) -> pd.DataFrame:
    """Rank of a unit's newest figures (`own`: indicator, period, value) among its peers: indicator, rank, of."""
    numbers = [registry.indicator(code).id for code in own["indicator"]]
    values = dict(zip(numbers, own["value"], strict=True))
    better, of = dict.fromkeys(values, 0), dict.fromkeys(values, 0)
    for number, value in _peers_at(asking, numbers, own["period"], peers):
        of[number] += 1
        lower = registry.indicator_by_id[number].polarity is Polarity.LOWER
        better[number] += value < values[number] if lower else value > values[number]
    table = {"indicator": list(own["indicator"]), "rank": [n + 1 for n in better.values()], "of": list(of.values())}
    return pd.DataFrame(table).astype({"indicator": "str", "rank": int, "of": int})


def _peers_at(
    asking: Asking, indicators: Sequence[int], texts: Iterable[str], peers: Sequence[Entity]
) -> Iterator[tuple[int, float]]:
    """The value of every peer for each indicator at its own period; one query for each period, by the key."""
    at_once: dict[str, list[int]] = {}
    for number, text in zip(indicators, texts, strict=True):
        at_once.setdefault(text, []).append(number)
    ids = [unit.id for unit in peers]
    for text, numbers in at_once.items():
        fact = asking.facts(about(numbers, *at(Period.parse(text)), among(ids)), None).c
        yield from asking.rows(select(fact.indicator_id, fact.value).where(fact.value.is_not(None)))


def shares(ranking_frame: pd.DataFrame, indicator: Indicator, expected: int, *, whole: bool = True) -> pd.DataFrame:
    """Add each unit's share of the sum, and say in `attrs` whether the sum is whole.

    Not `whole` is one of which parts may be hidden: it is never complete, and nobody has a share of it.
    """
    frame = ranking_frame.copy()
    total = float(frame["value"].sum()) if indicator.rule_space == "sum" else float("nan")
    frame["share"] = frame["value"] / total * 100 if total and whole else float("nan")
    present = len(frame)
    complete = whole and expected > 0 and present / expected >= indicator.share_required
    frame.attrs |= {"expected": expected, "present": present, "total": total, "complete": complete}
    return frame
