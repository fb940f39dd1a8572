"""What every form of a pack says in the same words."""

from components.formatting import day, moment, number
from components.language import _
from exports.packs.contents import Briefing


def opening(briefing: Briefing) -> list[str]:
    """Lines under the title: what was known, when it was made, and that figures in it are simulated."""
    stamp = briefing.stamp
    lines = [briefing.subtitle] if briefing.subtitle else []
    if stamp.as_of is not None:
        lines.append(_("Như đã biết đến hết ngày {day}").format(day=day(stamp.as_of)))
    words = _("Lần phát hành {issue}, lập lúc {moment}, bản số liệu {version}")
    lines.append(words.format(issue=briefing.issue, moment=moment(stamp.made_at), version=stamp.data_version))
    if briefing.simulated:
        lines.append(_("Có số liệu mô phỏng: chỗ nào có đều ghi rõ, không dùng để điều hành"))
    return lines


def agenda_word() -> str:
    return _("Nội dung")


def changes_word() -> str:
    return _("Thay đổi so với lần phát hành trước")


def appendix_word() -> str:
    return _("Phụ lục: nguồn và định nghĩa")


def sources_word() -> str:
    return _("Nguồn số liệu")


def definitions_word() -> str:
    return _("Định nghĩa chỉ tiêu")


def figure_word(place: int, title: str) -> str:
    return _("Hình {number}. {title}").format(number=place, title=title)


def table_word(place: int, title: str) -> str:
    return _("Bảng {number}. {title}").format(number=place, title=title)


def figure_label() -> str:
    """The word before the number of a figure, by which Word counts them."""
    return _("Hình {number}. {title}").split(" ", 1)[0]


def table_label() -> str:
    """The word before the number of a table, by which Word counts them."""
    return _("Bảng {number}. {title}").split(" ", 1)[0]


def contents_word() -> str:
    return _("Mục lục")


def figures_word() -> str:
    return _("Danh mục hình")


def tables_word() -> str:
    return _("Danh mục bảng")


def continued(title: str) -> str:
    """The caption of a table on its further pages."""
    return _("{title} (tiếp theo)").format(title=title)


def cut_rows(shown: int, count: int) -> str:
    """That a table goes on, and where all of it is."""
    words = _("Ở đây là {shown} dòng đầu của {count} dòng; toàn bộ ở dạng XLSX và ZIP của tập tài liệu này.")
    return words.format(shown=number(shown), count=number(count))
