"""The ends of a ranking: a bar begins at zero, or is none."""

import re

import pandas as pd
import pytest

from components.wall.ranked import ranked_bars
from data.records import Indicator


def ranking(*values: float) -> pd.DataFrame:
    rows = [
        {"entity": str(at), "name_vi": f"t{at}", "name_en": f"t{at}", "value": value, "status": "A", "rank": at + 1}
        for at, value in enumerate(values)
    ]
    return pd.DataFrame(rows)


def test_bars_are_as_long_as_their_figures(growth: Indicator) -> None:
    html = str(ranked_bars(ranking(10.0, 5.0, 2.5), growth, 6))
    assert re.findall(r"width:([\d.]+)%", html) == ["100.0", "50.0", "25.0"]
    assert "--cut" not in html


@pytest.mark.parametrize("values", [(63.1, 58.0, 45.9), (5.0, 5.0)])
def test_figures_that_are_all_alike_are_dots_and_not_bars(growth: Indicator, values: tuple[float, ...]) -> None:
    html = str(ranked_bars(ranking(*values), growth, 6))
    assert "width:" not in html
    assert html.count("w-ranked__bar--cut") == len(values)
