"""What is said of the wall in the reader's language: what files and addresses got wrong, and words of the screen."""

from components.language import _
from data.wall.records import Problem
from data.wall.screens import UNNAMED

ADDRESS = frozenset({"interval", "screen", "indicator", "playlist"})
"""Names of what an address says; the sentences themselves name them."""


def in_words(problem: Problem) -> str:
    """A problem as a sentence for whoever keeps the wall."""
    sentence = {
        "folder_missing": _("không có thư mục này; hãy tạo, hoặc bỏ trống TOANCANH_WALL_FOLDER"),
        "name_wrong": _("tên gồm 1–40 chữ a-z không dấu, chữ số, gạch nối; hãy đổi tên tệp"),
        "not_readable": _("không đọc được tệp: {detail}"),
        "not_toml": _("tệp không đúng dạng TOML: {detail}"),
        "key_missing": _("thiếu {key}; cần có: {expected}"),
        "key_unknown": _("không có mục {key}; các mục dùng được: {expected}"),
        "value_wrong": _("{key} = {value} không dùng được; cần: {expected}"),
        "no_parts": _("cảnh chưa có ô nào; cần ít nhất một [[part]]"),
        "kind_unknown": _("không có loại ô {kind}; các loại: {expected}"),
        "off_grid": _("ô nằm ngoài lưới {columns} cột, {rows} hàng"),
        "overlap": _("ô nằm đè lên ô {other}"),
        "scene_unknown": _("không có cảnh {scene}; đang có: {expected}"),
        "not_through": _("{scene} không dùng được; cảnh có bản đồ hay xếp hạng xem qua một chỉ tiêu, như map:INV05"),
        "not_codes": _("indicator = {value} không phải mã chỉ tiêu; hãy viết như GRO02,INV05"),
        "nothing_plays": _("danh sách này không có bản đồ nào chạy theo thời gian; {value} không đổi gì"),
        "playlist_unknown": _("không có danh sách {playlist}; đang có: {expected}; đang chiếu {used}"),
        "playlist_empty": _("danh sách không có cảnh nào chiếu được; đang chiếu {used}"),
        "interval_wrong": _("interval = {value} không dùng được; cần {least}–{most} giây; đang dùng {used} giây"),
        "screen_wrong": _("tên màn hình {value} không dùng được; cần 1–40 chữ, số, dấu cách, gạch nối"),
        "not_allowed": _("liên kết của màn hình này không được chiếu cảnh {scene}"),
        "link_ends": _("liên kết của màn hình hết hạn ngày {day}; hãy tạo liên kết mới"),
        "part_failed": _("ô {part}: {reason}"),
        "indicator_unknown": _("không có chỉ tiêu mang mã này, hoặc màn hình không được xem"),
        "fault": _("lỗi đã được ghi vào nhật ký của máy chủ"),
    }[problem.code]
    where = _("địa chỉ") if problem.where in ADDRESS else problem.where
    said = sentence.format(**problem.values)
    return f"{where}: {said}" if where else said


def screen_called(name: str) -> str:
    """What an operator calls a screen; where nobody named it, by the mark that its key P shows."""
    unnamed = _("chưa đặt tên ({mark})").format(mark=name.removeprefix(UNNAMED))
    return unnamed if name.startswith(UNNAMED) else name


def screen_words() -> dict[str, str]:
    """What the script of a screen says by itself."""
    return {
        "today": _("hôm nay"),
        "yesterday": _("hôm qua"),
        "ago": _("{days} ngày trước"),
        "online": _("trực tuyến"),
        "data": _("số liệu công bố {day}"),
        "lost": _("mất kết nối máy chủ từ {time}; đang giữ hình đọc lúc {read}"),
        "down": _("kho số liệu không trả lời từ {time}; đang giữ hình đọc lúc {read}"),
        "expired": _("liên kết của màn hình đã hết hạn; đang giữ hình đọc lúc {read}. Hãy mở liên kết mới."),
        "revoked": _("Liên kết của màn hình này đã bị thu hồi. Người vận hành mở liên kết mới để chiếu tiếp."),
        "logged_out": _("phiên đăng nhập đã hết; đang giữ hình đọc lúc {read}. Hãy đăng nhập lại."),
        "apart": _("đồng hồ máy chủ ({server}) và đồng hồ màn hình ({screen}) lệch nhau; hãy kiểm tra cả hai"),
        "told": _("{count} điều cần người vận hành xem"),
        "paused": _("tạm dừng"),
        "jumped": _("cảnh báo mới"),
        "empty": _("Chưa có cảnh nào hiện được. Màn hình tự thử lại."),
        "days": "|".join((_("CN"), _("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"))),
        "keys": _("← → chuyển cảnh · phím cách dừng, chạy · 1–9 chọn cảnh · F toàn màn hình"),
    }
