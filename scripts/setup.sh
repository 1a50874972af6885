#!/usr/bin/env bash
# Make .venv and see to the system's libraries. Quick when nothing has changed.
# usage: scripts/setup.sh run    what the site needs
#        scripts/setup.sh all    and the tools for tests and style
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
level=${1:-all}
python=.venv/bin/python

make_venv() {
  [ "$level" = all ] && need_space 900 || need_space 500
  local chosen log
  chosen=$(find_python)
  say "Making .venv with $("$chosen" --version) ..."
  log=$(mktemp)
  "$chosen" -m venv --clear .venv >"$log" 2>&1 || explain "Making .venv" "$log"
  rm -f "$log"
}

# Install a requirements file unless the stamp says that this very file is installed.
install() {
  local file=$1 stamp=.venv/$2.stamp log
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint requirements.txt "$file")" ] && return
  need_space 200
  say "Installing $file (exact versions, checked by their hashes) ..."
  log=$(mktemp)
  "$python" -m pip install --disable-pip-version-check --no-input --require-hashes \
    -r "$file" >"$log" 2>&1 </dev/null || explain "Installing $file" "$log"
  fingerprint requirements.txt "$file" >"$stamp"
  rm -f "$log"
}

if ! { [ -x "$python" ] && is_python "$python" && "$python" -m pip --version >/dev/null 2>&1; }; then
  make_venv
fi
install requirements.txt run
if [ "$level" = all ]; then
  install tests/requirements.txt tests
fi
if ! "$python" scripts/libraries.py; then
  apt_install "the text layout for PDF" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  "$python" scripts/libraries.py || fail "The text layout for PDF (Pango, HarfBuzz) is installed but does not load."
fi
