"""The provinces of the catalogue, with what is assumed about their economies."""

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.simulation.profiles import read_province_table
from data.simulation.timeline import Floats
from data.simulation.units import Geography

FAR = 1.8  # a coal or oil province is rich on paper beyond what its people feel
SOUTH_LATITUDE, HARD, MILD = 12.0, 1.8, 0.5  # the long lockdown of 2021 was in the south
WARM_LATITUDE = 16.0  # dengue keeps to the south


def read_geography(catalogue: Catalogue) -> Geography:
    """Provinces in the order of the catalogue, weights in the order of the old ones."""
    provinces = catalogue.entities[catalogue.entities["kind"] == "province"]
    old = provinces[provinces["vintage"] == "2024"].reset_index(drop=True)
    new = provinces[provinces["vintage"] == "2025"].reset_index(drop=True)
    successor = catalogue.succession.set_index("predecessor")["successor"]
    place = {key: number for number, key in enumerate(new["key"])}
    heirs = np.zeros((len(old), len(new)))
    for number, key in enumerate(old["key"]):
        heirs[number, place[successor[key]]] = 1
    population = old["population_thousand"].to_numpy(dtype=float)
    table = _table(old, population)
    hit = np.where(old["latitude"].to_numpy(dtype=float) < SOUTH_LATITUDE, HARD, MILD)
    wealth = np.log(table["grdp"] / population)
    return Geography(
        old=old["key"].tolist(),
        new=new["key"].tolist(),
        heirs=heirs,
        old_regions=_members(old),
        new_regions=_members(new),
        population=population,
        area=old["area_km2"].to_numpy(dtype=float),
        table=table,
        development=np.clip((wealth - np.average(wealth, weights=population)) / wealth.std(), -FAR, FAR),
        severity=hit / np.average(hit, weights=population),
    )


def _members(provinces: pd.DataFrame) -> dict[str, "np.ndarray[tuple[int], np.dtype[np.int64]]"]:
    return {
        region: np.flatnonzero((provinces["parent"] == region).to_numpy()) for region in provinces["parent"].unique()
    }


def _table(old: pd.DataFrame, population: Floats) -> dict[str, Floats]:
    """Weights by name, those of provinces.csv and those that follow from them."""
    by_code = read_province_table()
    names = next(iter(by_code.values()))
    table = {name: np.array([by_code[code][name] for code in old["code"]]) for name in names}
    grdp, area = table["grdp"], old["area_km2"].to_numpy(dtype=float)
    latitude, longitude = old["latitude"].to_numpy(dtype=float), old["longitude"].to_numpy(dtype=float)
    industry = 0.35 * grdp / grdp.sum() + 0.65 * table["exports"] / table["exports"].sum()
    rural = population / (1 + population / area)
    return table | {
        "population": population,
        "census": population,
        "area": area,
        "equal": np.ones(len(old)),
        "industry": industry,
        "imports": 0.75 * table["exports"] / table["exports"].sum() + 0.25 * grdp / grdp.sum(),
        "revenue": grdp**1.25,
        "firms": grdp**1.2,
        "farm": table["paddy"] + 3 * table["fishery"] + 2 * rural / 10,
        "livestock": rural + 0.15 * population,
        "woods": table["forest"] * area,
        "warm": population * np.where(latitude < WARM_LATITUDE, 1.6, 0.45),
        "storm": area**0.5 * np.where((latitude > 12) & (longitude > 104.5), 1.6, 0.7),
        "border": grdp**0.7,
    }
