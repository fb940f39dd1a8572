"""The product served as people serve it: `python app.py` in a process of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from settings import ROOT


@contextmanager
def served(database_url: str, **settings: object) -> Iterator[str]:
    """Serve the warehouse at `database_url` on a free port; the value is the address."""
    chosen = {f"TOANCANH_{name.upper()}": str(value) for name, value in settings.items()}
    environment = {**os.environ, "TOANCANH_DATABASE_URL": database_url, "TOANCANH_PORT": "0", **chosen}
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    try:
        yield _address(process)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _address(process: subprocess.Popen[str]) -> str:
    """The address in the one line that the server says when it is ready."""
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://[\w.]+:\d+", line)
    if found is None:
        raise RuntimeError(f"python app.py did not say where to look; it said: {line!r}")
    return found[0]
