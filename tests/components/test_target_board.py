"""The board says state, chance and what is asked of each target, and how many more there are."""

from components.chips import TargetState, target_chip
from components.target_board import Goal, Group, board, chance_bar, tally
from tests.pages.drawing import addresses, every, words

GOAL = Goal("Tăng trưởng GDP", "/targets/106", "Việt Nam", "≥ 10%", TargetState.OFF_TRACK, "dự báo 8,97%", 0.0749)
MET = Goal("Bao phủ bảo hiểm y tế", "/targets/100", "Việt Nam", "95,15%", TargetState.MET, "thực hiện 95,15%")


def test_a_card_says_what_is_asked_how_it_stands_and_how_likely() -> None:
    said = words(board([Group("bad", "khó đạt", 1, "/targets?state=bad", [GOAL])]))
    for part in ("Tăng trưởng GDP", "≥ 10%", "▼ khó đạt", "7%", "dự báo 8,97%"):
        assert part in said


def test_a_year_that_is_over_has_no_chance_and_simulated_figures_are_marked() -> None:
    assert "%" not in words(board([Group("good", "đạt", 1, "", [MET])])).replace("95,15%", "")
    simulated = Goal(MET.name, MET.href, MET.who, MET.asked, MET.state, simulated=True)
    assert "mô phỏng" in words(board([Group("good", "đạt", 1, "", [simulated])]))


def test_a_column_counts_all_its_targets_and_leads_to_those_that_are_not_shown() -> None:
    column = board([Group("bad", "khó đạt", 41, "/targets?state=bad", [GOAL])])
    assert "và 40 mục tiêu khác" in words(column)
    assert "Xem mọi tình hình" in str(board([Group("bad", "khó đạt", 1, "/targets", [GOAL], chosen=True)]))
    assert addresses(column).count("/targets?state=bad") == 2
    assert "mục tiêu khác" not in words(board([Group("bad", "khó đạt", 1, "", [GOAL])]))


def test_the_parts_of_the_bar_are_as_large_as_the_groups() -> None:
    bar = tally([Group("bad", "", 3, "", []), Group("good", "", 0, "", []), Group("none", "", 5, "", [])])
    assert [one.style["flexGrow"] for one in bar.children] == [3, 5]


def test_a_chance_is_a_bar_with_its_figure_and_never_certain() -> None:
    assert every(chance_bar(0.31), "Span")[2].style == {"width": "31.0%"}
    assert words(chance_bar(0.9999)) == ">99%"
    assert words(chance_bar(0.0001)) == "<1%"


def test_a_chip_with_a_chance_leads_to_its_target() -> None:
    chip = target_chip("off_track", "≥ 10%", chance=0.0749, href="/targets/106")
    assert (words(chip), chip.href) == ("▼ Mục tiêu ≥ 10% · khó đạt (7%)", "/targets/106")
    assert chip.title == "Khó đạt mục tiêu · xác suất đạt 7%"
    assert words(target_chip("met", short=True)) == "✓ đạt"


def test_two_states_never_share_a_sign_within_a_tone() -> None:
    from components.chips import target_look

    looks = [target_look(state) for state in TargetState]
    assert len(set(looks)) == len(looks)
