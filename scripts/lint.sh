#!/usr/bin/env bash
# Style of everything: ruff, djade, mypy. Runs all of them before it says no.
set -uo pipefail
cd "$(dirname "$0")/.."
unset DATABASE_URL SITE DEBUG VAR
python=.venv/bin/python
status=0
"$python" -m ruff check --quiet . || status=1
"$python" -m ruff format --quiet --check . || status=1
find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --target-version 6.1 --check 2>&1 |
  grep -v 'already formatted$'
[ "${PIPESTATUS[1]}" = 0 ] || status=1
"$python" -m mypy --no-error-summary . || status=1
[ $status = 0 ] && echo "Style: ruff, djade and mypy have nothing to say."
exit $status
