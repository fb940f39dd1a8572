"""The record of what commands do: who ran them, as far as the machine knows."""

import getpass
import os

from sqlalchemy import Engine

from access import audit
from data.engine import saying_what_is_wrong


def operator() -> str:
    """How the record names whoever runs a command."""
    try:
        return f"command:{getpass.getuser()}"
    except (KeyError, OSError):  # no name for this number, as in some containers
        return f"command:{os.getuid() if hasattr(os, 'getuid') else 'unknown'}"


def record(engine: Engine, event: audit.Event, subject: str, **detail: object) -> None:
    """Write down what a command has done; for one that has no transaction of its own to write it in."""
    with saying_what_is_wrong(engine), engine.begin() as connection:
        audit.write(connection, operator(), event, subject, detail)
