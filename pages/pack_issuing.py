"""A pack becomes an issue: computed under the sight of whoever asks, numbered, with what changed since the last one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from components.language import Language, use_language
from data.packs.store import PackStore
from exports.packs import issues
from exports.packs.contents import Briefing
from exports.packs.plan import Plan
from pages.packing import briefing_of

Tell = Callable[[int, int], None]


def issued(
    store: PackStore,
    plan: Plan,
    reader: str,
    tell: Tell,
    *,
    spoken: Language,
    as_of: str = "",
    made_at: datetime | None = None,
) -> Briefing:
    """The briefing, as a new issue where its figures are new, else as the issue that has them already."""
    briefing = briefing_of(plan, tell, made_at=made_at, as_of=as_of, spoken=spoken)
    with use_language(spoken):
        figures = issues.written(issues.figures_of(briefing))
        series = f"{plan.series}:{spoken}"
        known = store.issues(series, reader)
        if known and known[0].figures == figures:
            number, before = known[0].number, next(iter(known[1:]), None)
        else:
            before = next(iter(known), None)
            number = store.issue(series, reader, briefing.stamp.data_version, figures).number
        told = issues.changes(issues.read(before.figures), briefing) if before is not None else []
    return replace(briefing, changes=tuple(told), issue=number)
