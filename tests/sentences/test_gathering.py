"""Sentences over real warehouses: what is said of Viet Nam, and what every sentence keeps to."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from components.language import use_language
from data.engine import open_engine
from data.periods import Period
from data.questions import Questions
from data.questions.sight import Sight
from sentences.gathering import paragraphs
from sentences.matter import chosen
from sentences.records import Paragraph, Topic


@pytest.fixture(scope="module")
def published(small_warehouse: Engine) -> Questions:
    return Questions(small_warehouse)


@pytest.fixture(scope="module")
def everything(default_warehouse_file: Path) -> Iterator[Questions]:
    engine = open_engine(f"sqlite:///{default_warehouse_file}")
    yield Questions(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def of_all(everything: Questions) -> list[Paragraph]:
    units = [everything.nation(), everything.entity("province", "22")]
    with use_language("vi"):
        return [one for unit in units for one in paragraphs(everything, unit, everything.indicators())]


def _said(questions: Questions, *codes: str, until: str | None = None, as_of: date | None = None) -> list[Paragraph]:
    end = Period.parse(until) if until else None
    with use_language("vi"):
        return paragraphs(questions, questions.nation(), questions.known(codes), until=end, as_of=as_of)


def test_what_is_said_of_growth_prices_and_trade(published: Questions) -> None:
    texts = [one.sentences[0].text for one in _said(published, "GRO01", "PRI01", "TRD01")]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts] == [
        "GDP quý III/2026 ước tăng 9,95% so với cùng kỳ năm trước (cùng kỳ năm trước tăng 8,25%).",
        "Chỉ số giá tiêu dùng (CPI) tháng 9/2026 tăng 0,62% so với tháng trước và tăng 5,08% so với cùng kỳ năm trước "
        "(cùng kỳ năm trước tăng 3,38%).",
        "Kim ngạch xuất khẩu hàng hóa 9 tháng năm 2026 ước đạt 434,30 tỷ USD, tăng 24,5% so với cùng kỳ năm trước.",
    ]


def test_an_earlier_period_is_told_as_it_was(published: Questions) -> None:
    (found,) = _said(published, "GRO01", until="2026-06")
    assert str(found.reading.now.period) == "2026-Q2"


def test_an_earlier_day_knows_nothing_later(published: Questions) -> None:
    (found,) = _said(published, "GRO01", as_of=date(2026, 7, 31))
    assert found.reading.now.period <= Period.parse("2026-Q2")


def test_what_may_not_be_seen_is_not_said(published: Questions) -> None:
    gdp = published.indicator("GRO01")
    blind = published.seen_by(Sight(hidden=frozenset({gdp.id})))
    with use_language("vi"):
        assert paragraphs(blind, blind.nation(), (gdp,)) == []


def test_a_sentence_with_a_simulated_figure_says_so(of_all: list[Paragraph]) -> None:
    main = [one.sentences[0] for one in of_all]
    assert any(one.simulated for one in main)
    assert [one.text for one in main if one.simulated != ("mô phỏng" in one.text)] == []


def test_what_rests_on_simulated_figures_says_so(of_all: list[Paragraph]) -> None:
    """A record or a streak follows its main sentence, which has said it."""
    rest = [one for found in of_all for one in found.sentences[1:] if one.topic in (Topic.TARGET, Topic.AHEAD)]
    assert [one.text for one in rest if one.simulated and "mô phỏng" not in one.text] == []


def test_no_sentence_is_raw(of_all: list[Paragraph]) -> None:
    for found in of_all:
        for one in found.sentences:
            assert one.text.endswith(".")
            assert one.text[0].isupper() or one.text[0].isdigit()
            named = one.text.replace(" PM2.5", "")
            assert not re.search(r"nan|None|\{|  |\d\.\d\D", named), one.text


def test_direction_and_figures_agree(of_all: list[Paragraph]) -> None:
    """Of every rate and level: the word before the first change is that of the difference."""
    checked = 0
    for found in of_all:
        reading = found.reading
        if reading.saying.form.value not in ("rate", "level", "amount") or not reading.compared:
            continue
        first = reading.compared[0].figure
        text = found.sentences[0].text.partition(",")[2] if ", t" in found.sentences[0].text else ""
        word = re.match(r".*?(tăng|giảm) [\d.,]+", text)
        if word and "không đổi" not in text:
            assert (word[1] == "tăng") == (reading.now.value > first.value), found.text
            checked += 1
    assert checked > 50


def test_the_figures_of_a_sentence_can_be_found_again(of_all: list[Paragraph], everything: Questions) -> None:
    registry = everything.registry()
    for found in of_all[:40]:
        for figure in found.figures:
            series = everything.series(
                everything.indicator(figure.indicator),
                registry.by_id[figure.unit],
                grain=figure.period.grain,
                start=figure.period,
                end=figure.period,
            )
            total = found.reading.total
            summed = total is not None and figure in (total.figure, total.year_ago)
            assert summed or series["value"].tolist() == [figure.value], (figure, found.text)


def test_what_matters_most_is_chosen_and_no_theme_takes_all(of_all: list[Paragraph]) -> None:
    nation = [one for one in of_all if one.reading.entity.kind == "nation"]
    found = chosen(nation, 10)
    assert len(found) == 10
    themes = [one.reading.indicator.theme for one in found]
    assert max(themes.count(one) for one in themes) <= 3
    assert "GRO01" in [one.reading.indicator.code for one in found]


def test_an_index_by_month_and_by_year_is_told_once(everything: Questions) -> None:
    with use_language("vi"):
        both = paragraphs(everything, everything.nation(), everything.known(["PRI01", "PRI02"]))
    assert len(both) == 2
    assert len(chosen(both, 5)) == 1
