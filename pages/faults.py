"""Why rows of a file were refused, in words for the person who mends it; the loader's own words are for operators."""

from components.language import _


def fault_word(code: str) -> str:
    """A kind of fault in a sentence; a kind without words of its own says that the check failed."""
    return {
        "not_readable": _("Không đọc được tệp"),
        "too_large": _("Tệp quá lớn"),
        "encoding": _("Tệp không ghi theo bảng mã UTF-8"),
        "corrupt": _("Tệp hỏng hoặc bị cắt cụt"),
        "empty": _("Tệp không có dòng số liệu nào"),
        "sheet": _("Không có trang tính cần tìm"),
        "heading_missing": _("Thiếu cột bắt buộc"),
        "heading_duplicated": _("Hai cột cùng tên"),
        "heading_unknown": _("Cột không rõ nghĩa"),
        "decimal_ambiguous": _("Không rõ dấu thập phân là phẩy hay chấm"),
        "row_shape": _("Số ô của dòng không khớp tiêu đề"),
        "formula": _("Ô chứa công thức, không phải giá trị"),
        "cell_error": _("Ô báo lỗi của bảng tính"),
        "indicator_unknown": _("Không có chỉ tiêu mang mã này"),
        "entity_unknown": _("Không có đơn vị mang mã này"),
        "vintage_wrong": _("Mã đơn vị thuộc danh sách của thời kỳ khác"),
        "vintage_needed": _("Mã có ở hai danh sách: cần ghi rõ danh sách nào"),
        "level": _("Chỉ tiêu không có ở cấp này"),
        "period": _("Kỳ viết không đúng"),
        "period_future": _("Kỳ chưa bắt đầu khi số liệu được ghi nhận"),
        "value_text": _("Giá trị không phải là số"),
        "value_not_finite": _("Giá trị vô hạn hoặc không xác định"),
        "value_missing": _("Thiếu giá trị"),
        "value_unexpected": _("Có giá trị nơi trạng thái là chưa có số liệu"),
        "value_range": _("Giá trị ngoài khoảng có thể đúng"),
        "decimal_mixed": _("Cột dùng lẫn hai kiểu dấu thập phân"),
        "status": _("Trạng thái không có trong danh mục"),
        "recorded_at": _("Ngày ghi nhận không đúng"),
        "recast": _("Số đã tính lại theo địa giới khác, không phải số gốc"),
        "duplicate": _("Lặp lại với giá trị khác"),
        "already_recorded": _("Đã có giá trị khác ghi nhận cùng lúc"),
    }.get(code, _("Không đạt kiểm tra"))


def wanted_word(code: str, expected: str | None) -> str:
    """What was expected instead; where that is a list of forms or limits, the loader's own list."""
    return {
        "not_readable": _("tệp XLSX, hoặc CSV ghi theo UTF-8"),
        "too_large": _("tệp nhỏ hơn, hoặc nâng giới hạn bằng --max-mb"),
        "encoding": _("lưu lại thành CSV UTF-8"),
        "corrupt": _("bản lưu đầy đủ của tệp"),
        "empty": _("dòng tiêu đề và các dòng số liệu bên dưới"),
        "decimal_ambiguous": _("nói rõ bằng --decimal point hoặc --decimal comma"),
        "row_shape": _("mỗi ô có số liệu nằm dưới một tiêu đề"),
        "formula": _("chính giá trị đó (trong Excel: sao chép rồi dán dạng giá trị)"),
        "cell_error": _("một giá trị, hoặc ô trống với trạng thái M"),
        "indicator_unknown": _("mã trong danh mục, như GRO01"),
        "entity_unknown": _("mã như VN, 01 hoặc BTC"),
        "level": _("VN, hoặc một chỉ tiêu có ở cấp tỉnh"),
        "period_future": _("kỳ đã bắt đầu, hoặc trạng thái F nếu là dự báo"),
        "value_text": _("các chữ số với một dấu thập phân, không kèm đơn vị, dấu % hay dấu cách"),
        "value_not_finite": _("một số, hoặc ô trống với trạng thái M"),
        "value_missing": _("một số, hoặc trạng thái M khi chưa có số liệu"),
        "value_unexpected": _("ô trống, hoặc trạng thái khác"),
        "value_range": (expected or "…").replace(" to ", " – "),
        "decimal_mixed": _("một kiểu dấu thập phân trong cả tệp"),
        "recast": _("bản xuất với --boundary reported"),
        "duplicate": _("một số cho mỗi kỳ, hoặc ngày ghi nhận khác nhau"),
    }.get(code, expected or "…")
