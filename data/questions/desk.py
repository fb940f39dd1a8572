"""What tells that a task or an alert changed: neither raises the data version, for no figure changed."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import func, select

from data.pulse import Pulse
from data.questions.base import Asker, Stand
from data.schema_alerts import alert_event
from data.schema_tasks import task, task_note

DeskStamp = tuple[int, int, int]
"""Numbers of the newest version of a task, note on one, and event of an alert: append-only, so they only grow."""


@dataclass(frozen=True, slots=True)
class Beat:
    """How figures stand, and what people did with them: whatever changes that a page shows, one of the two does."""

    stand: Stand
    desk: DeskStamp


class Desk(Asker):
    """Questions about what people do with figures; their answers are kept by the stamp."""

    def desk_stamp(self) -> DeskStamp:
        """How tasks and alerts stand; never kept, so that whoever has just changed one sees it. Raises as others do."""
        newest = [select(func.coalesce(func.max(one.c.id), 0)) for one in (task, task_note, alert_event)]
        with self._connection() as connection:
            row = connection.execute(select(*(one.scalar_subquery() for one in newest))).one()
        return int(row[0]), int(row[1]), int(row[2])

    def beat(self) -> Beat:
        """Both stamps for whoever only asks whether anything is new, read once for all who do. Raises as others do."""
        whole: Desk = self._whole  # type: ignore[assignment]  # of the same class
        return whole._pulse.beat()

    @cached_property
    def _pulse(self) -> Pulse[Beat]:
        return Pulse(lambda: Beat(self.stand(), self.desk_stamp()), self._version_seconds)
