"""The sentences at the head of a morning brief: each says one thing, or that there is nothing, and leads on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from alerts.wording import about
from components.chips import TargetState, short_target_word
from components.formatting import change, day, is_missing, number, period, with_unit
from components.language import _
from data.alerts.records import Alert, Severity
from data.records import Indicator
from data.targets.said import Turn
from pages.finding import unit_key
from pages.morning_gathered import WEEK, Morning

MOST_NAMED = MOST_ALIKE = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the brief: what it is of, its words, where it leads, and whether simulated figures are in it."""

    about: str
    text: str
    href: str
    simulated: bool = False


def told(morning: Morning) -> list[Told]:
    """The brief in sentences, in the order of the page."""
    return [_figures(morning), _alerts(morning), _tasks(morning), _reports(morning), _turns(morning)]


def quiet_words(morning: Morning) -> str:
    """What is said above all on a day without news."""
    return _("Từ {day} đến nay không có gì mới: không số liệu, không cảnh báo, không nhận định nào đổi.").format(
        day=day(morning.since)
    )


# --- figures ----------------------------------------------------------------------------------------------------------


def _figures(morning: Morning) -> Told:
    news, view = morning.news, morning.view
    loaded, refused = morning.loads
    parts = []
    if not news.new and not news.revised:
        parts.append(_("Không có số liệu công bố nào mới hay được điều chỉnh."))
    else:
        parts += [_counted(morning), *_moved(morning)]
    if refused:
        parts.append(_("{count} tệp bị từ chối cả tệp.").format(count=number(refused)))
    elif loaded and not news.new and not news.revised:
        parts.append(_("Có {count} lần nạp, không đổi số nào của những ngày này.").format(count=number(loaded)))
    return Told(_("Số liệu"), " ".join(parts), view.link("/data") if refused else "#figures")


def _counted(morning: Morning) -> str:
    """How many figures are new, and how many were revised; of more than are counted, that there are more."""
    news = morning.news
    said = {"new": number(news.new), "revised": number(news.revised)}
    if not news.whole:
        return _("Trên {new} số công bố mới, trên {revised} số được điều chỉnh.").format(**said)
    if not news.revised:
        return _("{new} số công bố mới.").format(**said)
    if not news.new:
        return _("{revised} số được điều chỉnh.").format(**said)
    return _("{new} số công bố mới, {revised} số được điều chỉnh.").format(**said)


def _moved(morning: Morning) -> Iterator[str]:
    """The figures that moved farthest, in words."""
    rows = list(morning.news.figures.head(MOST_NAMED).itertuples())
    said = [figure_words(morning, row) for row in rows if not is_missing(row.size)]
    if said:
        yield _("Khác mức thường nhất: {figures}.").format(figures="; ".join(said))


def figure_words(morning: Morning, row: Any) -> str:
    """A figure that came or was revised: what it is now, and against what."""
    view = morning.view
    indicator = view.questions.indicator(str(row.indicator))
    unit = view.questions.registry().by_id[row.entity_id]
    name = indicator.short(view.language)
    where = name if unit.kind == "nation" else f"{name}, {unit.name(view.language)}"
    said = f"{where} {period(str(row.period))} {with_unit(float(row.value), indicator)}"
    if not is_missing(row.before):
        return _("{figure} (trước đó {before})").format(figure=said, before=with_unit(float(row.before), indicator))
    moved = against_earlier(row, indicator)
    return f"{said}, {moved}" if moved else said


def against_earlier(row: Any, indicator: Indicator) -> str:
    """How a new figure stands against the year before, or the period before; "" where neither is known."""
    moved = change(float(row.value), None if is_missing(row.earlier) else float(row.earlier), indicator)
    if moved is None:
        return ""
    words = _("{change} so với cùng kỳ") if row.against == "year" else _("{change} so với kỳ trước")
    return words.format(change=moved.text)


# --- alerts, tasks, reports, calls ------------------------------------------------------------------------------------


def _alerts(morning: Morning) -> Told:
    opened, closed = morning.opened, morning.closed
    open_now = len(morning.view.questions.open_alerts(as_of=morning.view.as_of))
    if not opened and not closed:
        text = _("Không cảnh báo nào mới nêu hay được đóng; đang mở {count}.").format(count=number(open_now))
    else:
        text = _("{opened} cảnh báo mới nêu, {closed} đã đóng; đang mở {count}.").format(
            opened=number(len(opened)), closed=number(len(closed)), count=number(open_now)
        )
        urgent = [one for one in opened if one.severity is Severity.CRITICAL and one.closed_at is None]
        if urgent:
            text += " " + _("Khẩn: {names}.").format(names=_names(morning, urgent))
    simulated = any(one.breach.simulated for one in (*opened, *closed))
    return Told(_("Cảnh báo"), text, morning.view.link("/alerts"), simulated)


def _names(morning: Morning, alerts: list[Alert]) -> str:
    registry = morning.view.questions.registry()
    names = "; ".join(about(one, registry) for one in alerts[:MOST_NAMED])
    rest = len(alerts) - MOST_NAMED
    return names if rest <= 0 else _("{names} và {count} cảnh báo khác").format(names=names, count=number(rest))


def _tasks(morning: Morning) -> Told:
    due, overdue = morning.due, morning.overdue
    said = {"due": number(len(due)), "days": number(WEEK), "overdue": number(len(overdue))}
    text = _("{due} nhiệm vụ đến hạn trong {days} ngày tới; {overdue} đang quá hạn.").format(**said)
    if not due and not overdue:
        text = _("Không nhiệm vụ nào đến hạn trong {days} ngày tới, không nhiệm vụ nào quá hạn.").format(**said)
    elif overdue:
        text += _most_overdue(morning, Counter(one.lead_id for one in overdue))
    simulated = any(one.simulated for one in (*due, *overdue))
    return Told(_("Nhiệm vụ"), text, morning.view.link("/tasks", state="overdue"), simulated)


def _most_overdue(morning: Morning, counted: Counter[int]) -> str:
    """The unit with most overdue tasks, or the few that have as many; nothing where every unit is alike."""
    most = max(counted.values())
    units = [unit for unit, count in counted.items() if count == most]
    if len(units) > MOST_ALIKE:
        return ""
    registry = morning.view.questions.registry()
    names = ", ".join(registry.by_id[one].name(morning.view.language) for one in units)
    return " " + _("Nhiều nhất: {units} ({count}).").format(units=names, count=number(most))


def _reports(morning: Morning) -> Told:
    late, new = morning.late, morning.newly_late
    view = morning.view
    if not late:
        return Told(_("Báo cáo"), _("Không báo cáo định kỳ nào chậm."), "#late")
    text = _("{count} báo cáo định kỳ chậm, không báo cáo nào mới chậm.").format(count=number(len(late)))
    if new:
        text = _("{count} báo cáo định kỳ chậm, {new} mới chậm.").format(count=number(len(late)), new=number(len(new)))
        named = [(morning.indicator(one.indicator_id), one.expected) for one in new[:MOST_NAMED]]
        names = "; ".join(f"{one.short(view.language)} {period(when)}" for one, when in named)
        text += " " + _("Mới chậm: {names}.").format(names=names)
    return Told(_("Báo cáo"), text, "#late")


def _turns(morning: Morning) -> Told:
    turns = morning.turns
    simulated = any(one.now.call.simulated for one in turns)
    href = morning.view.link("/targets")
    if not turns:
        calm = _("Không mục tiêu nào đổi tình hình hay đổi xác suất quá 5 điểm.")
        return Told(_("Mục tiêu"), calm, href)
    turned = [one for one in turns if one.turned]
    said = {"turned": number(len(turned)), "moved": number(len(turns) - len(turned))}
    text = _("{turned} mục tiêu đổi tình hình, {moved} đổi xác suất quá 5 điểm.").format(**said)
    if len(turned) == len(turns):
        text = _("{turned} mục tiêu đổi tình hình.").format(**said)
    if not turned:
        text = _("{moved} mục tiêu đổi xác suất quá 5 điểm.").format(**said)
    if turned:
        text += " " + "; ".join(_turn(morning, one) for one in turned[:MOST_NAMED]) + "."
    return Told(_("Mục tiêu"), text, href, simulated)


def _turn(morning: Morning, turn: Turn) -> str:
    target = morning.targets[turn.now.call.number]
    view = morning.view
    unit = view.questions.registry().by_id[target.entity_id]
    name = view.questions.indicator(target.indicator).short(view.language)
    before = turn.before.call.state if turn.before else turn.now.call.state
    return _("{name}: từ “{before}” sang “{now}”").format(
        name=name if unit.kind == "nation" else f"{name}, {unit.name(view.language)}",
        before=short_target_word(TargetState(before.value)),
        now=short_target_word(TargetState(turn.now.call.state.value)),
    )


def figure_link(morning: Morning, row: Any) -> str:
    """Where a figure leads: to its trail."""
    unit = morning.view.questions.registry().by_id[row.entity_id]
    return morning.view.link(f"/trail/{row.indicator}", unit=unit_key(unit), period=str(row.period))
