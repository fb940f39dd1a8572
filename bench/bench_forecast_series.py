"""What the bench forecasts: series brought along, or generated families and the published series of the catalogue."""

import csv
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from settings import ROOT

HORIZONS = {1: 6, 4: 8, 12: 18}
LENGTHS = {1: (14, 40), 4: (24, 60), 12: (48, 120)}
FAMILIES = ("walk", "trend", "damped", "stable", "leaps")


@dataclass(frozen=True)
class Series:
    """One series, its end held back."""

    name: str
    season: int
    train: np.ndarray
    test: np.ndarray


def found(folder: Path | None) -> list[Series]:
    """The series of a directory; without one, what every clone has."""
    if folder is None:
        print("No --data: generated families and the published series of the catalogue. They flatter nobody, but only")
        print("series of a competition compare with published results.")
        return [*generated(40), *published()]
    with (folder / "series.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Series(row["id"], row["season"], np.array(row["train"], float), np.array(row["test"], float)) for row in rows
    ]


def generated(count: int) -> list[Series]:
    """`count` series of each family and frequency, each from its own seed."""
    made = []
    for season, horizon in HORIZONS.items():
        for family in FAMILIES:
            for seed in range(count):
                rng = np.random.default_rng((seed, season, FAMILIES.index(family)))
                length = int(rng.integers(*LENGTHS[season])) + horizon
                y = _family(family, length, season, rng)
                made.append(Series(f"{family}-{seed}", season, y[:-horizon], y[-horizon:]))
    return made


def balanced(count: int, length: int, season: int, horizon: int) -> list[Series]:
    """Wandering series of one length."""
    made = []
    for seed in range(count):
        y = _family("walk", length + horizon, season, np.random.default_rng((seed, season, 9)))
        made.append(Series(f"walk-{seed}", season, y[:length], y[length:]))
    return made


def _family(family: str, length: int, season: int, rng: np.random.Generator) -> np.ndarray:
    steps = rng.standard_t(5, length) * rng.uniform(0.005, 0.03)
    slope = rng.normal(0, 0.01)
    level = {
        "walk": np.cumsum(steps),
        "trend": slope * np.arange(length) + np.cumsum(steps) * 0.5,
        "damped": np.cumsum(slope * 3 * 0.95 ** np.arange(length)) + np.cumsum(steps),
        "stable": steps * 3,
        "leaps": np.cumsum(steps + (rng.random(length) < 0.03) * rng.normal(0, 0.15, length)),
    }[family]
    wave = rng.normal(0, rng.uniform(0, 0.15), season) if season > 1 else np.zeros(1)
    noise = rng.normal(0, rng.uniform(0, 0.02), length)
    return np.asarray(1000 * np.exp(level + wave[np.arange(length) % season] + noise))


def published() -> list[Series]:
    """The nation's published series of the catalogue that are long enough to hold some of their end back."""
    kept: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    with (ROOT / "data" / "catalog" / "actuals.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["unit_kind"] == "nation" and row["value"]:
                kept[row["indicator_code"], _grain(row["period"])][row["period"]] = float(row["value"])
    series = [_published(code, grain, figures) for (code, grain), figures in kept.items()]
    return [one for one in series if one is not None]


def _grain(period: str) -> str:
    """The frequency of a period; spans counted from January have none."""
    forms = {r"\d{4}": "Y", r"\d{4}-Q\d": "Q", r"\d{4}-\d{2}": "M"}
    return next((grain for form, grain in forms.items() if re.fullmatch(form, period)), "")


def _published(code: str, grain: str, figures: dict[str, float]) -> Series | None:
    season = {"Y": 1, "Q": 4, "M": 12}.get(grain)
    if season is None:
        return None
    periods = sorted(figures)
    places = [int(one[:4]) * season + int(one.partition("-")[2].lstrip("Q") or 1) - 1 for one in periods]
    gapless = places == list(range(places[0], places[0] + len(places)))
    horizon = min(HORIZONS[season], len(places) // 4)
    if not gapless or len(places) - horizon < max(6, 2 * season) or horizon < 1:
        return None
    y = np.array([figures[period] for period in periods])
    return Series(code, season, y[:-horizon], y[-horizon:])
