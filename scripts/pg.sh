# A throw-away PostgreSQL cluster: a socket in a folder of its own, no network. Sourced, never run.
# start_postgres sets PG_URL (a DATABASE_URL); stop_postgres ends the cluster and removes its folder.

pg_bin() {
  local folder version
  for folder in "${PG_BIN:-}" $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) \
    "$(pg_config --bindir 2>/dev/null || true)"; do
    [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] || continue
    version=$("$folder/postgres" --version | grep -oE '[0-9]+' | head -n 1)
    [ "$version" -ge 15 ] && echo "$folder" && return
  done
  return 1
}

as_postgres() {
  # The server refuses to run as root.
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start_postgres() {
  local bin
  bin=$(pg_bin)
  # In /tmp because a socket's path may have 107 characters at most.
  PG_FOLDER=$(mktemp -d /tmp/two-wings-pg.XXXXXX)
  if [ "$(id -u)" = 0 ]; then chown postgres "$PG_FOLDER"; fi
  (
    cd /
    as_postgres "$bin/initdb" -D "$PG_FOLDER/data" -U app --auth=trust --no-sync -E UTF8 \
      --locale=C.UTF-8 >/dev/null
    as_postgres "$bin/pg_ctl" -D "$PG_FOLDER/data" -w -l "$PG_FOLDER/log" \
      -o "-k $PG_FOLDER -h '' -F -c full_page_writes=off -c synchronous_commit=off -c max_connections=60" \
      start >/dev/null
  ) </dev/null
  PG_URL="postgresql://app@/two_wings?host=$PG_FOLDER"
}

stop_postgres() {
  [ -n "${PG_FOLDER:-}" ] || return 0
  (cd / && as_postgres "$(pg_bin)/pg_ctl" -D "$PG_FOLDER/data" -m immediate stop) >/dev/null 2>&1 || true
  rm -rf "$PG_FOLDER"
  PG_FOLDER=
}
