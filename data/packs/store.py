"""Where packs, their issues and exports are kept; workers share it, so what changes, changes in one statement."""

import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from data.engine import saying_what_is_wrong
from data.packs.records import Issue, Job, JobState, Pack, PackItem
from data.schema_packs import pack, pack_issue, pack_job

SILENT = timedelta(seconds=60)
KEPT = timedelta(hours=24)
"""An export of which its process says nothing for so long is lost; files are kept for a day."""
OPEN = (JobState.QUEUED, JobState.RUNNING)
MOST_PACKS, MOST_ISSUES = 200, 24
FIELDS = [column for column in pack_job.c if column.name != "content"]


class PackStore:
    """The packs of one warehouse."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # -- packs

    def of(self, owner: str) -> tuple[Pack, ...]:
        """The packs of an owner, the one that was changed last first."""
        query = select(pack).where(pack.c.owner == owner).order_by(pack.c.changed_at.desc(), pack.c.id.desc())
        with self._reading() as connection:
            return tuple(_pack(row) for row in connection.execute(query.limit(MOST_PACKS)))

    def find(self, key: str) -> Pack | None:
        """The pack that a link names, whosever it is."""
        with self._reading() as connection:
            row = connection.execute(select(pack).where(pack.c.key == key)).first()
        return None if row is None else _pack(row)

    def make(self, owner: str, title: str, items: Sequence[PackItem] = ()) -> Pack:
        """A new pack."""
        now, key = _now(), secrets.token_hex(16)
        row = {"key": key, "owner": owner, "title": title, "shared": False, "items": _written(items)}
        with self._writing() as connection:
            connection.execute(insert(pack).values(**row, made_at=now, changed_at=now))
        return Pack(key, owner, title, False, tuple(items), now)

    def add(self, owner: str, item: PackItem, title: str, most: int) -> Pack | None:
        """The owner's newest pack with one more item, or a new one of this title; None where it is full."""
        with self._writing() as connection:
            query = select(pack).where(pack.c.owner == owner).order_by(pack.c.changed_at.desc(), pack.c.id.desc())
            row = connection.execute(query.limit(1).with_for_update()).first()
            if row is not None:
                items = (*_pack(row).items, item)
                if len(items) > most:
                    return None
                connection.execute(
                    update(pack).where(pack.c.id == row.id).values(items=_written(items), changed_at=_now())
                )
                return _pack(row)
        return self.make(owner, title, (item,))

    def save(self, owner: str, key: str, title: str, items: Sequence[PackItem], *, shared: bool) -> bool:
        """Write a pack of the owner's anew; False where it is not theirs, or gone."""
        written = update(pack).where(pack.c.key == key, pack.c.owner == owner)
        with self._writing() as connection:
            values = {"title": title, "items": _written(items), "shared": shared, "changed_at": _now()}
            return connection.execute(written.values(**values)).rowcount == 1

    def remove(self, owner: str, key: str) -> bool:
        """Delete a pack of the owner's, with what was issued of it."""
        with self._writing() as connection:
            gone = connection.execute(delete(pack).where(pack.c.key == key, pack.c.owner == owner)).rowcount == 1
            if gone:
                connection.execute(delete(pack_issue).where(pack_issue.c.series == f"pack:{key}"))
        return gone

    # -- issues

    def issues(self, series: str, reader: str) -> tuple[Issue, ...]:
        """What was issued for a reader, the newest first."""
        table = pack_issue.c
        query = select(pack_issue).where(table.series == series, table.reader == reader)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(table.number.desc()).limit(MOST_ISSUES))
            return tuple(Issue(row.number, row.issued_at, row.data_version, row.figures) for row in rows)

    def issue(self, series: str, reader: str, data_version: int, figures: str) -> Issue:
        """Keep a new issue after the last one, whoever else issues at the same time."""
        table = pack_issue.c
        mine = (table.series == series, table.reader == reader)
        with self._writing() as connection:
            last = connection.execute(select(func.max(table.number)).where(*mine)).scalar() or 0
            made = Issue(last + 1, _now(), data_version, figures)
            row = {"number": made.number, "issued_at": made.issued_at, "data_version": data_version, "figures": figures}
            connection.execute(insert(pack_issue).values(series=series, reader=reader, **row))
            connection.execute(delete(pack_issue).where(*mine, table.number <= made.number - MOST_ISSUES))
        return made

    # -- exports on their way

    def queue(self, owner: str, form: str, total: int) -> Job:
        """A new export; those of the day before are cleared."""
        now, id = _now(), secrets.token_hex(16)
        row = {"id": id, "owner": owner, "form": form, "state": JobState.QUEUED.value, "done": 0, "total": total}
        with self._writing() as connection:
            connection.execute(delete(pack_job).where(pack_job.c.made_at < now - KEPT))
            connection.execute(insert(pack_job).values(**row, made_at=now, beat_at=now))
        return Job(id, owner, form, JobState.QUEUED, 0, total, now)

    def job(self, owner: str, id: str) -> Job | None:
        """An export of the owner's; LOST where its worker died."""
        with self._reading() as connection:
            query = select(*FIELDS).where(pack_job.c.id == id, pack_job.c.owner == owner)
            row = connection.execute(query).first()
        return None if row is None else _job(row)

    def waiting(self, owner: str) -> int:
        """How many exports of an owner are waiting or being made."""
        table = pack_job.c
        open_ = table.state.in_([one.value for one in OPEN])
        recent = table.beat_at > _now() - SILENT
        query = select(func.count()).select_from(pack_job).where(table.owner == owner, open_, recent)
        with self._reading() as connection:
            return int(connection.execute(query).scalar() or 0)

    def start(self, id: str) -> bool:
        """Take a queued export to work on; False where it was cancelled, or another worker has it."""
        return self._step(id, JobState.QUEUED, state=JobState.RUNNING.value)

    def tell(self, id: str, done: int, total: int) -> bool:
        """How far it is; False where it was cancelled meanwhile."""
        return self._step(id, JobState.RUNNING, done=done, total=total)

    def finish(self, id: str, name: str, kind: str, content: bytes) -> bool:
        """Put the whole file in, in one statement; False where it was cancelled meanwhile."""
        values = {"file_name": name, "file_kind": kind, "content": content}
        return self._step(id, JobState.RUNNING, state=JobState.DONE.value, done=pack_job.c.total, **values)

    def fail(self, id: str, reason: str) -> bool:
        """Say why an export that waits or is being made will not come."""
        return self._step(id, *OPEN, state=JobState.FAILED.value, reason=reason)

    def beat(self, ids: Sequence[str]) -> None:
        """Say that the process lives that has these exports, waiting or being made."""
        table = pack_job.c
        open_ = table.state.in_([one.value for one in OPEN])
        with self._writing() as connection:
            connection.execute(update(pack_job).where(table.id.in_(ids), open_).values(beat_at=_now()))

    def cancel(self, owner: str, id: str) -> bool:
        """End an export of the owner's that is not done; its worker notices at its next step."""
        table = pack_job.c
        open_ = table.state.in_([one.value for one in OPEN])
        written = update(pack_job).where(table.id == id, table.owner == owner, open_)
        with self._writing() as connection:
            return connection.execute(written.values(state=JobState.CANCELLED.value)).rowcount == 1

    def content(self, owner: str, id: str) -> bytes | None:
        """The file of an export that is done."""
        table = pack_job.c
        query = select(table.content).where(table.id == id, table.owner == owner, table.state == JobState.DONE.value)
        with self._reading() as connection:
            found = connection.execute(query).scalar()
        return None if found is None else bytes(found)

    def _step(self, id: str, *was: JobState, **values: Any) -> bool:
        states = [one.value for one in was]
        written = update(pack_job).where(pack_job.c.id == id, pack_job.c.state.in_(states))
        with self._writing() as connection:
            return connection.execute(written.values(beat_at=_now(), **values)).rowcount == 1

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with saying_what_is_wrong(self._engine), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            yield connection


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _written(items: Sequence[PackItem]) -> str:
    return json.dumps([asdict(one) for one in items], ensure_ascii=False)


def _pack(row: Row[Any]) -> Pack:
    items = tuple(PackItem(**one) for one in json.loads(row.items))
    return Pack(row.key, row.owner, row.title, bool(row.shared), items, row.changed_at)


def _job(row: Row[Any]) -> Job:
    state = JobState(row.state)
    silent = _now() - row.beat_at
    if state in OPEN and silent > SILENT:
        state = JobState.LOST
    told = (row.reason or "", row.file_name or "", row.file_kind or "")
    return Job(row.id, row.owner, row.form, state, row.done, row.total, row.made_at, *told)
