"""What tells that a task or an alert changed: neither raises the data version, for no figure changed."""

from sqlalchemy import func, select

from data.questions.base import Asker
from data.schema_alerts import alert_event
from data.schema_tasks import task, task_note

DeskStamp = tuple[int, int, int]
"""Numbers of the newest version of a task, note on one, and event of an alert: append-only, so they only grow."""


class Desk(Asker):
    """Questions about what people do with figures; their answers are kept by the stamp."""

    def desk_stamp(self) -> DeskStamp:
        """How tasks and alerts stand; never kept, so that whoever has just changed one sees it. Raises as others do."""
        newest = [select(func.coalesce(func.max(one.c.id), 0)) for one in (task, task_note, alert_event)]
        with self._connection() as connection:
            row = connection.execute(select(*(one.scalar_subquery() for one in newest))).one()
        return int(row[0]), int(row[1]), int(row[2])
