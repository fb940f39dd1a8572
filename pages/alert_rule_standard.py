"""What a rule that came with the product says otherwise than its standard definition, and where to look at that."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from alerts.wording import severity_word
from components.cards import notice
from components.language import _
from data.alerts.records import Rule, Severity
from data.alerts.rules import RuleDraft
from data.alerts.standard import RENEWED, differing
from pages.view import View


def unlike_standard(view: View, history: Sequence[Rule]) -> Component | None:
    """A sentence where somebody made a standard rule another (its versions, the newest first); else None."""
    standard = differing(history, view.questions.registry())
    if standard is None:
        return None
    words = _(
        "Quy tắc này đã được sửa nên không tự đổi theo định nghĩa chuẩn của hệ thống. Chuẩn hiện nay: {standard}."
    )
    link = dcc.Link(_("Xem thử định nghĩa chuẩn"), href=view.link("/alerts/rules", **as_tried(history[0], standard)))
    return notice(html.Span([words.format(standard=_differences(view, history[0], standard)), " ", link]))


def reason_words(one: Rule) -> str:
    """Why a version was written: what somebody wrote, or that the product's own definition changed."""
    if one.recorded_by is None and one.reason == RENEWED:
        return _("Theo định nghĩa chuẩn mới của hệ thống.")
    return one.reason or "…"


def as_tried(rule: Rule, standard: RuleDraft) -> dict[str, Any]:
    """The parameters of an address at which the standard is tried in place of the rule."""
    given = standard.parameters
    days = {f"days_{grain}": count for grain, count in given.get("days", {}).items()}
    plain = {name: given[name] for name in ("operator", "value", "level", "tolerance", "share") if name in given}
    published = {"published": "yes" if given["published"] else "no"} if "published" in given else {}
    return {
        "rule": rule.number, "try": "on", "kind": standard.kind, "name_vi": standard.name_vi,
        "name_en": standard.name_en, "indicators": "; ".join(standard.indicators),
        "unit_kinds": ",".join(standard.unit_kinds), "severity": standard.severity,
        "enabled": "yes" if standard.enabled else "no", **plain, **days, **published,
    }  # fmt: skip


def _differences(view: View, rule: Rule, standard: RuleDraft) -> str:
    """What the standard says where the rule says otherwise."""
    name = standard.name_en if view.language == "en" else standard.name_vi
    said = [
        (rule.name(view.language) != name, f"“{name}”"),
        (rule.indicators != standard.indicators, _indicators(standard)),
        (rule.unit_kinds != standard.unit_kinds, _("đơn vị khác")),
        (rule.parameters != standard.parameters, _("tham số khác")),
        (rule.severity != standard.severity, _("mức {severity}").format(severity=_severity(standard))),
        (rule.enabled != standard.enabled, _("đang dùng")),
    ]
    return ", ".join(text for differs, text in said if differs)


def _severity(standard: RuleDraft) -> str:
    return severity_word(Severity(standard.severity))


def _indicators(standard: RuleDraft) -> str:
    codes = ", ".join(standard.indicators)
    return _("chỉ tiêu {codes}").format(codes=codes) if codes else _("không nêu riêng chỉ tiêu nào")
