"""A warehouse with a few forecasts, made up: what pages say of forecasts must follow from what is kept."""

import json
from collections.abc import Sequence
from datetime import date

import numpy as np
from sqlalchemy import Engine

from data.forecasts.records import Accuracy, Basis, Model, NewForecast, NewNowcast, News, Quantiles
from data.forecasts.store import Store
from data.periods import Grain, Period, month, quarter
from data.questions import Questions
from forecasting.calibrate import GRID

MONTHS, QUARTERS = month(2026, 9), quarter(2026, 3)
STEPS = {Grain.MONTH: 18, Grain.QUARTER: 6}


def made(
    entity_id: int,
    origin: Period,
    mean: float,
    *,
    basis: Basis = Basis.PUBLISHED,
    flags: Sequence[str] = (),
    again: bool = False,
) -> NewForecast:
    """A forecast of one level, an 80 % interval of one to each side."""
    points = [
        (mean, mean - 1, mean + 1, mean - 2, mean + 2, 1.0, float(np.sqrt(k)))
        for k in range(1, STEPS[origin.grain] + 1)
    ]
    return NewForecast(
        entity_id=entity_id,
        origin=origin,
        first=origin.shift(-50),
        basis=basis,
        observations=51,
        published=51 if basis is Basis.PUBLISHED else 4,
        last_value=mean,
        choice="combination",
        models=(Model("theta", 0.5), Model("ets_3", 0.5)),
        origins=3,
        error=1.0,
        naive_error=2.0,
        flags=tuple(flags),
        breaks=(),
        lower_bound=None,
        upper_bound=None,
        group="all",
        points=tuple(points),
        retrospective=again,
    )


def quantiles(grain: Grain) -> Quantiles:
    curve = json.dumps(np.repeat((GRID / 0.8)[:, None], STEPS[grain], axis=1).tolist())
    return Quantiles("all", 80, curve, curve)


def keep_some(engine: Engine) -> None:
    """Forecasts of GDP growth (published), exports and their parts (simulated); scores, a nowcast, a run that ended."""
    store, asked = Store(engine), Questions(engine)
    version, nation = store.version(), asked.nation().id
    ids = {code: asked.indicator(code).id for code in ("GRO01", "TRD01", "TRD06", "TRD02", "IND01")}
    store.begin(4)
    store.keep_forecasts(
        ids["GRO01"],
        [
            made(nation, QUARTERS, 8.5, flags=("covid", "small_pool")),
            made(nation, QUARTERS.shift(-1), 8.0, again=True),
            made(nation, QUARTERS.shift(-2), 7.5, again=True),
        ],
        [quantiles(Grain.QUARTER)],
        version,
    )
    for code, mean in (("TRD01", 50.0), ("TRD06", 30.0), ("TRD02", 45.0)):
        store.keep_forecasts(
            ids[code], [made(nation, MONTHS, mean, basis=Basis.SIMULATED)], [quantiles(Grain.MONTH)], version
        )
    scores = [Accuracy("nation", step, "Q", Basis.PUBLISHED, 1, 8, 0.5, 1.0, 0.75, 1.0, 2.0, 3.0) for step in (1, 2)]
    store.keep_accuracy(ids["GRO01"], scores, version)
    news = News(ids["IND01"], month(2026, 10), "S", 9.0, 11.0, 0.15, 0.3)
    store.keep_nowcast(
        NewNowcast(
            indicator_id=ids["GRO01"],
            entity_id=nation,
            period=quarter(2026, 4),
            known_until=date(2026, 10, 31),
            mean=9.31,
            spread=0.6,
            before=9.01,
            published=12,
            simulated=300,
            origins=12,
            error=0.6,
            benchmark="ar",
            benchmark_mean=8.1,
            benchmark_error=0.9,
            verdict="too_little_real",
            news=(news,),
        ),
        version,
    )
    store.raise_version(version)
