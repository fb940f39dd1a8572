"""From packs that people keep, and from definitions, to plans: what is asked of whom, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from access.web import gate, seeing
from components.formatting import CLOCK, as_period, day, period
from components.language import _, language
from data.clock import today
from data.errors import UnknownEntity
from data.packs.records import Pack, PackItem
from data.periods import Grain, Period, last_complete_month
from data.records import Entity
from exports.errors import ExportError
from exports.packs.definitions import Definition, NoSuchPack, definitions
from exports.packs.plan import Plan, PlanItem, PlanSection
from pages.morning_gathered import usual_since
from pages.view import day_asked

NATION_FIRST = {"province": "01", "ministry": "BTC"}


class CannotPlan(ExportError):
    """A pack is asked for with a period or unit that there is not."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a ready-made pack is told."""

    period: str = ""
    unit: str = ""
    since: str = ""
    as_of: str = ""


def ready() -> dict[str, Definition]:
    """The ready-made packs, the office's own among them; raises `PackFileBroken`."""
    return definitions(gate.settings().packs_folder)


def plan_of_ready(code: str, asked: Asked) -> Plan:
    """The plan of a ready-made pack for a period and a unit; raises `ExportError`."""
    found = ready().get(code)
    if found is None:
        why = _("Không có bộ tài liệu mang mã {code}. Có: {codes}.")
        raise NoSuchPack(why.format(code=code[:40], codes=", ".join(sorted(ready()))))
    codes, names = {}, {}
    if "period" in found.asks:
        when = period_asked(asked.period)
        codes["period"], names["period"] = str(when), period(when)
    if "unit" in found.asks:
        unit = unit_asked(found.kind, asked.unit)
        codes["unit"], names["unit"] = unit.code, unit.name(language())
    if "since" in found.asks:
        first, last = since_asked(asked.since, asked.as_of)
        codes["since"], names["since"], names["day"] = first.isoformat(), day(first), day(last)
    return found.plan(codes, names)


def since_asked(text: str, as_of: str = "") -> tuple[date, date]:
    """From which day a brief tells, the last working day unless another is asked for, and the day that it is of."""
    last = day_asked(as_of) or today()
    if not text:
        return usual_since(last), last
    found = day_asked(text)
    if found is None or found > last:
        words = _("Ngày {value} không đúng; cần dạng 2026-11-27, không sau {day}.")
        raise CannotPlan(words.format(value=text[:20], day=day(last)))
    return found, last


def period_asked(text: str) -> Period:
    """The period that was asked for; without one, the last month that is over."""
    if not text:
        return last_complete_month(datetime.now(CLOCK).date())
    found = as_period(text)
    if found is None or found.grain is Grain.DAY:
        raise CannotPlan(_("Kỳ {value} không đúng; cần dạng 2026-10, 2026-Q3 hoặc 2026.").format(value=text[:20]))
    return found


def unit_asked(kind: str, code: str) -> Entity:
    """The unit that was asked for; without one, the first of its kind."""
    try:
        return seeing.questions().entity(kind, code or NATION_FIRST[kind])
    except UnknownEntity as problem:
        raise CannotPlan(_("Không có đơn vị mang mã {code}.").format(code=code[:20])) from problem


def plan_of(pack: Pack) -> Plan:
    """The plan of a pack that somebody keeps."""
    return Plan(f"pack:{pack.key}", pack.title, sections_of(pack.items), address=f"/pack?open={pack.key}")


def sections_of(items: Sequence[PackItem]) -> tuple[PlanSection, ...]:
    """Items under the headings before them."""
    found: list[PlanSection] = []
    heading, held = "", list[PlanItem]()
    for one in items:
        if one.kind == "section":
            if held or heading:
                found.append(PlanSection(heading, tuple(held)))
            heading, held = one.heading, []
        else:
            held.append(PlanItem(one.address, one.id, one.heading, one.note))
    if held or heading:
        found.append(PlanSection(heading, tuple(held)))
    return tuple(found)


def items_of(plan: Plan) -> tuple[PackItem, ...]:
    """A plan as items that can be changed and kept."""
    found: list[PackItem] = []
    for section in plan.sections:
        if section.heading:
            found.append(PackItem("section", heading=section.heading))
        found += [PackItem("view", one.address, one.id, one.heading, one.note) for one in section.items]
    return tuple(found)
