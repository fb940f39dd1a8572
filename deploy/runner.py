"""How gunicorn runs the product: ``gunicorn --config deploy/runner.py app:server``, from the folder of the product.

Address, log and database come from the settings of the product (``TOANCANH_…``); the number of workers from gunicorn's
own ``WEB_CONCURRENCY``.
"""

import os
import sys
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]
from pydantic import ValidationError

from access.start import CannotStart, check
from data.engine import open_engine
from data.errors import WarehouseError
from operation import logs
from settings import Settings, in_words

try:
    settings = Settings()
except ValidationError as problem:
    sys.exit(in_words(problem))

logs.configure(settings.log_level, settings.log_format)


class OneLog(Logger):  # type: ignore[misc]  # the library has no types
    """What gunicorn itself says goes where the product's own lines go, in the same form."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.handlers, self.error_log.propagate = [], True


logger_class = OneLog
bind = f"{settings.host}:{settings.port}"
worker_class = "gthread"
threads = 24  # half of them may wait for files while pages are drawn
timeout = 120  # seconds in which a worker must show that it lives
graceful_timeout = 30
keepalive = 75  # longer than nginx keeps a connection it may use again
control_socket_disable = True  # nothing here is steered but by signals
forwarded_allow_ips = ""  # the product itself decides which proxies it believes: TOANCANH_TRUSTED_PROXIES
loglevel = settings.log_level.lower()

shared = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
if shared:
    Path(shared).mkdir(parents=True, exist_ok=True)


def on_starting(arbiter: Any) -> None:
    """Refuse to serve others without an administrator and a key; make room for what workers share."""
    try:
        check(settings, open_engine(settings.database_url, must_exist=False), by_runner=True)
    except (CannotStart, WarehouseError) as problem:
        sys.exit(str(problem))
    for counted in Path(shared).glob("*.db") if shared else ():
        counted.unlink()
    if not settings.drawings_folder:
        arbiter.drawings = mkdtemp(prefix="toancanh-drawings-")  # which nobody else may open
        os.environ["TOANCANH_DRAWINGS_FOLDER"] = arbiter.drawings


def on_exit(arbiter: Any) -> None:
    """Take away what the workers drew for each other."""
    rmtree(getattr(arbiter, "drawings", ""), ignore_errors=True)


def child_exit(_arbiter: Any, worker: Any) -> None:
    """Let the gauges of a worker that is gone go with it; its counters stay in the sums."""
    if shared:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # the library has no types there
