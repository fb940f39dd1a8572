"""How one figure came about: the units that it is made of, what each brings, and what is missing."""

from dataclasses import dataclass

import numpy as np

from data.periods import Period
from data.recast.compute import REASONS, WHOLE, Job, one
from data.recast.figures import NOWHERE, SEVERITY, step_of
from data.recast.lineage import Era
from data.recast.rules import Reason, RecastRule


@dataclass(frozen=True, slots=True)
class Part:
    """A unit, its share, its own figure, and what it adds above and below the line; None is not known.

    `read_at` is the period at which the weight, numerator or level was read.
    """

    unit: int
    share: float
    value: float | None
    status: str | None
    source_id: int | None
    recorded_at: int | None
    amount: float | None
    weight: float | None
    read_at: Period | None
    lacks: Reason | None


@dataclass(frozen=True, slots=True)
class Explained:
    """One recast figure: the rule, the parts in the order of their numbers, the sums of share x amount and of share x
    weight, and the value; or the reason why there is none.
    """

    rule: RecastRule
    parts: tuple[Part, ...]
    value: float | None
    status: str
    reason: Reason | None
    above: float | None
    below: float | None
    proxy: bool

    @property
    def known(self) -> int:
        return sum(part.lacks is None for part in self.parts)


def explain(job: Job, era: Era, period: Period, moment: int) -> Explained:
    """The figure of the era's unit for a period, as known at a moment (microseconds since 1970)."""
    if era.lost:
        return Explained(RecastRule.NONE, (), None, "M", Reason.MERGED_SINCE, None, None, proxy=False)
    values, rows = one(job, era, step_of(period), moment)
    options = (None, *job.options(period))
    figures = job.figures
    parts = []
    for row in range(len(rows.unit)):
        place = int(rows.place[row])
        known = place != NOWHERE
        value = _number(rows.value[row])
        option = options[int(rows.option[row])]
        parts.append(
            Part(
                unit=int(rows.unit[row]),
                share=float(rows.share[row]),
                value=value,
                status=SEVERITY[int(figures.status[place])] if known else None,
                source_id=int(figures.source[place]) if known else None,
                recorded_at=int(figures.moment[place]) if known else None,
                amount=_number(rows.amount[row]),
                weight=_number(rows.weight[row]),
                read_at=None if era.is_same or option is None else option.period,
                lacks=REASONS[int(rows.lacks[row])],
            )
        )
    if job.rule.kind is RecastRule.NONE and not era.is_same:
        return Explained(RecastRule.NONE, tuple(parts), None, "M", job.rule.reason, None, None, proxy=False)
    reason = REASONS[int(values.reason[0])]
    whole = bool((rows.lacks == WHOLE).all())
    divided = whole and not np.isnan(rows.weight).any()
    return Explained(
        rule=RecastRule.SAME if era.is_same else job.rule.kind,
        parts=tuple(parts),
        value=_number(values.value[0]),
        status=SEVERITY[int(values.status[0])],
        reason=reason,
        above=float(values.above[0]) if whole else None,
        below=float(values.below[0]) if divided else None,
        proxy=bool(rows.proxy.any()),
    )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
