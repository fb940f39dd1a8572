"""How often a visitor may ask, and what is said to who asks more often: 429, when to come back, and a sentence.

Forms that let in, make or change something, one-time links and the file of the audit trail are counted in the database,
by route, visitor and address, so that all workers count together. Everything else that is not open to all is counted by
each process for itself, and generously: fifty screens behind one address, each drawing a page every few seconds, pass.
"""

from flask import request
from sqlalchemy import Engine
from werkzeug.exceptions import TooManyRequests

from access.limits import Crowd, Rate, waiting
from access.roles import Viewer
from access.throttle import network
from settings import Settings

FILES_PER_MINUTE = 6
COUNTED = frozenset({"access.accept", "office.start", "office.back", "wall.open"})
"""Routes that are counted as forms are, though they are only opened."""


class Limits:
    """The limits of one server."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._forms = Rate(settings.forms_per_minute)
        self._files = Rate(min(FILES_PER_MINUTE, settings.forms_per_minute))
        self._crowd = Crowd(Rate(settings.requests_per_minute))

    def check(self, viewer: Viewer) -> None:
        """Count the present request, and raise `TooManyRequests` when there were too many; a desk is alone."""
        if viewer.via == "desk":
            return
        asks = f"{viewer.via}:{viewer.name}:{network(request.remote_addr or '')}"
        wait = self._crowd.waiting(asks)
        rate = None if wait else self._counted_together()
        if rate is not None:
            wait = waiting(self._engine, f"{request.endpoint}:{asks}"[:160], rate)
        if wait:
            raise TooManyRequests(retry_after=wait)

    def _counted_together(self) -> Rate | None:
        """How often the present route may be asked by all workers together; None where each counts for itself."""
        endpoint = request.endpoint or ""
        if endpoint == "access.audit_file":
            return self._files
        sent = request.method == "POST" and endpoint.startswith(("access.", "office.", "desk."))
        return self._forms if sent or endpoint in COUNTED else None
