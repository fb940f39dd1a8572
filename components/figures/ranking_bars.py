"""Units side by side as horizontal bars, best first, with the nation as a line."""

from typing import Any

import pandas as pd

from components.figures.parts import Drawn, FigureDict, hatched, local_name, rows_of, value_text, value_ticks
from components.figures.shapes import value_axis
from components.formatting import MINUS, is_missing, status_word, with_unit
from components.language import _, language
from components.theme import Tokens, base_layout, tokens
from data.records import Indicator, Status
from exports.content import Category, Kind, Mark, Series, Shape

ROW = 19
EDGES = 46


def ranking_height(frame: pd.DataFrame) -> int:
    """The height that gives every unit its own readable row, in px."""
    return max(160, EDGES + ROW * len(frame))


def ranking_bars(
    frame: pd.DataFrame, indicator: Indicator, *, highlight: str | None = None, nation: float | None = None
) -> FigureDict:
    """The frame of a ranking (entity, name_vi, name_en, value, status, rank), best at the top.

    `highlight` is the code of one unit to stand out; clicks find the code in `customdata`. Use `ranking_height` for
    the frame, so that 34 or 63 names stay readable.
    """
    rows = [row for row in rows_of(frame) if not is_missing(row.value)]
    if not rows:
        return {"data": [], "layout": {}}
    values = [float(row.value) for row in rows]
    axis = value_ticks(values if nation is None else [*values, nation], zero=True)
    layout = base_layout(
        xaxis={**axis, "showgrid": True, "side": "top"},
        yaxis={
            "range": [len(rows) - 0.4, -0.6],
            "showgrid": False,
            "zeroline": False,
            "tickvals": list(range(len(rows))),
            "ticktext": [_label(row, highlight) for row in rows],
            "tickfont": {"color": tokens().fg, "size": 11},
        },
        bargap=0.28,
        margin={"t": 6, "r": 64},
        hovermode="y",
    )
    if nation is not None:
        layout["shapes"], layout["annotations"] = _nation(nation, indicator)
    traces = [_trace(rows, values, indicator, highlight), _figures(values, indicator, axis["range"][1])]
    return Drawn(traces, layout, lambda: _shape(rows, values, indicator, highlight, nation))


def _shape(
    rows: list[Any], values: list[float], indicator: Indicator, highlight: str | None, nation: float | None
) -> Shape:
    """The units in their order, and the nation as what they are held against."""
    marks = () if nation is None else (Mark(_("Cả nước"), nation, nation, 0, len(rows) - 1, "reference"),)
    return Shape(
        kind=Kind.RANKING,
        categories=tuple(Category(f"{row.rank}. {local_name(row)}", str(row.entity)) for row in rows),
        category_word=_("Địa phương"),
        series=(
            Series(
                indicator.short(language()),
                tuple(values),
                tuple(str(row.status) for row in rows),
                indicator.unit(language()),
                indicator.decimals,
                form="bar",
            ),
        ),
        marks=marks,
        axes=value_axis(indicator),
        strong=frozenset(index for index, row in enumerate(rows) if row.entity == highlight),
    )


def _label(row: Any, highlight: str | None) -> str:
    text = f"{row.rank}. {local_name(row)}"
    return f"<b>{text}</b>" if row.entity == highlight else text


def _trace(rows: list[Any], values: list[float], indicator: Indicator, highlight: str | None) -> dict[str, Any]:
    look = tokens()
    return {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": list(range(len(rows))),
        "customdata": [row.entity for row in rows],
        "hovertext": [_hover(row, indicator) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "color": [look.accent if row.entity == highlight else look.accent_weak for row in rows],
            "pattern": _pattern(rows, highlight, look),
            "cornerradius": 2,
        },
    }


def _figures(values: list[float], indicator: Indicator, edge: float) -> dict[str, Any]:
    """The figures under each other at the right edge, where no bar or line crosses them."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [edge] * len(values),
        "y": list(range(len(values))),
        "text": right_aligned([value_text(value, indicator) for value in values]),
        "textposition": "middle right",
        "textfont": {"color": tokens().fg, "size": 11},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def right_aligned(texts: list[str]) -> list[str]:
    """Texts made equally wide by blanks as wide as a figure or a point, since plotly starts them all at one edge."""
    signs = [sum(not letter.isalnum() and letter != MINUS for letter in text) for text in texts]
    figures = [len(text) - count for text, count in zip(texts, signs, strict=True)]
    return [
        "\N{FIGURE SPACE}" * (max(figures) - own) + "\N{PUNCTUATION SPACE}" * (max(signs) - points) + text
        for text, own, points in zip(texts, figures, signs, strict=True)
    ]


def _pattern(rows: list[Any], highlight: str | None, look: Tokens) -> dict[str, Any]:
    """Hatching tells simulated bars from official ones; where all are simulated the frame's mark says it better."""
    simulated = [row.status == Status.SIMULATED for row in rows]
    inks = [look.accent if row.entity == highlight else look.accent_weak for row in rows]
    return {**hatched([False] * len(rows) if all(simulated) else simulated, look), "fgcolor": inks}


def _hover(row: Any, indicator: Indicator) -> str:
    mark = "" if row.status == Status.NORMAL else f" · {status_word(row.status)}"
    return f"{local_name(row)}<br><b>{with_unit(float(row.value), indicator)}</b>{mark}"


def _nation(value: float, indicator: Indicator) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    look = tokens()
    line = {"color": look.gold, "width": 1.4, "dash": "dash"}
    shape = {
        "type": "line",
        "x0": value,
        "x1": value,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": line,
        "layer": "below",
    }
    note = {
        "x": value,
        "yref": "paper",
        "y": 0,
        "yanchor": "bottom",
        "xanchor": "left",
        "xshift": 4,
        "text": _("Cả nước {value}").format(value=value_text(value, indicator)),
        "showarrow": False,
        "font": {"color": look.gold, "size": 11},
        "bgcolor": look.panel,
    }
    return [shape], [note]
