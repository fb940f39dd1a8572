"""Ministries side by side once they report: carried through their mergers, and incomplete where a part is missing."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from data.engine import open_engine
from data.ingest import Import
from settings import Settings
from tests.pages.visiting import components, texts, visit

ROWS = """indicator,entity,period,value,vintage
ADM13,BGTVT,2025-01,30,2021
ADM13,BXD,2025-01,12,2021
ADM13,BKHDT,2025-01,25,2021
ADM13,BTC,2025-01,40,2021
ADM13,BCT,2025-01,18,2021
ADM13,BXD,2025-04,39,2025
ADM13,BTC,2025-04,60,2025
ADM13,BCT,2025-04,17,2025
"""


@pytest.fixture(scope="module")
def reported(small_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The product over a warehouse to which five ministries have reported."""
    folder = tmp_path_factory.mktemp("ministries")
    url = f"sqlite:///{folder / 'own.db'}"
    (folder / "own.db").write_bytes(small_warehouse_file.read_bytes())
    (folder / "tasks.csv").write_text(ROWS, encoding="utf-8")
    engine = open_engine(url)
    Import(engine, folder / "tasks.csv").run()
    engine.dispose()
    return create_app(Settings(database_url=url)).server


def figures(wsgi: Flask, query: str) -> tuple[dict[str, Any], str]:
    page = visit(wsgi, "/compare", query)
    (frame,) = [one["props"] for one in components(page) if "data-table" in one["props"]]
    return json.loads(frame["data-table"]), " | ".join(texts(page))


def test_ministries_are_carried_through_their_mergers(reported: Flask) -> None:
    table, text = figures(reported, "what=ADM13&who=BXD,BCT,BTC")
    columns = {one["label"]: one["raw"] for one in table["columns"]}
    assert columns["Bộ Xây dựng"] == [42, 39]
    assert columns["Bộ Công Thương"] == [18, 17]
    assert columns["Bộ Tài chính"] == [None, 60]
    assert "Bộ Tài chính: 1 kỳ đến tháng 1/2025 để trống, vì mới có số của 2 trong 4 đơn vị cũ." in text
    assert "địa giới" not in text


def test_ministries_alone_are_ranked_among_ministries(reported: Flask) -> None:
    table, _text = figures(reported, "what=ADM13&who=BXD,BTC&form=bump")
    names, ranks = ([one["shown"] or one["raw"] for one in table["columns"]][place] for place in (1, 2))
    assert dict(zip(names, ranks, strict=True))["Bộ Công Thương"] in ("1", 1)


def test_other_figures_that_ministries_have_are_offered(reported: Flask) -> None:
    found = [str(one["props"].get("children")) for one in components(visit(reported, "/compare", "what=GRO01&who=BXD"))]
    assert "Các đơn vị ấy có số liệu: Nhiệm vụ quá hạn" in found
