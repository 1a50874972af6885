#!/usr/bin/env bash
# Lighthouse on the phone's Today and player, behind a client's sign-in; reports into var/lighthouse/.
set -euo pipefail
cd "$(dirname "$0")/.."
unset DATABASE_URL DEBUG SITE SITE_URL SECRET_KEY VAR
export DJANGO_SETTINGS_MODULE=config.settings COLLECTED=1
scripts/setup.sh all
exec .venv/bin/python -m scripts.lighthouse
