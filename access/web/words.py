"""The words of the door's forms and of the audit trail, in the reader's language."""

from components.language import _


def words() -> dict[str, str]:
    """The words of every form, by the names that the templates use."""
    return _of_every_page() | _of_accounts() | _of_codes() | _of_tokens() | _of_people() | _of_the_trail()


def _of_every_page() -> dict[str, str]:
    return {
        "again": _("Nhập lại mật khẩu"),
        "advice": _("Mật khẩu dài ít nhất 12 ký tự; một câu dễ nhớ tốt hơn một từ khó nhớ."),
        "code": _("Mã một lần hoặc mã dự phòng (nếu đã bật)"),
        "home": _("Về trang tổng quan"),
        "leave_office": _("Đăng xuất cả tài khoản của cơ quan"),
        "log_in": _("Đăng nhập"),
        "log_out": _("Đăng xuất"),
        "menu": _("Các trang của tài khoản"),
        "name": _("Tên đăng nhập"),
        "new_password": _("Mật khẩu mới"),
        "once": _("Chỉ hiện một lần. Rời trang này là không xem lại được."),
        "or_password": _("hoặc bằng mật khẩu"),
        "password": _("Mật khẩu"),
        "present": _("Mật khẩu hiện nay"),
        "set_password": _("Đặt mật khẩu"),
    }


def _of_accounts() -> dict[str, str]:
    return {
        "address": _("Địa chỉ"),
        "agent": _("Trình duyệt"),
        "change": _("Đổi mật khẩu"),
        "desk": _("Máy này đang chạy tại chỗ, chưa có tài khoản nào, nên không cần đăng nhập."),
        "desk_first": _("Mời người quản trị đầu tiên"),
        "end": _("Kết thúc"),
        "end_others": _("Kết thúc mọi phiên khác"),
        "end_all": _("Kết thúc mọi phiên"),
        "no_roles": _("Chưa có vai trò nào."),
        "no_sessions": _("Không có phiên nào đang mở."),
        "no_password": _("Tài khoản này đăng nhập qua cơ quan, không có mật khẩu riêng."),
        "opened": _("Mở lúc"),
        "roles": _("Vai trò"),
        "seen": _("Dùng lần cuối"),
        "sessions": _("Các phiên đang mở"),
        "this_one": _("phiên này"),
    }


def _of_codes() -> dict[str, str]:
    return {
        "account": _("Tài khoản"),
        "codes": _("Mã một lần"),
        "codes_are_off": _("Đang tắt. Khi bật, mỗi lần đăng nhập cần thêm mã sáu chữ số từ ứng dụng trên điện thoại."),
        "codes_are_on": _("Đang bật. Còn {count} mã dự phòng chưa dùng."),
        "codes_begin": _("Thiết lập mã một lần"),
        "codes_off": _("Tắt mã một lần"),
        "codes_on": _("Bật mã một lần"),
        "codes_renew": _("Tạo mã dự phòng mới"),
        "codes_scan": _("1. Quét hình bằng ứng dụng xác thực trên điện thoại, hoặc nhập khóa bằng tay."),
        "codes_type": _("2. Nhập mã sáu chữ số mà ứng dụng đang hiện."),
        "code_or_paper": _("Mã một lần hoặc mã dự phòng"),
        "code_six": _("Mã sáu chữ số"),
        "papers_kept": _("Tôi đã cất mã"),
        "papers_what": _("Mỗi mã dùng một lần, thay cho ứng dụng khi không có điện thoại. Hãy in ra và cất riêng."),
        "picture": _("Hình để quét"),
        "secret": _("Khóa nhập tay"),
    }


def _of_tokens() -> dict[str, str]:
    return {
        "days": _("Thời hạn dùng"),
        "days_count": _("{days} ngày"),
        "expires": _("Hết hạn"),
        "made_by": _("Người tạo"),
        "never": _("chưa dùng"),
        "new_token": _("Tạo khóa mới"),
        "no_tokens": _("Chưa có khóa nào."),
        "reads": _("chỉ đọc"),
        "reads_or_writes": _("Được làm gì"),
        "revoke": _("Thu hồi"),
        "state": _("Trạng thái"),
        "to_tokens": _("Về danh sách khóa"),
        "token": _("Khóa"),
        "token_header": _("Gửi kèm mỗi yêu cầu trong đầu mục:"),
        "token_kind": _("Khóa của ai"),
        "token_mine": _("của tôi: không hơn vai trò của tôi, mất theo tài khoản"),
        "token_machine": _("của máy: tự đứng, không gắn với người nào"),
        "token_screen": _("của màn hình lớn: mở được các cảnh dưới đây và không gì khác"),
        "screen_link": _("Mở liên kết này trên màn hình, mỗi lần khởi động:"),
        "screen_shows": _("màn hình:"),
        "token_name": _("Tên khóa, dùng vào việc gì"),
        "token_own_roles": _("Trong các vai trò của tôi"),
        "tokens_what": _("Khóa cho máy, phần mềm hoặc màn hình vào hệ thống thay mật khẩu."),
        "until": _("Đến {moment}"),
        "writes": _("đọc và ghi"),
    }


def _of_people() -> dict[str, str]:
    return {
        "add": _("Giao thêm vai trò"),
        "by_them": _("Việc người này đã làm"),
        "choose": _("Chọn…"),
        "codes_off_for": _("Tắt mã một lần của người này"),
        "codes_state_off": _("tắt"),
        "codes_state_on": _("bật"),
        "created": _("Tạo lúc {moment}, bởi {name}"),
        "display": _("Tên hiển thị"),
        "invite": _("Mời người mới"),
        "invite_again": _("Tạo lại liên kết mời"),
        "invite_do": _("Tạo tài khoản và liên kết"),
        "link_hours": _("Dùng được một lần, trong {hours} giờ. Hãy chuyển riêng cho người nhận."),
        "lock": _("Khóa tài khoản"),
        "lock_what": _("Khóa thì mọi phiên, liên kết và khóa truy cập của người này ngừng ngay."),
        "machines": _("Khóa truy cập còn dùng được"),
        "nobody": _("Không có ai khớp."),
        "nobody_yet": _("Chưa có ai."),
        "of_them": _("Việc liên quan đến người này"),
        "remove": _("Thu"),
        "reset": _("Tạo liên kết đặt lại mật khẩu"),
        "role": _("Vai trò"),
        "scope": _("Trong phạm vi"),
        "search": _("Tìm theo tên"),
        "show": _("Lọc"),
        "to_people": _("Về danh sách người dùng"),
        "to_person": _("Về trang của người này"),
        "unlock": _("Mở khóa tài khoản"),
        "way_in": _("Đăng nhập"),
    }


def _of_the_trail() -> dict[str, str]:
    return {
        "all_deeds": _("mọi việc"),
        "anchor": _("Hãy ghi dòng này ở nơi khác, để sau này so lại:"),
        "at": _("Lúc"),
        "broken": _("Chuỗi nhật ký đã bị sửa hoặc mất dòng, từ dòng số {row}."),
        "checked": _("Kiểm tra lúc {moment}, bởi {name}."),
        "unfilter": _("Bỏ lọc"),
        "deed": _("Việc"),
        "detail": _("Chi tiết"),
        "download": _("Tải về CSV"),
        "download_most": _("Tệp có tối đa {most} dòng."),
        "filter": _("Lọc"),
        "from_day": _("Từ ngày"),
        "never_checked": _("Chưa kiểm tra chuỗi nhật ký lần nào."),
        "newest": _("Mới nhất"),
        "no_entries": _("Không có dòng nào khớp."),
        "number": _("Số"),
        "older": _("Cũ hơn"),
        "day_form": _("ngày/tháng/năm"),
        "subject": _("Đối tượng"),
        "to_day": _("Đến ngày"),
        "verify": _("Kiểm tra ngay"),
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
        "classified": _("đổi mức hạn chế"),
        "refused": _("bị từ chối"),
        "account-created": _("tạo tài khoản"),
        "invited": _("mời"),
        "reset-link-made": _("tạo liên kết đặt lại mật khẩu"),
        "password-set": _("đặt mật khẩu"),
        "codes-on": _("bật mã một lần"),
        "codes-off": _("tắt mã một lần"),
        "recovery-codes-made": _("tạo mã dự phòng mới"),
        "locked": _("khóa"),
        "unlocked": _("mở khóa"),
        "granted": _("giao vai trò"),
        "grant-revoked": _("thu vai trò"),
        "sessions-ended": _("kết thúc phiên"),
        "office-linked": _("nối với tài khoản của cơ quan"),
        "office-unlinked": _("gỡ khỏi tài khoản của cơ quan"),
        "token-created": _("tạo khóa truy cập"),
        "token-revoked": _("thu khóa truy cập"),
        "target-added": _("thêm mục tiêu"),
        "target-changed": _("sửa mục tiêu"),
        "target-withdrawn": _("rút mục tiêu"),
        "audit-verified": _("kiểm tra nhật ký"),
        "alert-commented": _("ghi ý kiến về cảnh báo"),
        "alert-acknowledged": _("nhận biết cảnh báo"),
        "alert-assigned": _("giao xử lý cảnh báo"),
        "alert-closed": _("đóng cảnh báo"),
        "alert-rule-written": _("ghi quy tắc cảnh báo"),
        "alert-recipient-added": _("thêm nơi nhận tin cảnh báo"),
        "alert-recipient-changed": _("sửa nơi nhận tin cảnh báo"),
        "alert-recipient-stopped": _("ngừng gửi tin cảnh báo"),
        "alert-recipient-resumed": _("gửi lại tin cảnh báo từ nay"),
        "alert-recipient-tried": _("gửi tin thử"),
        "alert-message-sent-again": _("gửi lại một tin cảnh báo"),
        "alert-message-dismissed": _("bỏ qua một tin cảnh báo"),
        "wall-steered": _("điều khiển màn hình"),
        "task-assigned": _("giao nhiệm vụ"),
        "task-noted": _("ghi tiến độ nhiệm vụ"),
        "task-changed": _("sửa nhiệm vụ"),
        "task-extended": _("gia hạn nhiệm vụ"),
        "task-done": _("ghi hoàn thành nhiệm vụ"),
        "task-reopened": _("mở lại nhiệm vụ"),
        "task-withdrawn": _("rút nhiệm vụ"),
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
