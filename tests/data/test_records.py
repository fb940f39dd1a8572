"""Records answer in the language they are asked in."""

import pytest
from sqlalchemy import Engine

from data.questions import Questions


@pytest.mark.parametrize(
    ("language", "weight", "licence", "source"),
    [
        ("vi", "dân số trung bình (LAB14)", "Số liệu thống kê nhà nước công bố", "mô tả do dự án soạn;"),
        ("en", "average population (LAB14)", "State statistics, publicly released", "catalogue entry written for"),
    ],
)
def test_an_indicator_says_where_it_comes_from_in_both_languages(
    small_warehouse: Engine, language: str, weight: str, licence: str, source: str
) -> None:
    one = Questions(small_warehouse).indicator("GRO06")
    assert one.weight(language) == weight
    assert one.licence_text(language).startswith(licence)
    assert one.source_text(language).startswith(source)


def test_an_indicator_that_is_not_weighted_names_no_weight(small_warehouse: Engine) -> None:
    one = Questions(small_warehouse).indicator("TRD01")
    assert (one.weight("vi"), one.weight("en")) == (None, None)
