"""What is said when a request is refused or fails: a sentence to a person, a reason to a script, never what went on."""

from flask import Flask, Response, g, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from access.web.forms import page
from components.language import _

FOR_SCRIPTS = ("/_", "/api/", "/export/", "/metrics", "/healthz")
WALL_SECONDS = 15
"""A screen that nobody sits at tries again by itself."""

FOR_BROWSERS = ("/assets/", "/static/", "/vendor/")


def add_to(server: Flask) -> None:
    """Answer every error of HTTP in one way, unless a more exact handler is registered."""
    server.register_error_handler(HTTPException, _answer)


def _answer(problem: HTTPException) -> AnyResponse | HTTPException:
    status = problem.code or 500
    if problem.response is not None or status < 400 or request.path.startswith(FOR_BROWSERS):
        return problem
    answer: Response
    if request.path.startswith(FOR_SCRIPTS):
        answer = jsonify(reason=problem.name, request_id=g.get("request_id", ""))
        answer.status_code = status
    else:
        title, sentence = _in_words(status)
        answer = page("fault.html", title, status=status, problem=sentence, said=_number(status))
    if request.path.startswith("/wall") and (status >= 500 or status == 429):
        answer.headers["Refresh"] = str(WALL_SECONDS)
    for name, value in problem.get_headers():
        if name in ("Allow", "Retry-After"):
            answer.headers[name] = value
    return answer


def _in_words(status: int) -> tuple[str, str]:
    """A title and what to do."""
    if status in (401, 403):
        sentence = _("Tài khoản này không được xem hoặc làm việc này. Nếu cần, hãy liên hệ người quản trị.")
        return _("Không được phép"), sentence
    if status == 404:
        return _("Không tìm thấy trang"), _("Địa chỉ này không có trang nào.")
    if status in (411, 413):
        return _("Nội dung quá lớn"), _("Nội dung gửi lên lớn hơn mức cho phép. Hãy gửi ít hơn.")
    if status == 503:
        return _("Hệ thống đang bận"), _("Kho số liệu chưa trả lời. Hãy thử lại sau ít phút.")
    if status >= 500:
        return _("Có lỗi xảy ra"), _("Lỗi đã được ghi lại. Hãy tải lại trang sau ít phút.")
    sentence = _("Yêu cầu không hợp lệ, hoặc trang đã mở quá lâu. Hãy mở lại trang rồi thử lại.")
    return _("Yêu cầu không thực hiện được"), sentence


def _number(status: int) -> str:
    """By which an operator finds the lines of a fault in the log; a refusal explains itself."""
    number = g.get("request_id", "")
    return _("Mã yêu cầu để báo người vận hành: {number}").format(number=number) if status >= 500 and number else ""
