#!/usr/bin/env bash
# Compile requirements.in into exact versions with hashes, naming no index host.
# `make lock` keeps versions where it can; `make lock UPGRADE=--upgrade` takes the newest allowed.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python -m pip install --quiet --disable-pip-version-check uv
compile() {
  .venv/bin/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes \
    --no-emit-index-url --no-header ${UPGRADE:-} -o "$1.txt" "$1.in"
}
compile requirements
compile tests/requirements
