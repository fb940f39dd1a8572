"""What tasks are called: states, changes, who assigns; and what is said of a fault."""

from collections.abc import Sequence

from components.formatting import day
from components.language import _
from data.clock import today
from data.tasks.drafts import Refusal, TaskFault
from data.tasks.records import Change, Task, TaskState
from pages.view import View

LOOK = {
    TaskState.DONE_ON_TIME: ("good", "✓"),
    TaskState.DONE_LATE: ("risk", "✓"),
    TaskState.IN_TIME: ("accent", "●"),
    TaskState.OVERDUE: ("bad", "▼"),
    TaskState.NO_DUE_DATE: ("none", "○"),
    TaskState.WITHDRAWN: ("none", "–"),
}
FIELDS = {
    TaskFault.LEAD: "lead", TaskFault.LEAD_ENDED: "lead", TaskFault.WITH: "with", TaskFault.DOCUMENT: "document",
    TaskFault.CONTENT: "content", TaskFault.ASSIGNED_ON: "assigned_on", TaskFault.DAY: "issued_on",
    TaskFault.DUE_ON: "due_on", TaskFault.DONE_ON: "done_on", TaskFault.WITHDRAWN_ON: "withdrawn_on",
    TaskFault.INDICATOR: "indicator", TaskFault.TARGET: "target", TaskFault.ALERT: "alert", TaskFault.REASON: "reason",
    TaskFault.NOTE: "text", TaskFault.ASSIGNER: "assigned_by",
}  # fmt: skip
"""Beside which field of a form a fault stands; the others stand above it."""


def state_word(state: TaskState) -> str:
    """As officials say it."""
    return {
        TaskState.DONE_ON_TIME: _("hoàn thành đúng hạn"),
        TaskState.DONE_LATE: _("hoàn thành quá hạn"),
        TaskState.IN_TIME: _("đang thực hiện trong hạn"),
        TaskState.OVERDUE: _("đang thực hiện quá hạn"),
        TaskState.NO_DUE_DATE: _("không có thời hạn"),
        TaskState.WITHDRAWN: _("đã rút"),
    }[state]


def definitions() -> list[tuple[TaskState, str]]:
    """When a task is in which state: the first that fits decides (`data.tasks.states`)."""
    return [
        (TaskState.WITHDRAWN, _("không phải thực hiện nữa, kể từ ngày rút.")),
        (
            TaskState.DONE_ON_TIME,
            _("đã xong, không sau ngày cuối của thời hạn (kể cả gia hạn); hoặc không đặt thời hạn."),
        ),
        (TaskState.DONE_LATE, _("đã xong, sau ngày cuối của thời hạn.")),
        (TaskState.NO_DUE_DATE, _("chưa xong, văn bản không đặt thời hạn.")),
        (TaskState.IN_TIME, _("chưa xong, ngày cuối của thời hạn chưa qua.")),
        (TaskState.OVERDUE, _("chưa xong, ngày cuối của thời hạn đã qua.")),
    ]


def assigner_word(code: str) -> str:
    return _("Chính phủ") if code == "CP" else _("Thủ tướng Chính phủ")


def change_word(change: Change | None) -> str:
    """What a line of the history tells."""
    return {
        None: _("ghi tiến độ"),
        Change.ASSIGNED: _("giao nhiệm vụ"),
        Change.CHANGED: _("sửa nội dung"),
        Change.EXTENDED: _("gia hạn"),
        Change.DONE: _("hoàn thành"),
        Change.REOPENED: _("mở lại"),
        Change.WITHDRAWN: _("rút nhiệm vụ"),
    }[change]


def how_long(view: View, one: Task) -> str:
    """How far the last day is off: "còn 5 ngày", "quá 12 ngày"."""
    if one.due_on is None or one.state not in (TaskState.IN_TIME, TaskState.OVERDUE):
        return ""
    left = (one.due_on - (view.as_of or today())).days
    if left == 0:
        return _("đến hạn hôm nay")
    return (_("còn {count} ngày") if left > 0 else _("quá {count} ngày")).format(count=abs(left))


def told(refused: Sequence[Refusal]) -> dict[str, str]:
    """Sentences by the field that they stand beside; "" for the form."""
    return {FIELDS.get(one.fault, ""): _sentence(one) for one in reversed(refused)}


def _sentence(one: Refusal) -> str:
    said = {
        TaskFault.LEAD: _("Không có bộ, ngành, tỉnh, thành nào là {came}. Hãy chọn trong danh sách.")
        if one.came
        else _("Hãy chọn đơn vị chủ trì."),
        TaskFault.LEAD_ENDED: _("{came} không còn hoặc chưa có vào ngày giao."),
        TaskFault.WITH: _(
            "Không rõ đơn vị phối hợp {came}. Hãy ghi mã, cách nhau bằng dấu chấm phẩy; không gồm đơn vị chủ trì."
        ),
        TaskFault.DOCUMENT: _("Cần số, ký hiệu văn bản giao nhiệm vụ, dài nhất 500 ký tự."),
        TaskFault.CONTENT: _("Cần nội dung nhiệm vụ, dài nhất 4.000 ký tự."),
        TaskFault.ASSIGNED_ON: _("Cần ngày giao, từ năm 2000 đến hôm nay."),
        TaskFault.DAY: _("Ngày {came} không hợp lệ hoặc ở tương lai."),
        TaskFault.DUE_ON: _("Thời hạn {came} phải sau ngày giao, và khi gia hạn phải sau hạn đang có."),
        TaskFault.DONE_ON: _("Ngày hoàn thành {came} phải từ ngày giao đến hôm nay."),
        TaskFault.WITHDRAWN_ON: _("Ngày rút {came} phải từ ngày giao đến hôm nay, và nhiệm vụ chưa hoàn thành."),
        TaskFault.INDICATOR: _("Không có chỉ tiêu mang mã {came}."),
        TaskFault.TARGET: _("Không có mục tiêu số {came}, hoặc mục tiêu ấy về chỉ tiêu khác."),
        TaskFault.ALERT: _("Không có cảnh báo số {came}, hoặc cảnh báo ấy về chỉ tiêu khác."),
        TaskFault.REASON: _("Hãy ghi lý do trong một câu; lý do được giữ trong lịch sử."),
        TaskFault.NOTE: _("Hãy ghi tiến độ, dài nhất 2.000 ký tự."),
        TaskFault.STALE: _("Người khác vừa sửa nhiệm vụ này. Hãy tải lại trang, xem bản mới rồi sửa tiếp."),
        TaskFault.STATE: _("Nhiệm vụ đang ở trạng thái không làm được việc này."),
        TaskFault.TWICE: _("Nhiệm vụ này đã có ({came}): cùng văn bản, nội dung và đơn vị chủ trì."),
    }.get(one.fault, _("Không ghi được: {came}."))
    return said.format(came=one.came or "…")


def day_or_none(value: object) -> str:
    return day(value) if value else _("không đặt")  # type: ignore[arg-type]
