"""Failed log-ins make the next one wait: by name and by address, in a table, so that all workers know."""

import hashlib
import ipaddress
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Connection, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from access.clock import utc_now
from data.schema_access import login_failure
from data.text import folded

WINDOW = timedelta(minutes=15)
FREE_BY_NAME = 5
# A whole office often shares one address, so that more people mistype behind it.
FREE_BY_ADDRESS = 20
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=5)
KEPT = timedelta(days=1)

_f = login_failure.c


def waiting(connection: Connection, name: str | None, address: str, now: datetime | None = None) -> int:
    """Seconds before this name may be tried from this address again; 0 when now. Costs one look-up by key.

    Without a name, as where the office's provider says who came, the address alone counts.
    The wait doubles with each failure, to five minutes at most: nobody is locked out for good by another's guessing.
    """
    moment, keys = now or utc_now(), _keys(name, address)
    rows = connection.execute(select(_f.key, _f.failures, _f.last_at).where(_f.key.in_(keys)))
    waits = [_until(keys[row.key], row.failures, row.last_at) - moment for row in rows]
    return max(0, *(ceil(wait.total_seconds()) for wait in waits), 0)


def failed(connection: Connection, name: str | None, address: str, now: datetime | None = None) -> None:
    """Count a failure. A try that had to wait is none, so that the wait ends whoever keeps knocking."""
    moment = now or utc_now()
    connection.execute(delete(login_failure).where(_f.last_at < moment - KEPT))
    for key in sorted(_keys(name, address)):  # in one order, so that two workers never wait for each other
        connection.execute(_counted(connection, key, moment))


def passed(connection: Connection, name: str) -> None:
    """Forget the failures of a name whose owner got in; those of the address stay, or one account would clear them."""
    connection.execute(delete(login_failure).where(_f.key == _name_key(name)))


def _counted(connection: Connection, key: str, moment: datetime) -> postgresql.Insert | sqlite.Insert:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    again = case((_f.last_at < moment - WINDOW, 1), else_=_f.failures + 1)
    made = insert(login_failure).values(key=key, failures=1, last_at=moment)
    return made.on_conflict_do_update(index_elements=[_f.key], set_={"failures": again, "last_at": moment})


def _until(free: int, failures: int, last: datetime) -> datetime:
    """When the next try is heard."""
    if failures < free:
        return last
    doubled: timedelta = FIRST_WAIT * 2 ** min(failures - free, 16)
    return last + min(doubled, LONGEST_WAIT)


def _keys(name: str | None, address: str) -> dict[str, int]:
    """The keys of a try, each with the failures that cost nothing."""
    by_name = {} if name is None else {_name_key(name): FREE_BY_NAME}
    return {**by_name, f"address:{network(address)}": FREE_BY_ADDRESS}


def _name_key(name: str) -> str:
    """A fingerprint: people type passwords where the name belongs."""
    return "name:" + hashlib.sha256(folded(name).encode("utf-8", "replace")).hexdigest()


def network(address: str) -> str:
    """The address; of version 6 the network of 64 bits, which one subscriber holds whole."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped:
            return str(known.ipv4_mapped)
        return str(ipaddress.ip_network((int(known), 64), strict=False))
    return str(known)
