"""Pages of forecasts: what they say follows from what was kept, in plain sentences, and nothing is said of nothing."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, update

from data.engine import open_engine
from data.forecasts.records import Basis, RunState
from data.forecasts.store import Store
from data.questions import Questions
from data.schema_forecasts import forecast_run
from forecasting.assumptions import Fault
from forecasting.record import Choice, Flag
from pages.forecast_nowcast import _errs_more
from pages.forecast_past import came
from pages.forecast_scores import averaged
from pages.forecast_words import flag_words, method_sentence, model_word
from pages.scenario_words import difference_words, fault_words
from tests.pages.foretold import keep_some
from tests.pages.over import over
from tests.pages.visiting import components, texts, visit

GRO01, TRD01 = "indicator=GRO01", "indicator=TRD01"


@pytest.fixture(scope="module")
def engine(small_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_engine(
        f"sqlite:///{shutil.copy(small_warehouse_file, tmp_path_factory.mktemp('foretold') / 'own.db')}"
    )
    keep_some(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def served(wsgi: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The product over that warehouse."""
    return over(wsgi, engine, monkeypatch)


def said(wsgi: Flask, path: str, query: str = "", language: str = "vi") -> str:
    return plain(" | ".join(texts(visit(wsgi, path, query, language))))


def plain(text: str) -> str:
    """With usual spaces where units stand behind numbers."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def graph(wsgi: Flask, path: str, query: str, id: str) -> dict[str, Any]:
    tree = visit(wsgi, path, query)
    (found,) = [one["props"] for one in components(tree) if one["props"].get("id") == f"{id}-graph"]
    figure: dict[str, Any] = found["figure"]
    return figure


# --- on the page of an indicator --------------------------------------------------------------------------------------


def test_an_indicator_shows_its_fan_and_what_was_said_before(served: Flask) -> None:
    names = [one.get("name") for one in graph(served, "/indicators/GRO01", "", "indicator-forecast")["data"]]
    for name in ("khoảng 80%", "khoảng 95%", "dự báo", "tính lại như khi mới có số QII/2026"):
        assert name in names


def test_a_forecast_is_said_in_a_plain_sentence_with_its_method_and_flags(served: Flask) -> None:
    text = said(served, "/indicators/GRO01")
    for part in (
        "Với xác suất 80%, Tăng trưởng GDP quý IV/2026 của Việt Nam nằm trong khoảng 7,50 đến 9,50%",
        "mức giữa là 8,50%.",
        "Bình quân của Theta (50%), san bằng mũ gộp 3 kỳ (50%).",
        "Thử ở 3 thời điểm đã qua, sai số ít hơn cách lặp lại mùa trước 50%.",
        "Các kỳ dịch COVID-19",
        "chỉ số liệu công bố",
    ):
        assert part in text


def test_a_forecast_is_said_in_english_too(served: Flask) -> None:
    text = said(served, "/indicators/GRO01", language="en")
    assert "With a probability of 80%, GDP growth of Viet Nam in Q4 2026 lies within 7.50 to 9.50%" in text


def test_a_forecast_of_simulated_figures_says_so(served: Flask) -> None:
    assert "dựa trên số liệu mô phỏng" in said(served, "/indicators/TRD01")
    assert "dựa trên số liệu mô phỏng" not in said(served, "/indicators/GRO01")


@pytest.mark.parametrize(
    ("path", "query", "why"),
    [
        ("/indicators/GRO01", "as_of=2025-06-30", "Đến ngày 30/06/2025 chưa lập dự báo nào"),
        ("/indicators/GRO02", "unit=24~2024&boundary=2024", "Dự báo chỉ lập cho các đơn vị theo địa giới hiện nay"),
    ],
)
def test_where_there_is_no_forecast_the_page_says_why(served: Flask, path: str, query: str, why: str) -> None:
    assert why in said(served, path, query)


def test_before_any_run_the_pages_say_how_to_make_one(wsgi: Flask) -> None:
    for path in ("/indicators/GRO01", "/forecasts", "/scenarios"):
        assert "python -m forecasting run" in said(wsgi, path)


# --- how well forecasts did -------------------------------------------------------------------------------------------


def test_scores_are_summed_up_and_stand_by_indicator(served: Flask) -> None:
    tree = visit(served, "/forecasts", GRO01)
    text = " | ".join(texts(tree))
    assert "1 trong 1 chỉ tiêu được dự báo tốt hơn cách lặp lại mùa trước." in text
    assert "Khoảng 80% chứa 75% số thật, khoảng 95% chứa 100%." in text
    (grid,) = [one["props"] for one in components(tree) if one["props"].get("id") == "forecast-scores"]
    (row,) = grid["rowData"]
    assert (row["name"], row["ratio__s"], row["percent_80__s"]) == ("Tăng trưởng GDP", "ít hơn 50%", "75")
    assert row["name__href"] == "/forecasts?indicator=GRO01"


def test_an_earlier_forecast_is_held_against_what_came(served: Flask) -> None:
    text = said(served, "/forecasts", f"{GRO01}&origin=2026-Q2")
    assert "dự báo tính lại như khi mới có số quý II/2026, và số đến sau" in text
    grids = [one["props"] for one in components(visit(served, "/forecasts", GRO01)) if one["type"] == "AgGrid"]
    rows = {(row["origin"], row["period"]): row for row in grids[-1]["rowData"]}
    assert rows["2026-Q2", "2026-Q3"]["verdict"] == "✓ trong khoảng 95%"
    assert rows["2026-Q1", "2026-Q3"]["verdict"] == "✗ ngoài khoảng 95%"
    assert "1 trong 3 số đã đến nằm trong khoảng 80%" in text


def test_the_nowcast_says_what_moved_it_and_how_far_to_believe_it(served: Flask) -> None:
    text = said(served, "/forecasts")
    for part in (
        "9,31",
        "tăng 0,30 điểm %",
        "± 0,60 điểm %",
        "12 số công bố, 300 số mô phỏng",
        "Quá ít số thật để tin",
    ):
        assert part in text
    (bars, _numbers) = graph(served, "/forecasts", "", "nowcast-news")["data"]
    assert bars["x"] == [0.3, 0.3]


def test_a_simulated_figure_is_no_answer_to_a_forecast_of_published_ones(engine: Engine) -> None:
    asked = Questions(engine)
    said = asked.forecasts(asked.indicator("GRO01"), asked.nation())
    frame = pd.DataFrame({"origin": ["2026-Q2", "2026-Q2"], "status": ["S", "E"]})
    assert came(frame, said)["status"].tolist() == ["E"]
    assert len(came(frame, [replace(one, basis=Basis.SIMULATED) for one in said])) == 2


def test_a_nowcast_that_erred_more_than_a_simple_way_says_so() -> None:
    row = {"verdict": "better", "error": 2.2, "benchmark_error": 0.9}
    assert _errs_more(row)
    assert not _errs_more({**row, "error": None})
    assert not _errs_more({**row, "error": 0.5})


def test_a_choice_that_does_not_exist_falls_back(served: Flask) -> None:
    text = said(served, "/forecasts", "indicator=NOPE&unit=99&origin=x&kind=moon")
    assert "CPI bình quân từ đầu năm" in text


# --- how far a run is -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "minutes", "sentence", "told"),
    [
        (RunState.RUNNING, 0, "Đang tính dự báo: 75%", {"running": True, "part": 75}),
        (RunState.RUNNING, 90, "dừng giữa chừng, xong 3 trong 4 phần", {"running": False, "part": 75}),
        (RunState.FAILED, 0, "dừng giữa chừng, xong 3 trong 4 phần", {"running": False, "part": 75}),
        (RunState.DONE, 0, "Dự báo được tính xong lúc", {"running": False, "part": 75}),
    ],
)
def test_the_state_of_a_run_is_told(
    served: Flask,
    client: FlaskClient,
    engine: Engine,
    state: RunState,
    minutes: int,
    sentence: str,
    told: dict[str, object],
) -> None:
    beat = datetime.now(UTC).replace(tzinfo=None) - timedelta(minutes=minutes)
    values = {"state": state.value, "beat_at": beat, "finished_at": beat, "done": 3}
    with engine.begin() as connection:
        connection.execute(update(forecast_run).values(**values))
    assert sentence in said(served, "/forecasts")
    assert client.get("/api/forecasting").get_json() == told


def test_pieces_that_failed_are_told(served: Flask, engine: Engine) -> None:
    Store(engine).finish(RunState.DONE)
    Store(engine).beat(faults=2)
    assert "2 phần không tính được" in said(served, "/forecasts")
    Store(engine).beat(faults=0)


# --- scenarios --------------------------------------------------------------------------------------------------------


def test_without_assumptions_the_desk_offers_some_that_work(served: Flask) -> None:
    tree = visit(served, "/scenarios", TRD01)
    links = [unquote(one["props"]["href"]) for one in components(tree) if one["type"] == "Link"]
    tried = [link.partition("?")[2] for link in links if "if=" in link]
    assert len(tried) == 3
    for query in tried:
        text = said(served, "/scenarios", query)
        assert "Theo kịch bản" in text
        assert "Đã bỏ giả định" not in text


def test_a_scenario_is_said_by_period_and_by_year(served: Flask) -> None:
    text = said(served, "/scenarios", f"{TRD01}&if=TRD01~g10~2026-12~2027-12")
    assert "Kim ngạch xuất khẩu từ tháng 12/2026 đến tháng 12/2027 cao hơn dự báo 10%" in text
    assert "tháng 12/2026 của Việt Nam là 55,00" in text
    assert "cao hơn dự báo 5,00" in text
    assert "Cả năm 2027: 660,00" in text


def test_a_part_moves_the_whole_and_is_named(served: Flask) -> None:
    text = said(served, "/scenarios", f"{TRD01}&if=TRD06~g10~2026-10")
    assert "Xuất khẩu khu vực FDI là phần hợp thành" in text
    assert "là 53,00" in text


def test_assumptions_that_cannot_be_used_are_left_out_and_told(served: Flask) -> None:
    text = said(
        served,
        "/scenarios",
        f"{TRD01}&if=rubbish_TRD01~s5~2019-01_GRO01~g5~2026-Q4_TRD01~s5~2026-10_TRD01~gnan~2026-10",
    )
    assert "Đã bỏ giả định “rubbish”: không bắt đầu bằng mã chỉ tiêu." in text
    assert "Đã bỏ giả định “TRD01~s5.0~2019-01”: chỉ tiêu ấy được dự báo từ tháng 10/2026 đến tháng 3/2028." in text
    assert "Đã bỏ giả định “GRO01~g5.0~2026-Q4”: chỉ tiêu ấy không liên hệ được với chỉ tiêu đang xem." in text
    assert "Đã bỏ giả định “TRD01~gnan~2026-10”: mức không phải là số" in text
    assert "tháng 10/2026 cao hơn dự báo 5%" in text


def test_an_assumption_can_be_taken_back(served: Flask) -> None:
    tree = visit(served, "/scenarios", f"{TRD01}&if=TRD01~s5~2026-10_TRD01~s-5~2026-12")
    links = [unquote(one["props"]["href"]) for one in components(tree) if one["type"] == "Link"]
    assert "/scenarios?indicator=TRD01&if=TRD01~s-5.0~2026-12" in links


# --- words ------------------------------------------------------------------------------------------------------------


def test_every_code_has_its_words(served: Flask, engine: Engine) -> None:
    asked = Questions(engine)
    (kept, *_rest) = asked.forecasts(asked.indicator("GRO01"), asked.nation())
    with served.test_request_context("/"):
        all_flags = replace(kept, flags=tuple(flag.value for flag in Flag), breaks=("2025-07",))
        assert len(flag_words(all_flags)) == len(Flag)
        assert len({method_sentence(replace(kept, choice=choice.value)) for choice in Choice}) == len(Choice)
        assert len({fault_words("x", fault) for fault in (None, *Fault)}) == len(Fault) + 1
        assert model_word("theta_6") == "Theta gộp 6 kỳ"


def test_a_difference_is_in_points_of_a_share_and_in_per_cent_of_an_amount(served: Flask, engine: Engine) -> None:
    asked = Questions(engine)
    with served.test_request_context("/"):
        share, amount = asked.indicator("GRO01"), asked.indicator("TRD01")
        assert plain(difference_words(0.5, 8.0, share, "vi")) == "cao hơn dự báo 0,50 điểm %"
        assert difference_words(-5.0, 50.0, amount, "vi").endswith("(10,0%)")
        assert difference_words(0.001, 8.0, share, "vi") == "không khác dự báo"


def test_nothing_made_later_is_shown_as_of_a_day_before(served: Flask) -> None:
    yesterday = date.today() - timedelta(days=1)
    assert "mức giữa là" not in said(served, "/indicators/GRO01", f"as_of={yesterday}")


def test_scores_of_all_steps_count_by_their_errors_and_a_step_without_one_by_nothing() -> None:
    steps = pd.DataFrame(
        [("A", "published", 30, 0.5, 1.0), ("A", "published", 10, 0.9, 2.0), ("A", "published", 0, 9.0, 9.0),
         ("A", "published", 20, float("nan"), 1.0), ("B", "simulated", 5, 1.5, float("nan"))],
        columns=["indicator", "basis", "errors", "mase", "naive_mase"],
    )  # fmt: skip
    frame = steps.assign(coverage_80=0.8, coverage_95=0.95, width_80=1.0)
    first, second = averaged(frame).to_dict("records")
    assert (first["indicator"], first["errors"], first["steps"]) == ("A", 60, 4)
    assert first["mase"] == pytest.approx((30 * 0.5 + 10 * 0.9) / 40)
    assert first["ratio"] == pytest.approx(first["mase"] / ((30 * 1 + 10 * 2 + 20 * 1) / 60))
    assert (second["basis"], second["mase"], pd.isna(second["ratio"])) == ("simulated", 1.5, True)
