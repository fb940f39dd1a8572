"""The references, run by the Python of their own environment: statsforecast, numpy and nothing of ours.

python bench_forecast_references.py ASKED.json TOLD.json
"""

import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np
from statsforecast import models


def main(asked: Path, told: Path) -> None:
    question = json.loads(asked.read_text())
    percent = round(question["level"] * 100, 6)
    percent = int(percent) if float(percent).is_integer() else percent
    warnings.simplefilter("ignore")
    answers = {}
    for name in question["models"]:
        _forecast(name, question["series"][0], percent)  # compiles
        answers[name] = [_forecast(name, row, percent) for row in question["series"]]
    told.write_text(json.dumps(answers))


def _forecast(name: str, row: dict, percent: float) -> dict:
    model = getattr(models, name)(season_length=row["season"])
    y = np.asarray(row["y"], dtype=np.float64)
    start = time.perf_counter()
    try:
        found = model.forecast(y, h=row["horizon"], level=[percent])
    except Exception:  # a reference that fails stands with the last figure
        found = {"mean": np.full(row["horizon"], y[-1])}
        found |= {f"{side}-{percent}": found["mean"] for side in ("lo", "hi")}
    seconds = time.perf_counter() - start
    columns = {"mean": "mean", "lower": f"lo-{percent}", "upper": f"hi-{percent}"}
    return {ours: np.asarray(found[theirs]).tolist() for ours, theirs in columns.items()} | {"seconds": seconds}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
