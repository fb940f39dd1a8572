import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dash import dcc, html

from components.chart_frame import chart_frame, graph_id
from components.columns import series_columns
from exports.forms import FORMS
from tests.components.test_cards import text_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def framed(series, growth):
    frame = series(["2026-Q1", "2026-Q2"], [7.94, None], ["A", "E"])

    def make(**changes):
        given = {
            "figure": {"data": [{"type": "bar"}], "layout": {}},
            "id": "gdp",
            "title": "Tăng trưởng GDP, theo quý",
            "unit": "%",
            "source": "Cục Thống kê",
            "data_date": date(2026, 10, 6),
            "caption": "GDP tăng dần.",
            "marks": ["A", "E", "S"],
            "boundary": "2025",
            "table": frame,
            "columns": series_columns(growth),
        } | changes
        return chart_frame(given.pop("figure"), **given)

    return make


def parts(component, kind):
    found = [component] if isinstance(component, kind) else []
    children = getattr(component, "children", None)
    for child in children if isinstance(children, list) else [children]:
        if hasattr(child, "to_plotly_json"):
            found += parts(child, kind)
    return found


def test_a_chart_says_title_unit_source_day_marks_and_map(framed):
    words = text_of(framed())
    for expected in ("Tăng trưởng GDP, theo quý", "%", "Nguồn: Cục Thống kê", "số liệu đến 06/10/2026"):
        assert expected in words
    assert "có số ước tính, mô phỏng · theo địa giới 34 tỉnh, thành phố" in words


def test_nothing_can_be_sent_to_a_cloud(framed):
    (graph,) = parts(framed(), dcc.Graph)
    assert graph.id == graph_id("gdp")
    assert graph.config["showSendToCloud"] is False
    assert graph.config["plotlyServerURL"] == ""
    assert graph.config["displayModeBar"] is False


def test_readers_who_cannot_see_get_the_caption(framed):
    props = framed().to_plotly_json()["props"]
    assert props["aria-labelledby"] == "gdp-title"
    drawn = framed().children[1].to_plotly_json()["props"]
    assert (drawn["role"], drawn["aria-label"]) == ("img", "GDP tăng dần.")


def test_the_table_holds_figures_for_machines_and_for_people(framed):
    table = json.loads(framed().to_plotly_json()["props"]["data-table"])
    value = next(one for one in table["columns"] if one["key"] == "value")
    assert value["raw"] == [7.94, None]
    assert value["shown"] == ["7,94", "…"]
    assert framed().to_plotly_json()["props"]["data-file"] == "tang-truong-gdp-theo-quy"


def test_an_empty_chart_says_why_and_draws_no_axes(framed):
    for made in (framed(figure=None, empty_reason="Chưa có."), framed(figure={"data": [], "layout": {}})):
        assert not parts(made, dcc.Graph)
    assert "Chưa có." in text_of(framed(figure=None, empty_reason="Chưa có."))


def forms_of(made: Any) -> list[str]:
    props = [one.to_plotly_json()["props"] for one in parts(made, html.Button)]
    return [one["data-tc-export"] for one in props if "data-tc-export" in one]


def test_every_chart_offers_every_form(framed):
    assert set(forms_of(framed())) == set(FORMS)


def test_an_empty_chart_offers_no_picture(framed):
    offered = forms_of(framed(figure=None, empty_reason="Chưa có."))
    assert offered == [name for name in offered if not FORMS[name].picture]
    assert offered


def test_without_a_table_there_is_no_table_button(framed):
    actions = [one.to_plotly_json()["props"].get("data-tc-action") for one in parts(framed(table=None), html.Button)]
    assert "table" not in actions


def test_no_other_module_makes_a_graph():
    makers = [
        path.name
        for folder in ("components", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if "Graph(" in path.read_text(encoding="utf-8")
    ]
    assert makers == ["chart_frame.py"]
