"""Importing a module opens nothing: no database, no connection, no file of ours, and nothing is written."""

import subprocess
import sys

from tests.contracts.source import ROOT, Module

# Runs in its own process, because an audit hook can never be taken off again.
WATCH = """
import importlib, os, sys
root, names = sys.argv[1], sys.argv[2:]
own_environment = os.path.join(root, ".venv")
current, faults = "", []

def watch(event, args):
    if event in ("sqlite3.connect", "socket.connect", "subprocess.Popen"):
        faults.append(f"{current}: {event} {args}")
    elif event == "open" and isinstance(args[0], str):
        path, mode = os.path.abspath(args[0]), args[1] or ""
        if path.endswith(".pyc") or ".pyc." in path:
            return
        ours = path.startswith(root + os.sep) and not path.startswith(own_environment)
        if any(letter in mode for letter in "wax+") or (ours and not path.endswith(".py")):
            faults.append(f"{current}: opens {path} ({mode})")

sys.addaudithook(watch)
for current in names:
    importlib.import_module(current)
print("\\n".join(faults))
"""


def test_importing_the_product_opens_nothing(modules: list[Module]) -> None:
    run_by_others = ("__main__", "env")  # a command's body, and the script that Alembic runs
    names = [m.name for m in modules if m.name.split(".")[-1] not in run_by_others and ".versions." not in m.name]
    done = subprocess.run(
        [sys.executable, "-c", WATCH, str(ROOT), *names], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
