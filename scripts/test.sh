#!/usr/bin/env bash
# usage: scripts/test.sh         style, then the whole suite on SQLite (with journeys) and on PostgreSQL
#        scripts/test.sh fast    the suite on SQLite, without journeys
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
. scripts/pg.sh
mode=${1:-all}
unset DATABASE_URL DEBUG SITE SITE_URL SECRET_KEY ALLOWED_HOSTS PROXIES PG_FOLDER DJANGO_SETTINGS_MODULE
# Without bytecode every worker and every server of a journey would compile the house anew.
unset PYTHONDONTWRITEBYTECODE
# Each of the workers begins at another end, and whoever is done takes of what is left.
run_tests() { .venv/bin/python -m pytest -n auto --dist worksteal -q "$@" ${PYTEST_ARGS:-} </dev/null; }
# A browser on a busy machine can be too slow: a journey that failed must pass in a second run, alone.
run_journeys() {
  run_tests -m browser && return
  say "== once more, one by one: the journeys that failed"
  .venv/bin/python -m pytest -q -m browser --last-failed --last-failed-no-failures none ${PYTEST_ARGS:-} </dev/null
}
have() { command -v "$1" >/dev/null 2>&1; }

scripts/setup.sh all </dev/null
have pdftotext || apt_install "the reader of PDF text" poppler-utils
if [ "$mode" = all ]; then
  have chromium || have chromium-browser || have google-chrome ||
    apt_install "the browser for journeys" chromium
  pg_bin >/dev/null || apt_install "PostgreSQL 15 or newer" postgresql
  pg_bin >/dev/null || fail "PostgreSQL is installed but older than 15."
fi

VAR=$(mktemp -d)
export VAR
trap 'stop_postgres; rm -rf "$VAR"' EXIT
trap 'exit 130' INT TERM

if [ "$mode" = fast ]; then
  run_tests -m "not browser"
  exit
fi

say "== style"
scripts/lint.sh
say "== suite on SQLite"
run_tests -m "not browser"
say "== journeys in the browser"
run_journeys
say "== suite on PostgreSQL"
start_postgres
DATABASE_URL=$PG_URL run_tests
say "Style and both suites passed."
