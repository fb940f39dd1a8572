#!/bin/sh
# Sees to it that there is a LibreOffice for the tests that open what we write, and a reader of PDF.
set -eu
cd "$(dirname "$0")/.."
if command -v soffice >/dev/null 2>&1 && command -v pdftotext >/dev/null 2>&1; then
    exit 0
fi
exec scripts/apt.sh libreoffice-impress libreoffice-calc libreoffice-writer poppler-utils fonts-liberation
