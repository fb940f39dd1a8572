"""Log-ins that are open: a random secret in the cookie, its fingerprint in the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, Row, bindparam, delete, func, insert, select, update

from access.clock import EVERY, fingerprint, new_secret, utc_now
from access.roles import Viewer
from access.scopes import stored
from data.schema_access import account, account_grant, account_session
from data.touch import write_if_free

IDLE = timedelta(hours=8)
ABSOLUTE = timedelta(days=7)
KEPT = timedelta(days=90)
AGENT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Session:
    """One log-in: of whom, since when, from where."""

    id: int
    account_id: int
    name: str
    display: str
    opened_at: datetime
    seen_at: datetime
    agent: str
    address: str


_s, _a, _g = account_session.c, account.c, account_grant.c
_COLUMNS = (_s.id, _s.account_id, _a.name, _a.display, _s.opened_at, _s.seen_at, _s.agent, _s.address)
_LIVE = (_s.ended_at.is_(None), _a.locked_at.is_(None))
# Made once: the question stands before every page, callback and download.
_FIND = (
    select(*_COLUMNS, _g.role, _g.scope)
    .select_from(account_session.join(account).outerjoin(account_grant, _g.account_id == _a.id))
    .where(_s.token_hash == bindparam("hash"), *_LIVE)
)


def open(  # callers read sessions.open
    connection: Connection, account_id: int, agent: str, address: str, now: datetime | None = None
) -> str:
    """Open a session and return the secret for its cookie; it is shown nowhere again."""
    moment, secret = now or utc_now(), new_secret()
    connection.execute(delete(account_session).where(_s.seen_at < moment - KEPT))
    connection.execute(
        insert(account_session).values(
            account_id=account_id,
            token_hash=fingerprint(secret),
            opened_at=moment,
            seen_at=moment,
            agent=_plain(agent),
            address=_plain(address),
        )
    )
    return secret


def find(engine: Engine, secret: str, now: datetime | None = None) -> tuple[Viewer, Session] | None:
    """Who holds this cookie, with the roles of this moment; None when it is unknown, ended, too old, or locked."""
    moment = now or utc_now()
    with engine.connect() as connection:
        rows = connection.execute(_FIND, {"hash": fingerprint(secret)}).all()
    if not rows:
        return None
    session = _session(rows[0])
    if _over(session, moment):
        return None
    if moment - session.seen_at >= EVERY:
        write_if_free(engine, update(account_session).where(_s.id == session.id).values(seen_at=moment))
    grants = stored((row.role, row.scope) for row in rows)
    return Viewer(session.name, "session", grants, session.account_id), session


def list_live(connection: Connection, account_id: int, now: datetime | None = None) -> list[Session]:
    """Open sessions of an account, the newest first."""
    moment = now or utc_now()
    rows = connection.execute(
        select(*_COLUMNS)
        .select_from(account_session.join(account))
        .where(_s.account_id == account_id, *_LIVE)
        .order_by(_s.opened_at.desc(), _s.id.desc())
    )
    return [session for session in map(_session, rows) if not _over(session, moment)]


def last_seen(connection: Connection) -> dict[int, datetime]:
    """When each account was last used, as far back as sessions are kept."""
    seen = select(_s.account_id, func.max(_s.seen_at)).group_by(_s.account_id)
    return {row[0]: row[1] for row in connection.execute(seen)}


def end(connection: Connection, session_id: int, account_id: int | None = None, now: datetime | None = None) -> bool:
    """End a session, of this account only where one is named; whether there was one to end."""
    owned = () if account_id is None else (_s.account_id == account_id,)
    ended = update(account_session).where(_s.id == session_id, _s.ended_at.is_(None), *owned)
    return connection.execute(ended.values(ended_at=now or utc_now())).rowcount == 1


def end_all(connection: Connection, account_id: int, keep: int | None = None, now: datetime | None = None) -> int:
    """End every session of an account but `keep`; how many there were."""
    others = () if keep is None else (_s.id != keep,)
    ended = update(account_session).where(_s.account_id == account_id, _s.ended_at.is_(None), *others)
    return connection.execute(ended.values(ended_at=now or utc_now())).rowcount


def _session(row: Row[tuple[int, int, str, str, datetime, datetime, str, str]] | Sequence[object]) -> Session:
    return Session(*row[: len(_COLUMNS)])  # type: ignore[arg-type]  # the columns are listed in the same order


def _over(session: Session, moment: datetime) -> bool:
    return moment - session.seen_at >= IDLE or moment - session.opened_at >= ABSOLUTE


def _plain(text: str) -> str:
    """What a browser said, cut short and fit for any database."""
    return text[:AGENT_LENGTH].encode("utf-8", "replace").decode().replace("\0", "")
