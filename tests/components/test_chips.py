import pytest

from components.chips import TargetState, chip, status_chip, status_chips, target_chip, target_word
from data.records import Status
from data.targets import State


@pytest.mark.parametrize("state", TargetState)
def test_every_state_has_icon_word_and_colour(state):
    made = target_chip(state)
    icon, word = made.children
    assert icon.children
    assert word.lower() == target_word(state).lower()
    assert "tc-chip--" in made.className


def test_every_reading_of_a_target_has_a_chip():
    assert {TargetState(one.value) for one in State} == set(TargetState) - {TargetState.NO_TARGET}


def test_a_chip_with_detail_says_target_and_state():
    assert target_chip("missed", "≥ 10%").children[1] == "Mục tiêu ≥ 10% · không đạt"


def test_official_figures_need_no_mark():
    assert status_chip("A") is None
    assert status_chip(Status.SIMULATED).children == "mô phỏng"


def test_marks_come_once_each_with_simulated_first():
    assert [one.children for one in status_chips("AESSA")] == ["mô phỏng", "ước tính"]


def test_the_icon_is_hidden_from_screen_readers():
    assert chip("đạt", icon="✓").children[0].to_plotly_json()["props"]["aria-hidden"] == "true"
