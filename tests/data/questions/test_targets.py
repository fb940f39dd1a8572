from datetime import date

import pytest

from data.questions import Questions


@pytest.mark.parametrize(
    ("day", "documents"),
    [
        ("2025-02-04", []),
        ("2025-02-05", ["Nghị quyết 25"]),
        ("2025-08-04", ["Nghị quyết 25"]),
        ("2025-08-05", ["Nghị quyết 226"]),
    ],
)
def test_the_target_in_force_is_the_one_of_the_day(ask: Questions, day: str, documents: list[str]) -> None:
    found = ask.targets(indicator=ask.indicator("GRO01"), as_of=date.fromisoformat(day))
    assert [target.document for target in found] == documents


def test_now_only_what_was_not_superseded(ask: Questions) -> None:
    (target,) = ask.targets(year=2025, entity=ask.nation())
    assert (target.document, target.operator, target.value, target.value_high) == (
        "Nghị quyết 226",
        "between",
        8.3,
        8.5,
    )
    assert target.indicator == "GRO01"


def test_no_target_is_an_empty_tuple(ask: Questions) -> None:
    assert ask.targets(year=2030) == ()
    assert ask.targets(entity=ask.entity("province", "01")) == ()
    assert ask.targets(indicator=ask.indicator("TRD01")) == ()
