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
    words = _("Quy tắc đã được sửa nên không tự đổi theo định nghĩa chuẩn của hệ thống. Khác chuẩn ở: {differences}.")
    link = dcc.Link(_("Xem thử định nghĩa chuẩn"), href=view.link("/alerts/rules", **as_tried(history[0], standard)))
    return notice(html.Span([words.format(differences=_differences(view, history[0], standard)), " ", link]))


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
    """Where the rule says otherwise than the standard, and what that says."""
    name = standard.name_en if view.language == "en" else standard.name_vi
    by_code, severity = view.questions.registry().by_code, severity_word(Severity(standard.severity))
    names = [by_code[code].short(view.language) if code in by_code else code for code in standard.indicators]
    none = _("không nêu riêng")
    said = [
        (rule.name(view.language) != name, _("tên (chuẩn: “{standard}”)").format(standard=name)),
        (
            rule.indicators != standard.indicators,
            _("chỉ tiêu (chuẩn: {standard})").format(standard=", ".join(names) or none),
        ),
        (rule.unit_kinds != standard.unit_kinds, _("đơn vị")),
        (rule.parameters != standard.parameters, _("tham số")),
        (rule.severity != standard.severity, _("mức (chuẩn: {standard})").format(standard=severity)),
        (rule.enabled != standard.enabled, _("trạng thái (chuẩn: đang dùng)")),
    ]
    return ", ".join(text for differs, text in said if differs)
