"""What the bell in the header counts: everybody says so for their own browser, in a cookie, as with language and theme.

It counts within one's scope; here one says from which severity on, of which unit, and whether what somebody has already
taken up counts.
"""

from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component
from flask import has_request_context, jsonify, request

from access import scopes
from access.web import gate, seeing
from alerts.wording import severity_word
from components import forms as f
from components.cards import section_card
from components.formatting import number
from components.language import _
from data.alerts.records import RANK, Alert, Severity, Stage
from data.questions import Questions
from data.records import Entity
from data.tasks.records import LEAD_KINDS
from pages.alert_changes import keys_of, within_scope
from pages.task_changes import Answer, field, refused
from pages.view import View

COOKIE, YEAR = "tc_bell", 365 * 24 * 3600
ALL, FRESH = "all", "fresh"


@dataclass(frozen=True, slots=True)
class Bell:
    """From which severity on; of which unit (its key, empty for all); whether only what nobody has taken up."""

    severity: Severity = Severity.INFO
    unit: str = ""
    fresh: bool = False

    def __str__(self) -> str:
        return f"{self.severity.value}|{FRESH if self.fresh else ALL}|{self.unit}"


def chosen() -> Bell:
    """What the reader's browser says; everything where it says nothing, or what cannot be read."""
    parts = (request.cookies.get(COOKIE, "") if has_request_context() else "").split("|", 2)
    if len(parts) != 3 or parts[0] not in set(Severity) or parts[1] not in (ALL, FRESH):
        return Bell()
    return Bell(Severity(parts[0]), parts[2][:80], parts[1] == FRESH)


def rings(questions: Questions, bell: Bell) -> int:
    """How many open alerts within a scope of whoever asks the bell counts."""
    return sum(_counts(questions, bell, one) for one in within_scope(questions))


def _counts(questions: Questions, bell: Bell, one: Alert) -> bool:
    if RANK[one.severity] > RANK[bell.severity] or (bell.fresh and one.stage is not Stage.OPEN):
        return False
    return not bell.unit or bell.unit in keys_of(questions, one)


def choose() -> Answer:
    """The form of the page: what the bell of this browser counts from now on."""
    severity, unit, which = field("severity", 10), field("unit", 80), field("which", 10)
    unit = "" if unit == ALL else unit
    if severity not in set(Severity):
        return refused({"severity": _("Hãy chọn mức.")})
    if unit and not any(scopes.key(one) == unit for one in _units(seeing.questions())):
        return refused({"unit": _("Hãy chọn bộ, ngành hoặc tỉnh, thành phố.")})
    answer = jsonify(go="/alerts/recipients")
    bell, secure = Bell(Severity(severity), unit, which == FRESH), gate.cookies_are_secure()
    answer.set_cookie(COOKIE, str(bell), max_age=YEAR, httponly=True, samesite="Lax", secure=secure, path="/")
    return answer, 200


def bell_card(view: View) -> Component:
    """What the bell counts, and a form to say it otherwise."""
    bell, questions = chosen(), view.questions
    units = [(ALL, _("mọi đơn vị trong phạm vi của tôi"))]
    units += [(scopes.key(one), one.full_name(view.language)) for one in _units(questions)]
    severities = [(one.value, severity_word(one)) for one in Severity]
    form = f.form(
        "/api/alert-bell",
        f.fields(
            f.choice("severity", _("Từ mức"), severities, bell.severity.value),
            f.choice("unit", _("Của đơn vị"), units, bell.unit or ALL),
            f.choice("which", _("Cảnh báo"), [(ALL, _("đang mở")), (FRESH, _("đang mở, chưa ai nhận"))],
                     FRESH if bell.fresh else ALL),
        ),
        submit=_("Ghi"),
        key=f"bell-{bell}",
        quiet=True,
    )  # fmt: skip
    told = _("Chuông đang đếm {count} trong {all} cảnh báo đang mở trong phạm vi của anh/chị.")
    said = told.format(count=number(rings(questions, bell)), all=number(len(within_scope(questions))))
    return section_card(_("Chuông"), [html.P(said), form], subtitle=_("riêng trình duyệt này"))


def _units(questions: Questions) -> list[Entity]:
    """Ministries and provinces of today, to which alerts are given."""
    return [one for kind in LEAD_KINDS for one in questions.entities(kind) if one.valid_to is None]
