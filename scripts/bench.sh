#!/usr/bin/env bash
# The speed table (tests/benchmarks), once per database.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
. scripts/pg.sh
unset DATABASE_URL DEBUG SITE SITE_URL SECRET_KEY PG_FOLDER
scripts/setup.sh all
pg_bin >/dev/null || apt_install "PostgreSQL 15 or newer" postgresql
VAR=$(mktemp -d)
export VAR LOG_REQUESTS=0
trap 'stop_postgres; rm -rf "$VAR"' EXIT
trap 'exit 130' INT TERM
.venv/bin/python -m tests.benchmarks "$@"
start_postgres
DATABASE_URL=$PG_URL .venv/bin/python -m tests.benchmarks "$@"
