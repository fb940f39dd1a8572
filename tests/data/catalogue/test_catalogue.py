"""The facts of the catalogue hold together."""

from datetime import date, datetime

import pandas as pd
import pytest

from data.catalogue import DEFAULT, Catalogue, read_catalogue
from data.catalogue.files import read_rows

MAY_BE_EMPTY = {"weight_code", "weight_vi", "weight_en", "minimum", "maximum"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


@pytest.fixture(scope="module")
def published(catalogue: Catalogue) -> dict[tuple[str, str], float]:
    """Figures of the nation by indicator and period, the newest of each."""
    rows = catalogue.observations[catalogue.observations["entity"] == "nation/VN/"].sort_values("recorded_at")
    ends = pd.to_datetime(rows["period_end"]).dt.strftime("%Y-%m")
    return dict(zip(zip(rows["indicator"], rows["grain"] + ends, strict=True), rows["value"], strict=True))


def test_the_catalogue_holds_all_that_was_gathered(catalogue: Catalogue) -> None:
    units = catalogue.entities.groupby(["kind", "vintage"]).size().to_dict()
    assert units == {
        ("nation", ""): 1,
        ("region", "2024"): 6,
        ("region", "2025"): 6,
        ("province", "2024"): 63,
        ("province", "2025"): 34,
        ("ministry", "2021"): 30,
        ("ministry", "2025"): 22,
    }
    assert (len(catalogue.indicators), len(catalogue.targets)) == (210, 255)
    # 1,080 figures, less one that is no observation, and three first estimates that stood in a note.
    assert len(catalogue.observations) == 1080 - 1 + 3


def test_every_indicator_says_everything_about_itself(catalogue: Catalogue) -> None:
    filled = catalogue.indicators.drop(columns=list(MAY_BE_EMPTY))
    assert filled.notna().all().all()
    assert (filled.map(lambda cell: str(cell).strip()) != "").all().all()


def test_definitions_are_sentences_of_their_own(catalogue: Catalogue) -> None:
    for language in ("vi", "en"):
        definitions = catalogue.indicators[f"definition_{language}"]
        assert definitions.is_unique
        assert definitions.str.endswith(".").all()
        assert definitions.str.len().min() > 30


def test_short_names_fit_a_card_and_differ(catalogue: Catalogue) -> None:
    assert catalogue.indicators["short_vi"].is_unique
    assert catalogue.indicators["short_vi"].str.len().max() <= 32
    assert catalogue.indicators["short_en"].str.len().max() <= 32


def test_a_weighted_mean_names_its_weight(catalogue: Catalogue) -> None:
    means = catalogue.indicators[catalogue.indicators["rule_space"] == "wmean"].set_index("code")
    assert means[["weight_vi", "weight_en"]].notna().all().all()
    assert means.loc["GRO06", "weight_code"] == "LAB14"


def test_sums_need_every_member_and_means_nearly_all(catalogue: Catalogue) -> None:
    required = catalogue.indicators.groupby("rule_space")["share_required"].unique().map(list).to_dict()
    assert required == {"sum": [1.0], "wmean": [0.9], "mean": [0.9], "none": [1.0]}


@pytest.mark.parametrize("path", sorted(DEFAULT.glob("*.csv")), ids=lambda path: path.stem)
def test_every_row_says_where_it_comes_from_and_how_sure_it_is(path) -> None:
    for row in read_rows(path):
        if path.stem == "corrections":
            assert row["reason"]
            assert row["declared_by"]
        else:
            assert row["source"]
            assert row["certainty"] in {"high", "medium"}


def test_all_old_provinces_went_to_new_ones(catalogue: Catalogue) -> None:
    links = catalogue.succession[catalogue.succession["predecessor"].str.startswith("province")]
    assert len(links) == 63
    assert links["successor"].nunique() == 34
    assert set(links["effective_on"]) == {date(2025, 7, 1)}


def test_the_same_code_is_another_place_in_another_edition(catalogue: Catalogue) -> None:
    names = catalogue.entities.set_index("key")["name_vi"]
    assert (names["province/24/2024"], names["province/24/2025"]) == ("Bắc Giang", "Bắc Ninh")


def test_a_unit_that_became_a_city_is_called_one(catalogue: Catalogue) -> None:
    names = catalogue.entities.set_index("key")["full_name_vi"]
    assert (names["province/22/2024"], names["province/22/2025"]) == ("Tỉnh Quảng Ninh", "Thành phố Quảng Ninh")


def test_new_provinces_are_as_large_as_their_parts(catalogue: Catalogue) -> None:
    units = catalogue.entities.set_index("key")
    parts = catalogue.succession.merge(units, left_on="predecessor", right_index=True)
    sums = parts.groupby("successor")[["area_km2", "population_thousand"]].sum()
    new = units.loc[sums.index]
    assert (sums["area_km2"] / new["area_km2"] - 1).abs().max() < 0.001
    assert (sums["population_thousand"] - new["population_thousand"]).abs().max() < 0.15


def test_published_trade_balances_are_exports_less_imports(published: dict[tuple[str, str], float]) -> None:
    balances = {period: value for (code, period), value in published.items() if code == "TRD03"}
    assert len(balances) == 11
    for period, balance in balances.items():
        assert balance == pytest.approx(published["TRD01", period] - published["TRD02", period], abs=0.006)


@pytest.mark.parametrize(("code", "year"), [(code, year) for code in ("TRD01", "TRD02") for year in range(2018, 2022)])
def test_published_months_add_up_to_the_year(code: str, year: int, published: dict[tuple[str, str], float]) -> None:
    months = sum(published[code, f"M{year}-{month:02d}"] for month in range(1, 13))
    assert months == pytest.approx(published[code, f"A{year}-12"], rel=0.008)


def test_a_first_estimate_is_known_before_the_later_figure(catalogue: Catalogue) -> None:
    rows = catalogue.observations
    first = rows[(rows["indicator"] == "GRO01") & (rows["period_end"] == date(2025, 3, 31))].sort_values("recorded_at")
    assert list(first["value"]) == [6.93, 7.05]
    assert list(first["recorded_at"]) == [datetime(2025, 4, 6), datetime(2026, 1, 6)]


def test_first_published_growth_of_a_year_is_kept_beside_the_revised(catalogue: Catalogue) -> None:
    rows = catalogue.observations
    years = rows[(rows["indicator"] == "GRO01") & (rows["grain"] == "A")].sort_values("recorded_at")
    by_year = years.groupby("period_end")["value"].apply(list)
    assert by_year[date(2022, 12, 31)] == [8.02, 8.54]


def test_what_is_stated_as_of_a_day_is_a_figure_of_that_day(catalogue: Catalogue) -> None:
    row = catalogue.observations.set_index("indicator").loc["ADM09"]
    assert (row["grain"], row["period_end"], row["recorded_at"]) == ("D", date(2022, 11, 11), datetime(2022, 11, 11))


def test_a_number_to_reach_is_no_observation(catalogue: Catalogue) -> None:
    reached = catalogue.observations[catalogue.observations["indicator"] == "DIG11"]["value"]
    assert sorted(reached) == [20.0, 69.0]


def test_zero_has_no_sign(catalogue: Catalogue) -> None:
    zeros = catalogue.observations[catalogue.observations["value"] == 0]["value"]
    assert len(zeros) >= 2
    assert not zeros.map(str).str.startswith("-").any()


def test_targets_are_as_strict_as_their_words(catalogue: Catalogue) -> None:
    targets = catalogue.targets.set_index(["indicator", "entity", "year_from", "document"]).sort_index()["operator"]
    assert targets["LAB02", "nation/VN/", 2024, "Nghị quyết 103/2023/QH15"] == "<"
    assert targets["LAB08", "nation/VN/", 2024, "Nghị quyết 103/2023/QH15"] == ">"
    assert targets["GRO01", "nation/VN/", 2020, "Nghị quyết 85/2019/QH14"] == "about"
    assert targets["GRO01", "nation/VN/", 2024, "Nghị quyết 103/2023/QH15"] == "between"


def test_targets_of_february_2025_were_replaced_in_august(catalogue: Catalogue) -> None:
    old = catalogue.targets[catalogue.targets["document"].str.startswith("Nghị quyết 25/NQ-CP")]
    assert len(old) == 64
    assert set(old["superseded_on"]) == {date(2025, 8, 5)}
