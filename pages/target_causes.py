"""Why what is said of a target is not what was said before, in words."""

from collections.abc import Sequence
from itertools import pairwise

from components.chips import TargetState, short_target_word
from components.formatting import day
from components.language import _
from data.targets.said import Cause, KeptCall


def causes_text(causes: Sequence[Cause]) -> str:
    """Why a call is not the one before it, in words."""
    words = {
        Cause.FIRST: _("lần ghi đầu tiên"),
        Cause.NEW_TARGET: _("mục tiêu mới"),
        Cause.CHANGED_TARGET: _("mục tiêu được sửa"),
        Cause.NEW_DATA: _("có số mới"),
        Cause.REVISION: _("số cũ được điều chỉnh"),
        Cause.NEW_FORECAST: _("dự báo tính lại"),
        Cause.THRESHOLDS: _("đổi ngưỡng đánh giá"),
        Cause.MONTH: _("không đổi; ghi theo tháng"),
    }
    return ", ".join(words[one] for one in causes)


def changed_line(history: Sequence[KeptCall]) -> str | None:
    """When the state last became another one, and why; None where it never did."""
    for now, before in pairwise(history):
        if now.call.state is not before.call.state:
            return _("Đổi từ “{before}” sang “{now}” ngày {day}: {why}.").format(
                before=short_target_word(TargetState(before.call.state.value)),
                now=short_target_word(TargetState(now.call.state.value)),
                day=day(now.said_on),
                why=causes_text(now.causes),
            )
    return None
