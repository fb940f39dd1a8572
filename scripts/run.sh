#!/bin/sh
# Serves the dashboard, after making whatever is missing; forecasts are made beside it, and again after each load.
set -eu
cd "$(dirname "$0")/.."
trap 'echo; exit 0' INT

scripts/environment.sh requirements.txt
.venv/bin/python -m data info >/dev/null 2>&1 || .venv/bin/python -m data init
.venv/bin/python -m data upgrade >/dev/null
.venv/bin/python -m forecasting watch --parent $$ &
.venv/bin/python -m alerts watch --parent $$ &
exec .venv/bin/python app.py
