#!/bin/sh
# Serves the dashboard, after making whatever is missing.
set -eu
cd "$(dirname "$0")/.."
trap 'echo; exit 0' INT

scripts/environment.sh requirements.txt
.venv/bin/python -m data info >/dev/null 2>&1 || .venv/bin/python -m data init
.venv/bin/python -m data upgrade >/dev/null
exec .venv/bin/python app.py
