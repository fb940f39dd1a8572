"""The overview written the way one writes it first: one query, one callback and one `dcc.Graph` for each thing.

The figures are the same as the product's; the tables are the obvious ones (a number for a key, an index for
series and one for units), and which revision counts is decided in each query.

Served by `python -m bench.naive FILE CODE...`.
"""

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import waitress
from dash import Dash, Input, Output, dcc, html

TABLES = """
CREATE TABLE indicator AS SELECT id, code, name_vi, unit_vi FROM w.indicator;
CREATE TABLE entity AS SELECT id, kind, code, vintage, name_vi FROM w.entity;
CREATE TABLE tile AS SELECT * FROM w.tile;
CREATE TABLE target AS SELECT * FROM w.target;
CREATE TABLE fact (
  id INTEGER PRIMARY KEY, indicator_id INTEGER, entity_id INTEGER, grain TEXT, period_end DATE, recorded_at DATETIME,
  value REAL, status TEXT, source_id INTEGER
);
INSERT INTO fact (indicator_id, entity_id, grain, period_end, recorded_at, value, status, source_id)
  SELECT indicator_id, entity_id, grain, period_end, recorded_at, value, status, source_id FROM w.observation;
CREATE INDEX fact_series ON fact (indicator_id, entity_id, period_end);
CREATE INDEX fact_entity ON fact (entity_id);
CREATE UNIQUE INDEX indicator_code ON indicator (code);
"""
KNOWN = """
SELECT * FROM (
  SELECT f.*, row_number() OVER (PARTITION BY f.grain, f.period_end ORDER BY f.recorded_at DESC) AS newest
  FROM fact f JOIN indicator i ON i.id = f.indicator_id JOIN entity e ON e.id = f.entity_id
  WHERE i.code = :indicator AND e.code = :entity AND e.kind = 'nation')
WHERE newest = 1 ORDER BY period_end
"""
PROVINCES = """
SELECT t.column_no, t.row_no, k.value FROM tile t JOIN (
  SELECT e.code, f.value,
    row_number() OVER (PARTITION BY e.id ORDER BY f.period_end DESC, f.recorded_at DESC) AS newest
  FROM fact f JOIN indicator i ON i.id = f.indicator_id JOIN entity e ON e.id = f.entity_id
  WHERE i.code = :indicator AND e.kind = 'province' AND e.vintage = '2025') k
ON k.code = t.unit_code AND k.newest = 1 WHERE t.vintage = '2025'
"""
CHANGES = """
SELECT i.name_vi, e.name_vi AS unit, f.period_end, f.value FROM fact f
JOIN indicator i ON i.id = f.indicator_id JOIN entity e ON e.id = f.entity_id
WHERE f.status <> 'S' ORDER BY f.recorded_at DESC LIMIT 20
"""
COVERAGE = """
SELECT CASE WHEN sum(f.status <> 'S') > 0 THEN 'real' WHEN count(f.id) > 0 THEN 'simulated' ELSE 'none' END AS state
FROM indicator i LEFT JOIN fact f ON f.indicator_id = i.id GROUP BY i.id
"""
FRESHNESS = "SELECT source_id, max(recorded_at) AS newest, count(*) AS figures FROM fact GROUP BY source_id"
TARGET = """
SELECT t.value FROM target t JOIN indicator i ON i.id = t.indicator_id JOIN entity e ON e.id = t.entity_id
WHERE i.code = :indicator AND e.code = 'VN' AND t.year_from <= 2026 AND t.year_to >= 2026
"""
TARGETS = """
SELECT i.name_vi, t.operator, t.value, (
  SELECT f.value FROM fact f WHERE f.indicator_id = t.indicator_id AND f.entity_id = t.entity_id
  ORDER BY f.period_end DESC, f.recorded_at DESC LIMIT 1) AS newest
FROM target t JOIN indicator i ON i.id = t.indicator_id JOIN entity e ON e.id = t.entity_id
WHERE e.code = 'VN' AND t.year_from = 2026 AND t.year_to = 2026
"""
Figure = go.Figure
Thing = Callable[[Path], Any]


def build(warehouse: Path, file: Path) -> None:
    """Copy a warehouse into the obvious tables."""
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file)
    connection.execute("ATTACH ? AS w", (str(warehouse),))
    connection.executescript(TABLES)
    connection.commit()
    connection.close()


def _read(file: Path, query: str, **given: str) -> pd.DataFrame:
    connection = sqlite3.connect(file)
    try:
        return pd.read_sql_query(query, connection, params=given)
    finally:
        connection.close()


def _series(file: Path, code: str) -> pd.DataFrame:
    return _read(file, KNOWN, indicator=code, entity="VN")


def _own_grain(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["grain"] == frame["grain"].mode().iloc[0]] if len(frame) else frame


def _card(code: str) -> Thing:
    def card(file: Path) -> Figure:
        frame = _own_grain(_series(file, code))
        target = _read(file, TARGET, indicator=code)["value"]
        shown = frame["value"].iloc[-1] if len(frame) else None
        reference = target.iloc[0] if len(target) else (frame["value"].iloc[-2] if len(frame) > 1 else None)
        return go.Figure(go.Indicator(mode="number+delta", value=shown, delta={"reference": reference}, title=code))

    return card


def _sparkline(code: str) -> Thing:
    return lambda file: px.line(_own_grain(_series(file, code)).tail(24), x="period_end", y="value")


def _line(*codes: str) -> Thing:
    def line(file: Path) -> Figure:
        frames = [_own_grain(_series(file, code)).assign(code=code) for code in codes]
        return px.line(pd.concat(frames), x="period_end", y="value", color="code")

    return line


def _bars(*codes: str) -> Thing:
    def bars(file: Path) -> Figure:
        frames = [_own_grain(_series(file, code)).tail(24).assign(code=code) for code in codes]
        return px.bar(pd.concat(frames), x="period_end", y="value", color="code", barmode="group")

    return bars


def _map(code: str) -> Thing:
    def tiles(file: Path) -> Figure:
        frame = _read(file, PROVINCES, indicator=code)
        return px.imshow(frame.pivot_table(index="row_no", columns="column_no", values="value"), text_auto=True)

    return tiles


def _rows(query: str) -> Thing:
    def rows(file: Path) -> html.Table:
        frame = _read(file, query)
        heads = html.Tr([html.Th(name) for name in frame])
        return html.Table([heads, *(html.Tr([html.Td(str(cell)) for cell in row]) for row in frame.itertuples(False))])

    return rows


def _coverage(file: Path) -> Figure:
    return px.pie(_read(file, COVERAGE), names="state")


def things(headlines: tuple[str, ...]) -> dict[str, Thing]:
    """Everything on the page, by id."""
    cards = {f"card-{code}": _card(code) for code in headlines}
    sparklines = {f"spark-{code}": _sparkline(code) for code in headlines}
    charts = {
        "growth": _bars("GRO01"),
        "prices": _line("PRI01"),
        "trade": _bars("TRD01", "TRD02", "TRD03"),
        "investment": _line("INV05"),
        "map": _map("GRO02"),
        "coverage": _coverage,
        "targets": _rows(TARGETS),
        "changes": _rows(CHANGES),
        "freshness": _rows(FRESHNESS),
    }
    return {**cards, **sparklines, **charts}


def create_app(file: Path, headlines: tuple[str, ...]) -> Dash:
    """The naive overview over the naive tables."""
    app = Dash("naive", assets_folder="/nonexistent")
    own = {"showSendToCloud": False, "plotlyServerURL": ""}
    parts = things(headlines)
    tables = ("targets", "changes", "freshness")
    app.layout = html.Div(
        [
            dcc.Location(id="url"),
            html.H1("Overview"),
            *(html.Div(id=name) if name in tables else dcc.Graph(id=name, config=own) for name in parts),
        ]
    )
    for name, thing in parts.items():
        target = Output(name, "children" if name in tables else "figure")
        app.callback(target, Input("url", "pathname"))(lambda _path, thing=thing: thing(file))
    return app


def main() -> None:
    """Serve the naive overview from the file that is named first, with the headlines that follow."""
    file, *headlines = sys.argv[1:]
    runner = waitress.create_server(
        create_app(Path(file), tuple(headlines)).server, host="127.0.0.1", port=0, threads=8
    )
    print(f"http://127.0.0.1:{runner.effective_port}", flush=True)
    runner.run()


if __name__ == "__main__":
    main()
