#!/usr/bin/env bash
# Runs the given command with DATABASE_URL naming a PostgreSQL of its own, in a temporary folder, reached through a
# socket there. The server never runs as root and ends with the command.
set -euo pipefail
bin=$(dirname "$(command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")
folder=$(mktemp -d)
# A socket's path is short, and the command's user must reach it.
chmod 711 "$folder"

as_server() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd "$folder" && setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups "$@")
  else
    "$@"
  fi
}
finish() {
  as_server "$bin/pg_ctl" stop --pgdata="$folder/data" --mode=immediate --silent || true
  rm -rf "$folder"
}
trap finish EXIT

if [ "$(id -u)" -eq 0 ]; then chown nobody: "$folder"; fi
as_server "$bin/initdb" --pgdata="$folder/data" --username=tests --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
  --no-sync >/dev/null
# Safety against a crash is not what these tests are about; speed is.
options="-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c synchronous_commit=off"
as_server "$bin/pg_ctl" start --pgdata="$folder/data" --wait --silent --log="$folder/server.log" --options="$options"
# Without a host in the address, PostgreSQL's own library looks at PGHOST, which may be a folder.
PGHOST=$folder DATABASE_URL=postgres://tests@/postgres "$@"
