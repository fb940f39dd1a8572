"""Generated communes and their figures. No list of real communes is used: every name says that it was generated."""

import csv
import itertools
import random
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, select

from data.periods import month
from data.schema import entity, indicator

COMMUNES, INDICATORS, MONTHS = 3_321, 60, 96
WHOLE = COMMUNES * INDICATORS * MONTHS
LOW, HIGH = 1, 90
LAST = month(2026, 10)
UNIT_SOURCE = "sinh tự động để đo, không phải danh mục thật"


def write_units(engine: Engine, path: Path) -> None:
    """A list of as many communes as there are, shared out among the provinces of today."""
    with engine.connect() as connection:
        wanted = select(entity.c.code).where(entity.c.kind == "province", entity.c.vintage == "2025")
        provinces = list(connection.execute(wanted.order_by(entity.c.sort_order)).scalars())
    kinds = ("Xã", "Xã", "Phường")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "name", "province", "area_km2", "population_thousand", "source"])
        for number in range(COMMUNES):
            province = provinces[number * len(provinces) // COMMUNES]
            code = f"{number * 9 + 4:05d}"
            row = [f"{kinds[number % 3]} Sinh Thử {number + 1}", province, 20 + number % 80, 5 + number % 40]
            writer.writerow([code, *row, UNIT_SOURCE])


def write_figures(engine: Engine, path: Path, rows: int) -> int:
    """A tidy CSV in the order of the periods, newest first, as offices send them; return how many rows there are.

    Fewer rows are fewer months of every commune and indicator, so that whatever is asked of one period stays the same.
    """
    rng = random.Random(7)
    values = [f"{rng.uniform(LOW, HIGH):.2f}" for _ in range(100_003)]
    written = 0
    with path.open("w", encoding="utf-8", newline="", buffering=1 << 20) as file:
        file.write("indicator,entity,period,value,vintage,status,source\n")
        for keys, value in zip(itertools.islice(_keys(engine), rows), itertools.cycle(values), strict=False):
            file.write(f"{keys}{value},2025,S,Số sinh tự động để đo\n")
            written += 1
    return written


def _keys(engine: Engine) -> Iterator[str]:
    codes, units = chosen_indicators(engine), _communes(engine)
    for number in range(MONTHS):
        period = LAST.shift(-number)
        for code in codes:
            for unit in units:
                yield f"{code},{unit},{period},"


def chosen_indicators(engine: Engine) -> list[str]:
    """The first indicators that are not the nation's alone and can have any of the generated values."""
    with engine.connect() as connection:
        holds = indicator.c.minimum.is_(None) | (indicator.c.minimum <= LOW)
        holds &= indicator.c.maximum.is_(None) | (indicator.c.maximum >= HIGH)
        local = select(indicator.c.code).where(indicator.c.level != "national", holds).order_by(indicator.c.id)
        return list(connection.execute(local.limit(INDICATORS)).scalars())


def _communes(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        wanted = select(entity.c.code).where(entity.c.kind == "commune", entity.c.vintage == "2025")
        return list(connection.execute(wanted.order_by(entity.c.code)).scalars())
