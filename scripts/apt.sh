#!/bin/sh
# Installs Debian packages when the user may; otherwise says the line to type. Usage: scripts/apt.sh PACKAGE...
set -eu
line="apt-get install -y --no-install-recommends $*"

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo"
else
    echo "Missing: $*. Ask an administrator to run this, then try again:  sudo $line" >&2
    exit 1
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing: $*. This system has no apt-get; install them in its own way and try again." >&2
    exit 1
fi
echo "Installing $* with apt ..."
log=$(mktemp)
if ! { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive $line; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "apt could not install: $*. Run it by hand to see why:  $line" >&2
    rm -f "$log"
    exit 1
fi
rm -f "$log"
