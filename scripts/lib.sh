# Shared by the scripts. Sourced, never run.

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# One sentence for the usual reasons, out of what a failed command wrote; else its last lines.
explain() {
  local what=$1 log=$2
  if grep -qiE 'no space left|disk is full|disk quota' "$log"; then
    fail "$what: the disk is full. Free some space and run this again; nothing is lost."
  fi
  if grep -qiE 'name resolution|failed to establish|network is unreachable|connection (refused|reset|timed)|max retries|timed out|could not resolve|unable to connect|proxyerror|no route to host|no matching distribution' "$log"; then
    fail "$what: the package index cannot be reached. Check the network (and pip's own settings) and run this again."
  fi
  tail -n 15 "$log" >&2
  fail "$what did not work; the lines above say why."
}

need_space() {
  local megabytes=$1 free
  free=$(df -Pm . | awk 'NR == 2 { print $4 }')
  if [ "$free" -lt "$megabytes" ]; then
    fail "The disk is full: $megabytes MB are needed here and $free MB are free. Free some space and run this again."
  fi
}

is_python() {
  "$1" -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1
}

# A Python from 3.12 to 3.14: the version of .python-version first, on PATH or among pyenv's.
find_python() {
  local candidate without_venv=
  local pyenv=${PYENV_ROOT:-$HOME/.pyenv}/versions
  while read -r candidate; do
    [ -n "$candidate" ] && is_python "$candidate" || continue
    if "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then
      "$candidate" -c 'import sys; print(sys.executable)'
      return
    fi
    without_venv=$candidate
  done < <(
    wanted=$(cat .python-version)
    for version in "$wanted" 3.14 3.13 3.12; do
      command -v "python$version" || true
      ls -d "$pyenv/$version"/bin/python "$pyenv/$version".*/bin/python 2>/dev/null | sort -rV || true
    done
    command -v python3 || true
    command -v python || true
  )
  if [ -n "$without_venv" ]; then
    fail "$without_venv has no venv module. Type: sudo apt-get install python3-venv"
  fi
  fail "Two Wings needs Python 3.12, 3.13 or 3.14, and none was found. Install one (for example: pyenv install $(cat .python-version)) and run this again."
}

# Install Debian packages, or say the line to type.
apt_install() {
  local purpose=$1 log run
  shift
  if ! command -v apt-get >/dev/null 2>&1; then
    fail "$purpose is missing. Install what Debian calls: $*"
  elif [ "$(id -u)" = 0 ]; then
    run=(env)
  elif command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; then
    run=(sudo -n env)
  else
    fail "$purpose is missing. Type: sudo apt-get install $*"
  fi
  say "Installing $purpose ($*) ..."
  log=$(mktemp)
  run+=(DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120)
  if ! "${run[@]}" install -y --no-install-recommends "$@" >"$log" 2>&1 </dev/null; then
    "${run[@]}" update >"$log" 2>&1 </dev/null || true
    "${run[@]}" install -y --no-install-recommends "$@" >>"$log" 2>&1 </dev/null ||
      explain "Installing $purpose (sudo apt-get install $*)" "$log"
  fi
  rm -f "$log"
}

fingerprint() {
  cat "$@" | cksum
}
