from datetime import date, datetime, timedelta

import pandas as pd
from sqlalchemy import Engine, select

from data.questions import Questions
from data.schema import observation
from tests.data.questions.little import CATALOGUE, IMPORT, NUMBERS, REFUSED, SIMULATED


def test_coverage_counts_every_indicator_and_says_what_kind_of_figures_it_has(ask: Questions) -> None:
    frame = ask.coverage().set_index("indicator")
    assert list(frame.index) == ["TRD01", "GRO02", "GRO01", "POV01", "ENV09"]
    assert list(frame["state"]) == ["real", "real", "real", "real", "none"]
    assert tuple(frame.loc["TRD01", ["real", "simulated"]]) == (26, 3)
    assert frame.loc["TRD01", "last_period"] == pd.Timestamp("2025-08-31")


def test_the_last_published_period_is_told_apart(ask: Questions) -> None:
    row = ask.coverage().set_index("indicator").loc["POV01"]
    assert (row["first_period"], row["last_real"]) == (pd.Timestamp("2023-12-31"), pd.Timestamp("2025-12-31"))


def test_an_indicator_without_figures_has_no_days(ask: Questions) -> None:
    row = ask.coverage().set_index("indicator").loc["ENV09"]
    assert (row["real"], row["simulated"], row["state"]) == (0, 0, "none")
    assert row[["first_period", "last_period", "last_real"]].isna().all()


def test_coverage_by_year_tells_published_years(ask: Questions) -> None:
    frame = ask.coverage_by_year()
    found = {(row.indicator, row.year): row.published for row in frame.itertuples()}
    assert found[("POV01", 2023)]
    assert found[("TRD01", 2025)]
    assert ("TRD01", 2023) not in found


def test_freshness_tells_of_each_source(ask: Questions) -> None:
    frame = ask.freshness().set_index("source")
    assert frame.loc["Mô phỏng", "figures"] == 4
    assert frame["figures"].sum() == ask.summary()["observations"] - 3
    assert frame.loc["NSO", "last_recorded"] == pd.Timestamp("2026-01-06")


def test_loads_come_newest_first(ask: Questions) -> None:
    assert list(ask.batches()["id"]) == [REFUSED, IMPORT, SIMULATED, CATALOGUE]
    assert list(ask.batches(most=1)["state"]) == ["refused"]


def test_refused_rows_say_what_came_and_what_was_expected(ask: Questions) -> None:
    (row,) = ask.refused_rows(REFUSED).to_dict("records")
    assert (row["line"], row["column_name"], row["value"], row["expected"]) == (7, "value", "abc", "a number")
    assert ask.refused_rows(CATALOGUE).empty
    assert list(ask.refused_rows(CATALOGUE).columns) == list(row)


def test_the_last_load_shows_what_it_changed_and_what_was_there_before(ask: Questions) -> None:
    frame = ask.changes_of_last_load()
    changed = {(row.indicator, row.entity, row.period): (row.before, row.value) for row in frame.itertuples()}
    assert changed == {("GRO01", "VN", "2025-Q3"): (8.2, 8.25), ("TRD01", "27", "2025-05"): (20, 22)}
    assert list(ask.changes_of_last_load(most=1)["indicator"]) == ["GRO01"]


def test_the_data_date_is_of_the_newest_published_figure(ask: Questions) -> None:
    assert ask.data_date() == date(2026, 1, 6)


def test_what_is_held_is_told_as_of_a_day(ask: Questions) -> None:
    day = date(2025, 8, 1)
    assert ask.data_date(as_of=day) == date(2025, 7, 6)
    assert ask.data_date(as_of=date(2020, 1, 1)) is None
    row = ask.coverage(as_of=day).set_index("indicator").loc["TRD01"]
    assert (row["real"], row["simulated"]) == (17, 2)
    assert 2025 not in set(ask.coverage_by_year(as_of=day).query("indicator == 'POV01'")["year"])
    assert ask.freshness(as_of=day)["last_recorded"].max() == pd.Timestamp("2025-07-06")


def test_counts_as_of_any_day_are_what_a_walk_through_the_history_gives(held: Engine) -> None:
    with held.connect() as connection:
        history = pd.read_sql(select(observation), connection, parse_dates=["recorded_at", "period_end"])
    days = sorted({day + timedelta(days=step) for day in history["recorded_at"].dt.date for step in (-1, 0)})
    assert len(days) > 10
    for day in days:
        ask = Questions(held)
        then = history[history["recorded_at"] < pd.Timestamp(day) + pd.Timedelta(days=1)].sort_values("recorded_at")
        newest = then.drop_duplicates(["indicator_id", "entity_id", "grain", "period_end"], keep="last")
        known = newest[newest["value"].notna()]
        coverage = ask.coverage(as_of=day)
        assert coverage["simulated"].sum() == (known["status"] == "S").sum()
        assert coverage["real"].sum() == (known["status"] != "S").sum()
        for code, rows in known.groupby(known["indicator_id"].map({value: name for name, value in NUMBERS.items()})):
            told = coverage.set_index("indicator").loc[str(code)]
            assert told["real"] + told["simulated"] == len(rows)
            assert told["last_period"] == rows["period_end"].max()
        assert ask.freshness(as_of=day)["figures"].sum() == len(newest)
        real = then[then["status"].isin(["A", "E", "P"])]
        assert ask.data_date(as_of=day) == (real["recorded_at"].max().date() if len(real) else None)


def test_the_last_load_as_of_a_day_shows_nothing_that_was_not_known_yet(ask: Questions) -> None:
    then = ask.changes_of_last_load(as_of=date(2025, 10, 1))
    assert [(row.indicator, row.period) for row in then.itertuples()] == [("TRD01", "2025-05")]
    earlier = ask.changes_of_last_load(as_of=date(2025, 8, 1))
    assert earlier["recorded_at"].max() == pd.Timestamp("2025-07-06")
    assert ask.changes_of_last_load(as_of=date(2020, 1, 1)).empty


def test_the_summary_counts_what_is_held(ask: Questions) -> None:
    assert ask.summary() == {"indicators": 5, "entities": 14, "observations": 53}


def test_tiles_of_an_edition_name_the_unit_they_take_their_value_from(ask: Questions) -> None:
    frame = ask.tiles("2025").set_index("tile_id")
    assert frame.loc["HS", "unit_code"] == "48"
    assert ask.tiles("1999").empty


def test_moments_are_moments_on_either_database(ask: Questions) -> None:
    started = ask.batches()["started_at"]
    assert started.iloc[-1].to_pydatetime() == datetime(2026, 1, 1)


def test_sources_have_names_in_english(ask: Questions) -> None:
    assert ask.sources_in_english()["NSO"] == "NSO"
