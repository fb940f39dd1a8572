"""What was read from notes is gathered once for each note and comparison, what waits for a person first."""

from dataclasses import replace

from data.questions import Questions
from data.records import Target
from data.targets.readings import readings_of

ABOUT = Target(
    1, "PRI03", 1, "QH", 2026, 2026, "about", 4.5, None, "%", "NQ", None, None, "khoảng", "high", "law", number=1
)  # fmt: skip


def test_targets_with_the_same_note_and_comparison_are_one_reading() -> None:
    other, band = replace(ABOUT, number=2, value=4.0), replace(ABOUT, number=3, operator="between", value_high=5.0)
    found = readings_of([ABOUT, other, band])
    assert [(one.operator, one.words, len(one.targets)) for one in found] == [
        ("about", "khoảng", 2),
        ("between", "khoảng", 1),
    ]


def test_what_is_confirmed_comes_last_and_what_has_no_note_not_at_all() -> None:
    settled = [replace(ABOUT, number=number, note="dưới 4%", operator="<", confirmed=True) for number in (2, 3)]
    found = readings_of([*settled, replace(ABOUT, number=4, note=None), ABOUT])
    assert [one.confirmed for one in found] == [False, True]


def test_every_note_of_the_catalogue_is_among_them(real: Questions) -> None:
    every = real.target_relatives()
    noted = {one.number for one in every if one.note}
    assert {target.number for one in readings_of(every) for target in one.targets} == noted
    assert len(every) == 255
