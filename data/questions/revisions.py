"""The trail of figures: every value ever known of a series, with the load, the file and the source that brought it."""

import pandas as pd
from sqlalchemy import select

from data.periods import Period
from data.questions.asking import Asking
from data.recast import end_of_day
from data.records import Entity, Indicator
from data.schema import batch, observation, source

COLUMNS = (
    "period",
    "period_end",
    "grain",
    "value",
    "status",
    "recorded_at",
    "source",
    "note",
    "batch",
    "kind",
    "file_name",
    "sha256",
    "loaded_at",
    "loaded_by",
)


def trail(asking: Asking, indicator: Indicator, entity: Entity, period: Period) -> pd.DataFrame:
    """Every value ever known for one period, the newest first: see `Questions.trail`."""
    table = observation.c
    mine = [
        *asking.seen(observation),
        table.indicator_id == indicator.id,
        table.entity_id == entity.id,
        table.grain == period.grain,
        table.period_end == period.end,
    ]
    if asking.as_of:
        mine.append(table.recorded_at < end_of_day(asking.as_of))
    asking.note(observation, *mine)
    query = (
        select(
            *(table[name] for name in ("period_end", "grain", "value", "status", "recorded_at")),
            source.c.name.label("source"),
            table.note,
            batch.c.id.label("batch"),
            batch.c.kind,
            batch.c.file_name,
            batch.c.sha256,
            batch.c.finished_at.label("loaded_at"),
            batch.c.loaded_by,
        )
        .join(source, source.c.id == table.source_id)
        .join(batch, batch.c.id == table.batch_id)
        .where(*mine)
        .order_by(table.recorded_at.desc(), batch.c.id.desc())
    )
    frame = asking.read(query)
    return frame.assign(loaded_at=pd.to_datetime(frame["loaded_at"]))[list(COLUMNS)]
