"""Parts that show who reports: ministries with what they owe, and the same counted; nothing is said that is not known.

Figures that came with the catalogue of this product were published, and by nobody sent: they are told apart from those
that were loaded from files. Indicators that have simulated figures alone are hatched.
"""

from markupsafe import Markup

from components.formatting import MISSING, day, number
from components.language import _
from components.wall import held
from components.wall.ages import Age
from components.wall.held import Theme
from components.wall.reporting import Agency, agency_lines
from components.wall.tile import nothing
from data.questions.reports import Reporter
from data.records import Status
from pages.wall.parts.common import Ask


def reports(ask: Ask) -> Markup:
    """Who reports, in large numbers."""
    questions = ask.view.questions
    owed, agencies = questions.reports(), questions.reporters()
    provinces = {one.entity_id for one in owed} & {one.id for one in questions.entities("province")}
    late = sum(one.late for one in owed)
    facts = [
        (_("chuỗi số định kỳ đúng hạn"), f"{number(len(owed) - late)}/{number(len(owed))}"),
        (_("báo cáo chậm"), number(late)),
        (_("cơ quan có số công bố"), f"{number(sum(bool(one.published) for one in agencies))}/{number(len(agencies))}"),
        (_("cơ quan có số nạp từ tệp"), f"{number(sum(bool(one.loaded) for one in agencies))}/{number(len(agencies))}"),
        (
            _("địa phương có số định kỳ"),
            f"{number(len(provinces))}/{number(len(questions.entities('province')))}",
        ),
    ]
    return held.bare(facts, Age(questions.data_date()), ask.box.wide)


def agencies(ask: Ask) -> Markup:
    """Ministries: how many of their indicators have published figures, what is late, and how figures come."""
    found = ask.view.questions.reporters()
    title = ask.title(_("Bộ, ngành và số liệu phụ trách"))
    if not found:
        return ask.tile(title, nothing(_("Chưa có cơ quan nào phụ trách chỉ tiêu.")), age=Age(None))
    late_first = sorted(found, key=lambda one: (-one.late, -one.published))
    lines = [_agency(ask, one) for one in late_first]
    statuses = [Status.SIMULATED] if any(one.simulated for one in found) else []
    newest = Age(max((one.newest for one in found if one.newest), default=None))
    return ask.tile(title, agency_lines(lines), age=newest, statuses=statuses)


def _agency(ask: Ask, one: Reporter) -> Agency:
    unit = ask.view.questions.registry().by_id[one.unit_id]
    none = one.indicators - one.published - one.simulated
    stands = Theme(unit.name(ask.view.language), one.published, one.simulated, none)
    return Agency(stands, one.regular, one.late, _way(one), day(one.newest) if one.newest else MISSING)


def _way(one: Reporter) -> str:
    """How figures come: files that were loaded here, what was published elsewhere, or not at all."""
    if one.loaded:
        return _("tệp đã nạp")
    if one.published:
        return _("số công bố")
    return _("chỉ mô phỏng") if one.simulated else _("chưa có")
