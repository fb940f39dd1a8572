"""Parts that show alerts: how many are open, and those that ask for attention first."""

from collections.abc import Sequence

from markupsafe import Markup

from alerts.wording import LOOK, about, says, severity_word, stage_word
from components.formatting import day, moment, number
from components.language import _
from components.wall import desk
from components.wall.ages import Age
from components.wall.box import below_title
from components.wall.desk import Count, Line
from components.wall.tile import nothing
from data.alerts.records import RANK, Alert, Kind, Severity, Stage
from data.clock import day_of
from data.questions.registry import Registry
from pages.wall.parts.common import Ask, today

NARROW = 800.0
NAMED = 4


def alert_counts(ask: Ask) -> Markup:
    """How many alerts are open, by severity; how many nobody has taken up, and how many are overdue."""
    every = ask.view.questions.open_alerts()
    if not _applied(ask):
        return ask.tile(ask.title(_("Cảnh báo")), nothing(_("Chưa áp dụng quy tắc lần nào.")), age=Age(None))
    counts = [
        Count(one.value, sum(a.severity is one for a in every), severity_word(one), *LOOK[one]) for one in Severity
    ]
    new = sum(one.stage is Stage.OPEN for one in every)
    late = sum(one.overdue for one in every)
    counts += [
        Count("new", new, _("chưa ai nhận"), "risk", "○"),
        Count("overdue", late, _("quá hạn xử lý"), "bad", "▼"),
    ]
    unit = _("{count} đang mở").format(count=number(len(every)))
    return ask.tile(ask.title(_("Cảnh báo")), desk.tallies(counts), age=_age(ask), unit=unit)


def alerts(ask: Ask) -> Markup:
    """Open alerts, the most severe first: what, since when, who must see to it until when."""
    every = ask.view.questions.open_alerts()
    title = ask.title(_("Cần xử lý trước"))
    if not every:
        words = _("Không có cảnh báo nào đang mở.") if _applied(ask) else _("Chưa áp dụng quy tắc lần nào.")
        return ask.tile(title, nothing(words), age=_age(ask), note=_watching(ask))
    groups, room = _grouped(every), below_title(ask.box)
    lines = _lines(ask, groups, ask.option("most"))
    left = sum(map(len, groups[ask.option("most") :]))
    notes = [
        _watching(ask),
        _("còn {count} cảnh báo nữa").format(count=number(left)) if left else "",
        _("° số mô phỏng") if any(one.simulated for one in lines) else "",
    ]
    body = desk.lines(lines, narrow=room.wide < NARROW)
    return ask.tile(title, body, age=_age(ask), note=" · ".join(filter(None, notes)))


def _grouped(every: Sequence[Alert]) -> list[list[Alert]]:
    """What belongs together, the most severe first: alerts of one rule that nobody has taken up; others one by one."""
    found: dict[object, list[Alert]] = {}
    for one in every:
        key: object = (one.rule_number, one.severity) if one.stage is Stage.OPEN else one.id
        found.setdefault(key, []).append(one)
    return sorted(found.values(), key=lambda ones: (RANK[ones[0].severity], not ones[0].overdue, -len(ones)))


def _lines(ask: Ask, groups: Sequence[Sequence[Alert]], most: int) -> list[Line]:
    """So many lines: one for each group, and where some are left, the alerts of the first groups one by one."""
    spare, found = max(most - len(groups), 0), list[Line]()
    for ones in groups[:most]:
        alone = len(ones) if len(ones) - 1 <= spare else spare
        spare -= min(spare, len(ones) - 1)
        found += [_line(ask, one) for one in ones[:alone]]
        rest = ones[alone:]
        if rest:
            found.append(_line(ask, rest[0]) if len(rest) == 1 else _together(ask, rest, more=alone > 0))
    return found


def _line(ask: Ask, one: Alert) -> Line:
    registry = ask.view.questions.registry()
    tone, sign = LOOK[one.severity]
    who, until = _owner(ask, one, registry)
    return Line(f"a{one.id}", tone, sign, severity_word(one.severity), about(one, registry), says(one, registry), who,
                until, day_of(one.opened_at), one.overdue, _simulated([one]))  # fmt: skip


def _together(ask: Ask, ones: Sequence[Alert], *, more: bool) -> Line:
    """Alerts of one rule that nobody has taken up."""
    one, registry = ones[0], ask.view.questions.registry()
    tone, sign = LOOK[one.severity]
    rule = next((r for r in ask.view.questions.alert_rules() if r.number == one.rule_number), None)
    words = _("{count} cảnh báo nữa: {rule}") if more else _("{count} cảnh báo: {rule}")
    what = words.format(rule=rule.name(ask.view.language) if rule else "", count=number(len(ones)))
    return Line(f"r{one.rule_number}-{one.severity}", tone, sign, severity_word(one.severity), what,
                _names(ones, registry), _("chưa ai nhận"), since=day_of(min(a.opened_at for a in ones)),
                simulated=_simulated(ones))  # fmt: skip


def _names(ones: Sequence[Alert], registry: Registry) -> str:
    named = list(dict.fromkeys(about(one, registry) for one in ones))
    return "; ".join(named[:NAMED]) + (" …" if len(named) > NAMED else "")


def _simulated(ones: Sequence[Alert]) -> bool:
    return any(one.breach.simulated for one in ones) and ones[0].kind is not Kind.SIMULATED


def _owner(ask: Ask, one: Alert, registry: Registry) -> tuple[str, str]:
    """Who must see to it, and until when."""
    unit = registry.by_id.get(one.assigned_id or 0)
    if unit is None or one.due_on is None:
        return _("chưa ai nhận") if one.stage is Stage.OPEN else stage_word(one.stage), ""
    left = (one.due_on - today()).days
    words = _("quá hạn {count} ngày") if left < 0 else _("hạn {day}")
    return unit.name(ask.view.language), words.format(count=number(-left), day=day(one.due_on))


def _applied(ask: Ask) -> bool:
    """Whether anybody looked: without, that nothing was found says nothing."""
    return ask.view.questions.alert_watch().finished_at is not None


def _age(ask: Ask) -> Age:
    """Alerts are as old as the last time that the rules were applied."""
    seen = ask.view.questions.alert_watch()
    return Age(None if seen.finished_at is None else day_of(seen.finished_at))


def _watching(ask: Ask) -> str:
    """Why alerts may be missing: the rules have not seen the newest load, or nobody applies them."""
    seen, questions = ask.view.questions.alert_watch(), ask.view.questions
    if seen.finished_at is None:
        return ""
    if seen.data_version != questions.data_version() or seen.day != today():
        return "▲ " + _("quy tắc mới xem đến {moment}").format(moment=moment(seen.finished_at))
    return ""
