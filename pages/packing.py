"""From the plan of a pack to what it holds: every address drawn for the present viewer, under their own sight.

A page is drawn once however often the plan names it. What cannot be taken says why and stops nothing.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from access.web import seeing
from components.language import Language, language, use_language
from data.errors import WarehouseError
from exports.content import Content, Kind, Stamp, Taken
from exports.packs.contents import Briefing, Definition, Missing, Part, Section
from exports.packs.plan import Plan, PlanItem
from pages import taking
from pages.drawing import in_words
from pages.taking import CannotTake, Drawn

Tell = Callable[[int, int], None]
CODE = re.compile(r"\b[A-Z]{3}\d{2}\b")


def briefing_of(
    plan: Plan,
    tell: Tell = lambda _done, _total: None,
    *,
    made_at: datetime | None = None,
    as_of: str = "",
    spoken: Language | None = None,
) -> Briefing:
    """What the plan holds now; `tell` is told how many items are done, and may raise to end it."""
    with use_language(spoken or language()):
        return _Taker(plan, tell, made_at or datetime.now(UTC), as_of).made()


class _Taker:
    def __init__(self, plan: Plan, tell: Tell, made_at: datetime, as_of: str) -> None:
        self._plan, self._tell, self._made_at, self._as_of = plan, tell, made_at, as_of
        self._pages: dict[str, Drawn] = {}
        self._done = 0

    def made(self) -> Briefing:
        sections = tuple(
            Section(section.heading, tuple(part for item in section.items for part in self._parts(item)))
            for section in self._plan.sections
        )
        return Briefing(
            title=self._plan.title,
            subtitle=self._plan.subtitle,
            sections=sections,
            stamp=self._stamp(),
            definitions=tuple(self._definitions()),
        )

    def _parts(self, item: PlanItem) -> list[Part | Missing]:
        try:
            found = self._taken(item)
        except CannotTake as problem:
            found = [Missing(item.heading, item.address, str(problem))]
        except WarehouseError as problem:
            found = [Missing(item.heading, item.address, in_words(problem))]
        self._done += 1
        self._tell(self._done, len(self._plan.items))
        return found

    def _taken(self, item: PlanItem) -> list[Part | Missing]:
        drawn = self._drawn(self._dated(item.address))
        ids = (item.id,) if item.id else drawn.ids
        found: list[Part | Missing] = []
        for id in ids:
            taken = Taken(taking.content_of(drawn, id), taking.stamp_of(drawn, id, self._made_at))
            heading = item.heading if len(ids) == 1 else ""
            found.append(Part(taken, heading or self._heading(taken.content), item.note))
        return found

    @staticmethod
    def _heading(content: Content) -> str:
        """A chart among its sentences bears its own title, without the short name before it."""
        return content.title if content.id.startswith("highlights") and content.kind is not Kind.POINTS else ""

    def _drawn(self, address: str) -> Drawn:
        if address not in self._pages:
            self._pages[address] = taking.draw(address, theme="light")
        return self._pages[address]

    def _dated(self, address: str) -> str:
        """The address as known on the day of the pack, where it names none of its own."""
        if not self._as_of or "as_of=" in address:
            return address
        return f"{address}{'&' if '?' in address else '?'}as_of={self._as_of}"

    def _stamp(self) -> Stamp:
        any_page = next(iter(self._pages.values()), None)
        drawn = any_page if any_page is not None else self._drawn("/")
        stamp = taking.stamp_of(drawn, "", self._made_at)
        base = stamp.link.removesuffix(stamp.address)
        return replace(stamp, address=self._plan.address, link=f"{base}{self._plan.address}")

    def _definitions(self) -> list[Definition]:
        """What the indicators mean that the addresses name."""
        codes = dict.fromkeys(code for item in self._plan.items for code in CODE.findall(item.address))
        spoken = language()
        return [
            Definition(one.name(spoken), one.unit(spoken), one.definition(spoken), one.source_text(spoken))
            for one in seeing.questions().known(codes)
        ]
