#!/bin/sh
# Sees to it that there is a Chromium for the tests, with letters for Vietnamese.
set -eu
cd "$(dirname "$0")/.."
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
exec scripts/apt.sh chromium fonts-noto-core
