"""The words of the door's forms and of the audit trail, in the reader's language."""

from components.language import _


def words() -> dict[str, str]:
    """The words of every form, by the names that the templates use."""
    return {
        "account": _("Tài khoản"),
        "address": _("Địa chỉ"),
        "advice": _("Mật khẩu dài ít nhất 12 ký tự; một câu dễ nhớ tốt hơn một từ khó nhớ."),
        "again": _("Nhập lại mật khẩu"),
        "agent": _("Trình duyệt"),
        "at": _("Lúc"),
        "audit": _("Nhật ký"),
        "broken": _("Chuỗi nhật ký đã bị sửa hoặc mất dòng, từ dòng số {row}."),
        "change": _("Đổi mật khẩu"),
        "code": _("Mã một lần (nếu đã bật)"),
        "deed": _("Việc"),
        "detail": _("Chi tiết"),
        "download": _("Tải về CSV"),
        "end": _("Kết thúc"),
        "filter": _("Lọc"),
        "home": _("Về trang tổng quan"),
        "leave_office": _("Đăng xuất cả tài khoản của cơ quan"),
        "log_in": _("Đăng nhập"),
        "log_out": _("Đăng xuất"),
        "name": _("Tên đăng nhập"),
        "new_password": _("Mật khẩu mới"),
        "number": _("Số"),
        "opened": _("Mở lúc"),
        "or_password": _("hoặc bằng mật khẩu"),
        "password": _("Mật khẩu"),
        "present": _("Mật khẩu hiện nay"),
        "seen": _("Dùng lần cuối"),
        "sessions": _("Các phiên đang mở"),
        "set_password": _("Đặt mật khẩu"),
        "subject": _("Đối tượng"),
        "who": _("Ai"),
        "whole": _("Chuỗi nhật ký còn nguyên."),
    }


def deeds() -> dict[str, str]:
    """What each recorded action is called."""
    return {
        "log-in": _("đăng nhập"),
        "log-in-failed": _("đăng nhập không được"),
        "log-out": _("đăng xuất"),
        "saw-restricted": _("xem số liệu hạn chế"),
        "exported": _("tải về"),
        "loaded": _("nạp số liệu"),
        "refused": _("bị từ chối"),
        "account-created": _("tạo tài khoản"),
        "invited": _("mời"),
        "reset-link-made": _("tạo liên kết đặt lại mật khẩu"),
        "password-set": _("đặt mật khẩu"),
        "codes-on": _("bật mã một lần"),
        "codes-off": _("tắt mã một lần"),
        "locked": _("khóa"),
        "unlocked": _("mở khóa"),
        "granted": _("giao vai trò"),
        "grant-revoked": _("thu vai trò"),
        "sessions-ended": _("kết thúc phiên"),
        "office-linked": _("nối với tài khoản của cơ quan"),
        "office-unlinked": _("gỡ khỏi tài khoản của cơ quan"),
        "token-created": _("tạo khóa truy cập"),
        "token-revoked": _("thu khóa truy cập"),
        "audit-verified": _("kiểm tra nhật ký"),
    }


def roles() -> dict[str, str]:
    """What each role is called."""
    return {
        "viewer": _("lãnh đạo"),
        "analyst": _("chuyên viên"),
        "reporter": _("người báo cáo"),
        "approver": _("người duyệt"),
        "editor": _("người soạn"),
        "operator": _("người vận hành"),
        "administrator": _("người quản trị"),
    }
