#!/bin/sh
# Makes .venv and installs a requirements file into it, only when that file (or one it names) has changed.
# Usage: scripts/environment.sh requirements.txt
set -eu
cd "$(dirname "$0")/.."
wanted=$1

suitable_python() {
    for name in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            echo "$name"
            return
        fi
    done
    echo "Python 3.11 or newer is needed and was not found. Install it, or name it: make run PYTHON=/path/to/python3" >&2
    exit 1
}

# A folder that was moved or half made has no working pip; it is made anew.
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(suitable_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null || scripts/apt.sh python3-venv
    echo "Making the Python environment in .venv ..."
    rm -rf .venv
    "$python" -m venv .venv
fi

# What was installed last is kept word for word beside it. requirements-dev.txt includes requirements.txt.
remember() { cat requirements.txt "$1" >".venv/installed-$1"; }
is_installed() { cat requirements.txt "$1" | cmp -s - ".venv/installed-$1"; }

if ! is_installed "$wanted"; then
    echo "Installing $wanted ..."
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-compile -r "$wanted" || {
        echo "The packages of $wanted could not be installed; the reason is above." >&2
        exit 1
    }
    # pip would compile on one core, and the packages' own tests too. A file that is no Python for us stops nothing.
    .venv/bin/python -m compileall -qq -j 0 -x '[/]tests?[/]' .venv/lib || true
    remember requirements.txt
    remember "$wanted"
fi
