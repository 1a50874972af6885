#!/usr/bin/env bash
# Every page of the demo at 1280 and 390 px, light and dark, into var/shots/.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
unset DATABASE_URL DEBUG SITE SITE_URL SECRET_KEY VAR
export DJANGO_SETTINGS_MODULE=config.settings
scripts/setup.sh all
command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
  apt_install "the browser for pictures" chromium
exec .venv/bin/python -m scripts.shots "$@"
