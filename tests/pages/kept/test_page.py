from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dash import dcc, html
from dash._utils import to_json

from pages.kept.page import Drawing, from_bytes, written


@pytest.mark.parametrize(
    "part",
    [
        None,
        "</script><b>Hà Nội & Huế</b>",
        [html.Div([html.Span("9,05 %", title="a/b"), None, 7, 1.5, float("nan")], **{"data-x": "<>"})],
        dcc.Graph(figure={"data": [{"x": np.array([1.0, np.nan]), "y": [date(2026, 1, 5), datetime(2026, 1, 5, 7)]}]}),
        {"frame": pd.Series([1.0, 2.0]), "missing": pd.NA, "moment": pd.Timestamp("2026-01-05"), 3: "a number as key"},
        {"text": "line\u2028line"},
    ],
)
def test_a_page_is_written_as_dash_writes_it(part: Any) -> None:
    assert written(part) == (to_json(part) or "null").encode().replace(b"\\u2028", "\u2028".encode())


def test_another_worker_reads_the_same_page_without_what_can_be_taken_from_it() -> None:
    outer = {"type": "Div", "namespace": "dash_html_components", "props": {"id": "a\nb"}}
    drawn = Drawing(outer, b'["x"]', frozenset(), {})
    kept = drawn.to_bytes()
    assert kept is not None
    read = from_bytes(kept)
    assert (to_json(read.page), read.offers) == (to_json(drawn.page), None)
    assert Drawing(outer, b"[]", frozenset({(1, 2)}), {}).to_bytes() is None, "restricted figures are for nobody else"
