"""Whether the server may start as it is set: on an outside address it needs somebody who answers for it."""

from sqlalchemy import Engine

from access import accounts, arrivals
from access.errors import InvalidGrant
from data.engine import saying_what_is_wrong
from settings import Settings, is_loopback


class CannotStart(Exception):
    """The settings would open the product to others without the protection it needs."""


def check(settings: Settings, engine: Engine) -> None:
    """Raise `CannotStart` that names everything missing and what to set."""
    try:
        arrivals.policy(settings)
    except InvalidGrant as problem:
        raise CannotStart(str(problem)) from problem
    if is_loopback(settings.host):
        return
    with saying_what_is_wrong(engine), engine.connect() as connection:
        guarded = accounts.any_administrator(connection)
    missing = [
        *([] if guarded else ["an administrator (python -m access create-admin NAME)"]),
        *([] if settings.secret_key.get_secret_value() else ["TOANCANH_SECRET_KEY (a long random text)"]),
        *([] if settings.cookie_secure or "cookie_secure" in settings.model_fields_set else ["TOANCANH_COOKIE_SECURE"]),
    ]
    if missing:
        raise CannotStart(f"To listen on {settings.host} the server needs {' and '.join(missing)}.")
