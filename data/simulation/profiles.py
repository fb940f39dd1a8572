"""What is assumed about each indicator that is simulated; the numbers stand in the CSV files beside this module."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data.simulation.timeline import Floats, Ints, Timeline, tet_month

FOLDER = Path(__file__).resolve().parent

# Ways to make a series; the last six are computed from other series.
LEVEL, RATE, SCALE, YTD, STEPS, KNOTS = "level", "rate", "scale", "ytd", "steps", "knots"
DERIVED = {"minus", "ytdgrowth", "yoygrowth", "ytdmean", "per", "deficit"}


@dataclass(frozen=True, slots=True)
class Profile:
    """Assumptions for one indicator.

    `start` and `end` are typical national values of one period in 2016 (or when it begins) and in 2025; `noise` and
    `spread` are fractions for amounts and points for rates; `tilt` (-1 to 1) ties a rate to the wealth of a province.
    """

    code: str
    mode: str
    base: tuple[str, ...]
    begins: float
    start: float
    end: float
    season: str
    shock: str
    depth: float
    noise: float
    spread: float
    driver: str
    weight: str
    tilt: float


def read_profiles() -> dict[str, Profile]:
    """Profiles by indicator code, in the order of the file."""
    return {row["code"]: _profile(row) for row in _rows("profiles.csv")}


def _profile(row: dict[str, str]) -> Profile:
    year, month = row["begins"].split("-")
    return Profile(
        code=row["code"],
        mode=row["mode"],
        base=tuple(filter(None, row["base"].split(":"))),
        begins=int(year) + (int(month) - 1) / 12,
        start=float(row["start"]),
        end=float(row["end"]),
        season=row["season"],
        shock=row["shock"],
        depth=float(row["depth"]),
        noise=float(row["noise"]),
        spread=float(row["spread"]),
        driver=row["driver"],
        weight=row["weight"],
        tilt=float(row["tilt"]),
    )


def read_province_table() -> dict[str, dict[str, float]]:
    """Economic weights of the 63 provinces by code: grdp, exports, paddy and others."""
    return {row.pop("code"): {name: float(value) for name, value in row.items()} for row in _rows("provinces.csv")}


def season(name: str, line: Timeline) -> Floats:
    """Seasonal factor of each period (points for a rate), with what the lunar new year adds in its month."""
    row = next(row for row in _rows("seasons.csv") if row["name"] == name)
    usual = [float(row[f"m{month}"]) for month in range(1, 13)]
    tet, against = float(row["tet"]), int(row["against"])

    def of_month(year: int, month: int) -> float:
        effect = tet * (tet_month(year) == month)
        if against:  # a rate against an earlier month also feels the new year of that month
            earlier = year * 12 + month - 1 - against
            effect -= tet * (tet_month(earlier // 12) == earlier % 12 + 1)
        return usual[month - 1] + effect

    return np.array([np.mean([of_month(int(line.year[i]), m) for m in line.months(i)]) for i in range(len(line))])


def season_of_year(name: str) -> Floats:
    """The twelve values of a season as they stand: for the path of a figure that is cumulated within the year."""
    row = next(row for row in _rows("seasons.csv") if row["name"] == name)
    return np.array([float(row[f"m{month}"]) for month in range(1, 13)])


def shock(name: str, line: Timeline) -> Floats:
    """Strength of a shock in each period, 0 to 1."""
    sizes = {row["month"]: float(row["size"]) for row in _rows("shocks.csv") if row["name"] == name}
    return np.array(
        [np.mean([sizes.get(f"{line.year[i]}-{month:02d}", 0.0) for month in line.months(i)]) for i in range(len(line))]
    )


def points(code: str) -> tuple[Ints, Floats]:
    """Assumed values at given months (counted from year 0) of a price that is set, or a total that only grows."""
    rows = [row for row in _rows("points.csv") if row["code"] == code]
    months = [int(row["month"][:4]) * 12 + int(row["month"][5:]) for row in rows]
    order = np.argsort(months)
    return np.array(months)[order], np.array([float(row["value"]) for row in rows])[order]


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
