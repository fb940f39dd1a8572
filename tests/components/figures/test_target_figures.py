"""The matrix of targets, the path of a chance, and the fan held against a target."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from components.chips import TargetState
from components.figures.chance_path import Said, chance_path
from components.figures.fan import Fan
from components.figures.target_fan import Aim, target_fan
from components.figures.target_heatmap import TargetCell, target_heatmap, target_heatmap_height
from components.theme import contrast, mixed, readable_on
from data.periods import quarter
from data.records import Indicator, Target

MISSED = TargetCell(TargetState.OFF_TRACK, 0.07, "≥ 10%", "≥ 10", "8,97%", "/targets/106")
MET = TargetCell(TargetState.MET, None, "< 4%", "< 4", "2,52%", "/targets/96")
CELLS = {("Hà Nội", "GRDP"): MISSED, ("Huế", "Thất nghiệp"): MET}


def test_a_cell_has_the_colour_of_its_tone_its_sign_and_its_chance() -> None:
    colours, words = target_heatmap(CELLS, ["Hà Nội", "Huế"], ["GRDP", "Thất nghiệp"])["data"]
    assert colours["z"][0][0] != colours["z"][1][1]
    assert (colours["z"][0][1], colours["z"][1][0]) == (None, None)
    assert colours["customdata"][0][0] == "/targets/106"
    assert words["text"] == ["▼ 7%", "✓"]
    assert "xác suất đạt 7%" in colours["text"][0][0]
    assert target_heatmap(CELLS, ["Hà Nội"], ["GRDP"], asked=True)["data"][1]["text"] == ["▼<br>≥ 10"]


def test_words_read_on_every_colour_of_both_themes() -> None:
    from components.figures import target_heatmap as module
    from components.theme import tokens

    for theme in ("light", "dark"):
        look = tokens(theme)
        for tone in module.TONES:
            ground = module._laid_on(tone, look)
            assert contrast(readable_on(ground), ground) >= 4.5, (theme, tone)


def test_nothing_gives_an_empty_figure_and_each_row_has_its_height() -> None:
    assert target_heatmap({}, [], []) == {"data": [], "layout": {}}
    assert target_heatmap_height(34, 20) - target_heatmap_height(33, 20) == 24
    assert target_heatmap_height(1, 3) < target_heatmap_height(1, 20)


@pytest.mark.parametrize(("share", "colour"), [(1.0, "#b42318"), (0.0, "#ffffff"), (0.5, "#da918c")])
def test_a_colour_is_laid_over_another(share: float, colour: str) -> None:
    assert mixed("#b42318", "#ffffff", share) == colour


def test_the_path_of_a_chance_is_a_step_at_each_day_and_hollow_where_it_was_worked_out_later() -> None:
    said = [
        Said(date(2026, 9, 30), TargetState.AT_RISK, 0.6, "có số mới", afterwards=True),
        Said(date(2026, 10, 31), TargetState.OFF_TRACK, 0.4, "có số mới", afterwards=False),
    ]
    figure = chance_path(said, on_track=0.8, at_risk=0.5)
    (line,) = figure["data"]
    assert (line["y"], line["line"]["shape"]) == ([0.6, 0.4], "hv")
    assert line["marker"]["color"][0] != line["marker"]["line"]["color"][0]
    assert line["marker"]["color"][1] == line["marker"]["line"]["color"][1]
    assert "tính lại theo số đã biết ngày ấy" in line["hovertext"][0]
    assert figure.shape().series[0].values == (60.0, 40.0)
    assert chance_path([], on_track=0.8, at_risk=0.5) == {"data": [], "layout": {}}


def test_the_fan_shows_what_the_quarter_to_come_must_reach(growth: Indicator) -> None:
    target = Target(1, "GRO01", 1, "QH", 2026, 2026, ">=", 10.0, None, "%", "NQ", None, None, None, "high", "law")
    points = {"period": ["2026-Q4"], "mean": [8.8], "lower_80": [7.0], "upper_80": [10.5]}
    fan = Fan(pd.DataFrame({**points, "lower_95": [6.0], "upper_95": [11.5]}), quarter(2026, 3), 9.95)
    frame = pd.DataFrame(
        {"period": ["2026-Q2", "2026-Q3"], "value": [8.39, 9.95], "status": ["A", "A"], "period_end": ["", ""]}
    )
    figure = target_fan(frame, growth, fan, target, Aim(("2026-Q4",), 12.87))
    needed = figure["data"][-1]
    assert (needed["y"], needed["name"]) == ([12.87], "cần để đạt mục tiêu")
    assert figure["layout"]["yaxis"]["range"][1] >= 12.87
    assert len(target_fan(frame, growth, fan, target)["data"]) == len(figure["data"]) - 1
    assert target_fan(frame, growth, replace(fan, points=fan.points.iloc[:0]), target) == {"data": [], "layout": {}}
