"""Whether the server may start as it is set: over tables that it knows, and on an outside address with somebody who
answers for it.
"""

from sqlalchemy import Engine

from access import accounts, arrivals
from access.errors import InvalidGrant
from data.engine import saying_what_is_wrong
from data.errors import WarehouseError
from data.migrations import current
from data.schema import SCHEMA_VERSION
from settings import Settings, is_loopback


class CannotStart(Exception):
    """The warehouse is of another version, or others could come in without the protection that the product needs."""


def check(settings: Settings, engine: Engine, *, by_runner: bool = False) -> None:
    """Raise `CannotStart` that names everything missing and what to set.

    With `by_runner` the address is not ours to know: a runner of WSGI apps, or the proxy before it, may be reached from
    anywhere, and each of its workers would make a key of its own. So it needs what an outside address needs.
    """
    try:
        arrivals.policy(settings)
    except InvalidGrant as problem:
        raise CannotStart(str(problem)) from problem
    _knows_the_tables(engine)
    if is_loopback(settings.host) and not by_runner:
        return
    with saying_what_is_wrong(engine), engine.connect() as connection:
        guarded = accounts.any_administrator(connection)
    missing = [
        *([] if guarded else ["an administrator (python -m access create-admin NAME)"]),
        *([] if settings.secret_key.get_secret_value() else ["TOANCANH_SECRET_KEY (a long random text)"]),
        *([] if settings.cookie_secure or "cookie_secure" in settings.model_fields_set else ["TOANCANH_COOKIE_SECURE"]),
    ]
    if missing:
        place = f"To listen on {settings.host}" if not is_loopback(settings.host) else "Under a runner of WSGI apps"
        desk = " At a desk, run it without one: python app.py" if by_runner else ""
        raise CannotStart(f"{place} the server needs {' and '.join(missing)}.{desk}")


def _knows_the_tables(engine: Engine) -> None:
    """Over tables of another version parts of pages would fail; a warehouse that is not there may come later."""
    try:
        with saying_what_is_wrong(engine):
            found = current(engine)
    except WarehouseError:
        return
    if found is not None and found != SCHEMA_VERSION:
        older = found < SCHEMA_VERSION
        help = "Run: python -m data upgrade" if older else "Serve it with the newer version of the product"
        raise CannotStart(f"The tables are those of version {found}, and this server knows {SCHEMA_VERSION}. {help}")
