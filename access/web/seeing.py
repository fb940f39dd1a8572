"""What whoever makes the present request may ask, and the record of the restricted figures that they were shown.

This is the one way from a request to the warehouse: no page, callback, download or route takes the questions of the
server itself, and a test keeps it so.
"""

from collections import OrderedDict
from collections.abc import Hashable, Set
from datetime import datetime
from threading import Lock

from flask import current_app, has_request_context
from sqlalchemy import Engine

from access import audit
from access.roles import Viewer
from access.sight import in_words, seen_by
from access.web import gate, rules
from components.formatting import CLOCK
from data.engine import saying_what_is_wrong
from data.questions import Questions
from data.questions.sight import Pair

MOST_KEPT = 20_000


def questions() -> Questions:
    """The questions of the server with the sight of the present viewer; raises a `WarehouseError` as any question."""
    held: Questions = current_app.extensions["questions"]
    return seen_by(gate.viewer(), held)


def catch_up(version: int) -> None:
    """Know of a data version that the present viewer was told of, maybe by another worker; before anything is asked."""
    held: Questions = current_app.extensions["questions"]
    held.catch_up(version)


def may_do(endpoint: str) -> bool:
    """Whether the present viewer may reach a route, for what is only offered to those who may."""
    return not has_request_context() or rules.lets(gate.viewer(), rules.rule_of(endpoint))


def may_open(page: str) -> bool:
    """Whether the present viewer may open a page, by its module; one without a rule is nobody's."""
    return rules.lets(gate.viewer(), rules.PAGES.get(page))


class Shown:
    """Writes down who was shown which restricted figures: once for a viewer, an address, a data version and a day."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._written: OrderedDict[Hashable, None] = OrderedDict()
        self._lock = Lock()

    def record(self, viewer: Viewer, address: str, asked: Questions, figures: Set[Pair]) -> None:
        """Write it down before it is shown; what cannot be written down raises a `WarehouseError` and is not shown."""
        version = asked.data_version()
        seen = (viewer.via, viewer.name, address, version, datetime.now(CLOCK).date())
        with self._lock:
            if seen in self._written:
                return
        with saying_what_is_wrong(self._engine), self._engine.begin() as connection:
            detail = {**in_words(asked, figures), "data_version": version}
            audit.write(connection, viewer, audit.Event.SAW_RESTRICTED, address, detail)
        with self._lock:
            self._written[seen] = None
            while len(self._written) > MOST_KEPT:
                self._written.popitem(last=False)


def record_shown(address: str, asked: Questions, figures: Set[Pair]) -> None:
    """Record that the present viewer is shown these restricted figures; nothing where there are none."""
    if figures:
        shown: Shown = current_app.extensions["shown"]
        shown.record(gate.viewer(), address, asked, figures)


def record_export(name: str, form: str, address: str) -> None:
    """Record that the present viewer takes a file of this name and form away from the page at an address.

    What cannot be recorded raises a `WarehouseError`, and is not handed out.
    """
    with saying_what_is_wrong(gate.engine()), gate.engine().begin() as connection:
        audit.write(connection, gate.viewer(), audit.Event.EXPORTED, name, {"form": form, "address": address})
