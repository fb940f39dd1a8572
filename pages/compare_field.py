"""How the units that are compared all together are called: provinces, regions or ministries."""

from dataclasses import dataclass

from components.language import _
from pages.compare_asked import Asked


@dataclass(frozen=True, slots=True)
class FieldWords:
    """One unit, and what the charts of all of them are called; some with places for what they are about."""

    unit: str
    all_of_them: str
    grid: str
    dots: str
    correlated: str
    spread: str
    nothing: str


def words_of(asked: Asked) -> FieldWords:
    """The words for the field that is compared."""
    return {"province": _provinces, "region": _regions, "ministry": _ministries}[asked.field[0]]()


def _provinces() -> FieldWords:
    return FieldWords(
        unit=_("Địa phương"),
        all_of_them=_("Các tỉnh, thành phố"),
        grid=_("{indicator} của từng địa phương qua các kỳ"),
        dots=_("mỗi chấm một địa phương"),
        correlated=_("{count} địa phương; tương quan hạng {rho}."),
        spread=_("Các địa phương phân bố ra sao"),
        nothing=_("Chưa có số liệu của địa phương nào để so sánh."),
    )


def _regions() -> FieldWords:
    return FieldWords(
        unit=_("Vùng"),
        all_of_them=_("Các vùng"),
        grid=_("{indicator} của từng vùng qua các kỳ"),
        dots=_("mỗi chấm một vùng"),
        correlated=_("{count} vùng; tương quan hạng {rho}."),
        spread=_("Các vùng phân bố ra sao"),
        nothing=_("Chưa có số liệu của vùng nào để so sánh."),
    )


def _ministries() -> FieldWords:
    return FieldWords(
        unit=_("Bộ, ngành"),
        all_of_them=_("Các bộ, ngành"),
        grid=_("{indicator} của từng bộ, ngành qua các kỳ"),
        dots=_("mỗi chấm một bộ, ngành"),
        correlated=_("{count} bộ, ngành; tương quan hạng {rho}."),
        spread=_("Các bộ, ngành phân bố ra sao"),
        nothing=_("Chưa có số liệu của bộ, ngành nào để so sánh."),
    )
