"""Pages of targets: what stands on them follows from targets, figures and what was kept of calls."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, update

from access.roles import Grant, Role, Viewer
from components.language import use_language
from data.engine import open_engine
from data.forecasts.store import Store
from data.questions import Questions
from data.records import Target
from data.schema import target
from data.schema_targets import target_call
from data.targets.cascade import RollUp
from data.targets.drafts import Draft
from data.targets.register import Register
from forecasting.targets.keeping import keep_calls
from pages.target_line import roll_up_words
from tests.pages.drawing import addresses, drawn, every, grid_rows, words
from tests.pages.foretold import keep_some
from tests.pages.over import over
from tests.pages.visiting import texts, visit

NOW = datetime(2026, 10, 8, 9)
ASKED = Draft("GRO02", "01", "2025", "CP", 2026, 2026, ">=", 11.0, None, "%", "Nghị quyết thử", date(2026, 10, 1))


@pytest.fixture(scope="module")
def engine(small_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The small warehouse with a forecast of GDP, and what it says of its targets, in October 2026."""
    file = shutil.copy(small_warehouse_file, tmp_path_factory.mktemp("targets") / "own.db")
    engine = open_engine(f"sqlite:///{file}")
    keep_some(engine)
    keep_calls(Store(engine), now=NOW)
    yield engine
    engine.dispose()


@pytest.fixture
def served(wsgi: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Flask:
    return over(wsgi, engine, monkeypatch)


def said(wsgi: Flask, path: str, query: str = "", language: str = "vi") -> str:
    return " | ".join(texts(visit(wsgi, path, query, language))).replace("\N{NO-BREAK SPACE}", " ")


def test_the_board_opens_with_this_year_and_says_how_many_stand_how(served: Flask) -> None:
    text = said(served, "/targets")
    assert "Mục tiêu năm 2026" in text
    assert "1 khó đạt" in text
    assert "Quốc hội, Chính phủ giao" in text  # two documents ask the same of GDP: one card


def test_a_card_of_the_board_has_the_chance_that_was_kept(served: Flask, engine: Engine) -> None:
    kept = Questions(engine).target_calls(2026)[106].call
    assert kept.probability is not None
    page = drawn(served, "/targets?indicator=GRO01")
    assert f"{round(100 * kept.probability)}%" in words(page) or "<1%" in words(page)
    assert "/targets/106" in addresses(page)


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("year=2025", "Tăng trưởng GDP", "khó đạt"),
        ("year=2025&unit=01", "Hà Nội", "Lai Châu"),
        ("year=2025&by=QH", "4.900", "8,3–8,5%"),
        ("year=2025&theme=HEA", "Bác sĩ", "Tăng trưởng GDP"),
        ("year=2025&state=bad", "8,3–8,5%", "4.900"),
        ("year=1854&by=nobody&unit=99&state=x", "Mục tiêu năm 2026", "1854"),
    ],
)
def test_the_address_chooses_what_is_shown(served: Flask, query: str, there: str, not_there: str) -> None:
    board = drawn(served, f"/targets?{query}")
    cards = " ".join(words(one) for one in every(board, "Li")) + words(every(board, "H1")[0])
    assert there in cards
    assert not_there not in cards


def test_a_choice_that_leaves_nothing_says_so(served: Flask) -> None:
    text = said(served, "/targets", "year=2025&by=CP&theme=HEA&unit=01")
    assert "Không có mục tiêu nào như đã chọn" in text


def test_the_list_has_every_target_of_the_year_with_its_document(served: Flask, engine: Engine) -> None:
    rows = grid_rows(drawn(served, "/targets?year=2025&show=list"))
    assert len(rows) == len(Questions(engine).targets(year=2025))
    (gdp,) = (row for row in rows if row["name__href"] == "/targets/104")
    assert (gdp["figure__s"], gdp["document"]) == ("8,02%", "Nghị quyết 192/2025/QH15")


def test_without_targets_the_page_says_how_they_come(
    wsgi: Flask, own_warehouse: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with own_warehouse.begin() as connection:
        connection.execute(update(target).values(change="withdrawn"))
    over(wsgi, own_warehouse, monkeypatch)
    assert "import-targets" in said(wsgi, "/targets")
    assert "Chưa có mục tiêu nào được giao" in said(wsgi, "/targets/cascade")


def test_before_the_first_call_the_figure_of_the_year_alone_decides(wsgi: Flask) -> None:
    assert "không đạt" in said(wsgi, "/targets", "year=2025")
    assert "chưa có số của cả năm và chưa có dự báo" in said(wsgi, "/targets/106")


# --- one target -------------------------------------------------------------------------------------------------------


def test_a_target_is_told_in_a_sentence_with_chance_pace_and_document(served: Flask) -> None:
    text = said(served, "/targets/106")
    for part in (
        "GDP 9 tháng năm 2026 tăng 9,01%",
        "để cả năm đạt từ 10% trở lên",
        "xác suất đạt",
        "Nghị quyết 244/2025",
    ):
        assert part in text
    assert "Tăng trưởng GDP: từ 10% trở lên, năm 2026" in text


def test_a_target_of_the_nation_shows_who_it_was_handed_on_to(served: Flask) -> None:
    (tree,) = (one for one in every(drawn(served, "/targets/104"), "Ul") if getattr(one, "className", "") == "tc-tree")
    text = words(tree)
    assert text.index("Quốc hội giao") < text.index("Chính phủ giao") < text.index("GRDP")
    assert "và 9 mục tiêu khác" in text


def test_a_replaced_target_says_what_replaced_it(served: Flask) -> None:
    text = said(served, "/targets/88")
    assert "hết hiệu lực từ ngày 19/02/2025" in text
    assert "Nghị quyết 192/2025/QH15" in text
    assert "không được theo dõi nữa" in text


def test_a_projection_is_no_target(served: Flask) -> None:
    assert "không phải mục tiêu được giao; không tính là mục tiêu" in said(served, "/targets/214")


def test_every_version_stays_to_be_read(wsgi: Flask, own_warehouse: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    register = Register(own_warehouse, by="lan", now=NOW)
    (number,) = register.add([ASKED], reason="giao mới").numbers
    register.withdraw(number, reason="giao nhầm đơn vị")
    text = said(over(wsgi, own_warehouse, monkeypatch), f"/targets/{number}")
    for part in ("lan", "giao mới", "giao nhầm đơn vị", "đã được rút ngày 08/10/2026"):
        assert part in text


@pytest.mark.parametrize("number", ["0", "999999", "-1", "abc", "٣", "9" * 30, "106'--"])
def test_a_number_that_names_no_target_is_told_so(served: Flask, number: str) -> None:
    assert "Không tìm thấy trang" in said(served, f"/targets/{number}")
    assert served.test_client().get(f"/targets/{number}").status_code == 404


def test_open_sdg_stands_beside_it_and_says_where_it_cannot_speak(served: Flask) -> None:
    assert "Kết luận của cách đo" in said(served, "/targets/104")
    assert "Cách đo này không có khoảng" in said(served, "/targets/121")


def test_what_turned_since_last_month_is_told_with_its_reason(
    wsgi: Flask, own_warehouse: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_some(own_warehouse)
    keep_calls(Store(own_warehouse), now=NOW)
    with own_warehouse.begin() as connection:  # as if it had been said in September, more hopefully
        early = {"said_on": date(2026, 9, 20), "state": "on_track", "probability": 0.9}
        connection.execute(update(target_call).values(said_on=date(2026, 9, 20)))
        connection.execute(update(target_call).where(target_call.c.number == 106).values(**early))
    keep_calls(Store(own_warehouse), now=NOW)
    served = over(wsgi, own_warehouse, monkeypatch)
    text = said(served, "/targets", "as_of=2026-10-08")
    assert "Đổi so với tháng trước" in text
    assert "90% → " in text
    history = said(served, "/targets/106", "as_of=2026-10-08")
    assert "Đổi từ “đúng tiến độ” sang “khó đạt” ngày 08/10/2026" in history
    assert "Xác suất đạt qua từng lần đánh giá" in history


# --- the cascade and the readings -------------------------------------------------------------------------------------


def test_the_cascade_shows_tree_sums_and_gaps(served: Flask) -> None:
    page = drawn(served, "/targets/cascade?year=2025")
    text = words(page)
    assert (
        "Chưa mục tiêu nào của cả nước có các phần cộng lại được" in text
    )  # no amounts are published of all provinces
    assert "Cao Bằng" in text  # has no target for 2025
    tree = next(one for one in every(page, "Ul") if getattr(one, "className", "") == "tc-tree")
    assert words(tree).index("Quốc hội giao") < words(tree).index("Chính phủ giao") < words(tree).index("GRDP")


def test_readings_wait_for_whoever_may_change_targets(
    served: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "phấn đấu từ 10% trở lên" in said(served, "/targets/readings")
    reporter = Viewer("lan", "token", frozenset({Grant(Role.REPORTER)}))
    monkeypatch.setattr(served.extensions["gate"], "who", lambda: reporter)
    assert "phấn đấu từ 10% trở lên" not in said(served, "/targets/readings")
    (tab,) = [one for one in every(drawn(served, "/targets"), "Link") if one.children == "Cách đọc ghi chú"]
    assert "tc-may-edit" in tab.className, "one drawing is for all roles: the style hides it from this one"


WHOLE = Target(1, "GRO01", 1, "CP", 2025, 2025, ">=", 8.0, None, "%", "NQ", None, None, None, "high", "law")


@pytest.mark.parametrize(
    ("found", "words_", "tone"),
    [
        (
            RollUp(9.34, 1.34, 0.79, None, 4.52, tuple(range(13)), ()),
            "Các đơn vị đã được giao (79% quy mô) cộng lại được 9,3%. Để cả nước đạt ≥ 8%, 13 đơn vị chưa được giao "
            "phải đạt bình quân 4,5%.",
            "accent",
        ),
        (
            RollUp(8.6, 0.6, 1.0, True, None, (), ()),
            "Các phần cộng lại được 8,6%, đủ cho ≥ 8%, dư 0,6 điểm %.",
            "accent",
        ),
        (
            RollUp(7.5, -0.5, 1.0, False, None, (), ()),
            "Các phần cộng lại chỉ được 7,5%, thiếu 0,5 điểm % so với ≥ 8%.",
            "bad",
        ),
    ],
)
def test_whether_the_parts_give_the_whole_is_said_in_a_sentence(
    wsgi: Flask, engine: Engine, found: RollUp, words_: str, tone: str
) -> None:
    indicator = Questions(engine).indicator("GRO01")
    with use_language("vi"):
        said_, felt = roll_up_words(WHOLE, indicator, found)
    assert (said_.replace("\N{NO-BREAK SPACE}", " "), felt) == (words_, tone)


# --- elsewhere --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/indicators/GRO01", "/ministries/BTC"])
def test_headlines_show_the_state_of_the_target_with_its_chance_and_lead_to_it(served: Flask, path: str) -> None:
    page = drawn(served, path)
    chips = [one for one in every(page, "Link") if "tc-chip--link" in getattr(one, "className", "")]
    assert any("Mục tiêu ≥ 10% · khó đạt (" in words(one) and one.href == "/targets/106" for one in chips)


def test_the_search_finds_targets_by_what_they_ask_of_whom_and_by_document(served: Flask) -> None:
    client = served.test_client()
    hits = client.get("/api/find?q=muc tieu gdp 2026").get_json()
    assert hits[0]["href"] == "/targets/106"
    assert {one["kind"] for one in client.get("/api/find?q=226/nq-cp").get_json()} == {"target"}
    assert client.get("/api/find?q=gro01").get_json()[0]["kind"] == "indicator"


def test_the_code_of_an_indicator_leads_to_the_target_of_the_nation(wsgi: Flask) -> None:
    found, none = (list(texts(visit(wsgi, f"/targets/{code}", "as_of=2025-12-15"))) for code in ("GRO01", "TRD13"))
    assert any("Tăng trưởng GDP" in one for one in found)
    assert "Không tìm thấy trang" not in found
    assert "Không tìm thấy trang" in none
