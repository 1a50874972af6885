#!/usr/bin/env bash
# Every page of the library's paper as thumbnails, into var/contact-sheet/.
# usage: scripts/contact-sheet.sh [--size large] [--discreet] [--fillable] [--paper Letter]
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
unset DATABASE_URL DEBUG SITE SITE_URL SECRET_KEY
scripts/setup.sh run
command -v pdftoppm >/dev/null || apt_install "the drawer of PDF pages" poppler-utils
exec .venv/bin/python manage.py contact_sheet "$@"
