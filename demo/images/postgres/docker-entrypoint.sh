#!/usr/bin/env bash
# What the official image's entrypoint does, as far as an installation relies on it: makes the cluster and the database
# on the first start, runs /docker-entrypoint-initdb.d, and becomes the server as user postgres.
set -Eeuo pipefail

as_postgres() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }

if [ "${1:-}" != postgres ]; then exec "$@"; fi

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /var/run/postgresql
  chmod 00700 "$PGDATA"
  chmod 03775 /var/run/postgresql
  find "$PGDATA" \! -user postgres -exec chown postgres '{}' +
  find /var/run/postgresql \! -user postgres -exec chown postgres:postgres '{}' +
  exec setpriv --reuid=postgres --regid=postgres --clear-groups "$BASH_SOURCE" "$@"
fi

: "${POSTGRES_USER:=postgres}" "${POSTGRES_DB:=$POSTGRES_USER}"

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  if [ -z "${POSTGRES_PASSWORD:-}" ] && [ "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]; then
    echo 'Error: Database is uninitialized and superuser password is not specified.' >&2
    exit 1
  fi
  # Made beside and moved into place as a whole: a kill in the middle leaves nothing that looks like a cluster.
  draft="$PGDATA/.draft"
  rm -rf "$draft"
  options=(-D "$draft" --username="$POSTGRES_USER" --auth-local=trust)
  # shellcheck disable=SC2086 # as in the official image: several options in one variable
  if [ -n "${POSTGRES_PASSWORD:-}" ]; then
    initdb "${options[@]}" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") ${POSTGRES_INITDB_ARGS:-}
  else
    initdb "${options[@]}" ${POSTGRES_INITDB_ARGS:-}
  fi
  # Debian's servers have it there anyhow, others in /tmp.
  printf "\nunix_socket_directories = '/var/run/postgresql'\n" >> "$draft/postgresql.conf"
  printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >> "$draft/pg_hba.conf"
  pg_ctl -D "$draft" -o "-c listen_addresses='' -c fsync=off" -w start > /dev/null
  psql() { command psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" "$@"; }
  if [ "$POSTGRES_DB" != postgres ]; then
    psql --dbname postgres --set db="$POSTGRES_DB" <<< 'CREATE DATABASE :"db";'
  fi
  for file in /docker-entrypoint-initdb.d/*; do
    case "$file" in
      *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
      *.sql) psql --dbname "$POSTGRES_DB" -f "$file" ;;
    esac
  done
  pg_ctl -D "$draft" -m fast -w stop > /dev/null
  version="$draft/PG_VERSION"
  find "$draft" -mindepth 1 -maxdepth 1 \! -path "$version" -exec mv -t "$PGDATA" '{}' +
  sync -f "$PGDATA"
  mv "$version" "$PGDATA/PG_VERSION"
  rmdir "$draft"
fi

exec "$@"
