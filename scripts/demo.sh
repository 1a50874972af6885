#!/usr/bin/env bash
# Everything for a look at Two Wings: environment, database, library, demo clinic, site.
# usage: scripts/demo.sh          set up what is missing, then serve on http://localhost:${PORT:-8000}
#        scripts/demo.sh reset    forget the demo's data
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
port=${PORT:-8000}
python=.venv/bin/python

# The demo has its own database, whatever the shell says: demo people never get into a real clinic.
unset DATABASE_URL DEBUG SECRET_KEY ALLOWED_HOSTS PROXIES MAIL_FROM VAR DJANGO_SETTINGS_MODULE
export SITE=demo SITE_URL="http://localhost:$port"

step() {
  local what=$1 log
  shift
  log=$(mktemp)
  "$python" manage.py "$@" >"$log" 2>&1 </dev/null || explain "$what" "$log"
  rm -f "$log"
}

if [ "${1:-}" = reset ]; then
  if [ -f var/demo.pid ] && kill -0 "$(cat var/demo.pid)" 2>/dev/null; then
    fail "The demo is running. Stop it first (Ctrl+C where it runs), then: make demo-reset"
  fi
  rm -rf var/two-wings.sqlite3 var/two-wings.sqlite3-wal var/two-wings.sqlite3-shm var/cache var/mail
  say "The demo's data is gone. make demo starts over."
  exit 0
fi

found=$python
is_python "$found" || found=$(find_python)
"$found" scripts/port.py "$port"
scripts/setup.sh run
need_space 50
mkdir -p -m 700 var
say "Preparing database, library and demo clinic ..."
step "Preparing the database" migrate --verbosity 0
step "Loading the library" load_library
log=$(mktemp)
"$python" manage.py demo_clinic >"$log" 2>&1 </dev/null || explain "Making the demo clinic" "$log"
cat "$log"
rm -f "$log"
"$found" scripts/port.py "$port"
say
say "Two Wings: http://localhost:$port   (stop with Ctrl+C)"
echo $$ >var/demo.pid
export BIND="127.0.0.1:$port"
exec "$python" -m gunicorn -c config/server.py
