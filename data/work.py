"""What people wrote into a warehouse, besides its figures: what no file brings back."""

from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from data.schema import target
from data.schema_alerts import alert_event, alert_recipient, alert_rule
from data.schema_tasks import task


def work_of_people(connection: Connection) -> dict[str, int]:
    """How many of what there is, by what it is called; what there is none of is left out."""
    written = or_(alert_rule.c.version > 1, alert_rule.c.recorded_by.is_not(None))
    counted: dict[str, Select[Any]] = {
        "assigned tasks": select(func.count(task.c.number.distinct())).where(task.c.simulated.is_(False)),
        "deeds on alerts": select(func.count(alert_event.c.id)).where(alert_event.c.by.is_not(None)),
        "rules of alerts": select(func.count(alert_rule.c.number.distinct())).where(written),
        "recipients of alerts": select(func.count(alert_recipient.c.id)),
        "targets": select(func.count(target.c.number.distinct())).where(target.c.recorded_by.is_not(None)),
    }
    found = {what: int(connection.execute(query).scalar_one()) for what, query in counted.items()}
    return {what: count for what, count in found.items() if count}
