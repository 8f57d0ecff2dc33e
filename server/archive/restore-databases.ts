/** The part of restore.sh that fills databases; written as the rest of it (restore-body.ts). */
export const restoreDatabases = String.raw`# database TITLE MAJOR SERVICE DUMP CONNECTION EXISTS DROP MOVE ASIDE ROLES STATEMENT...
database() {
  say "Database $1"
  major=$2
  service=$3
  shift 3
  dump=$1
  connection=$2
  exists=$3
  drop=$4
  move=$5
  aside=$6
  roles=$7
  shift 7
  find_server
  if [ -z "$target" ]; then
    missing="no running container of service $service: start the database alone, name it with --container, or set PGHOST"
    [ "$look" = yes ] || stop "$missing"
    # On a new machine nothing runs before the volumes are there.
    say "  $missing"
    return
  fi
  say "  $where, as $superuser"
  if [ -n "$(query dbname=postgres "$exists")" ]; then
    tables=$(query "$connection" "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'")
    if [ "$tables" = 0 ]; then
      say "  exists and is empty: made anew"
      change "$drop"
    else
      [ "$force" = yes ] || stop "the database is not empty: use --force to move it aside"
      say "  exists and is not empty: kept as $aside"
      change "$move"
    fi
  fi
  say "  made, and filled from $dump"
  if [ "$look" = yes ]; then return; fi
  load_roles
  change "$roles"
  for statement in "$@"; do change "$statement"; done
  # Everybody may create there up to 14, and a dump of these tells only what is otherwise.
  if [ "$major" -lt 15 ]; then query "$connection" "GRANT CREATE ON SCHEMA public TO PUBLIC" >/dev/null; fi
  feed "$dump" pg pg_restore --exit-on-error -U "$superuser" -d "$connection"
  query "$connection" ANALYZE >/dev/null
}

# Where the database is, by which way it is reached, and as whom: a server that PGHOST names, else a container.
find_server() {
  target=$container
  if [ -z "$target" ]; then target=$(printenv PGHOST || true); fi
  if [ -n "$target" ] && [ -z "$container" ]; then
    find_tools
    superuser=$user
    if [ -z "$superuser" ]; then superuser=$(printenv PGUSER || printf postgres); fi
    query dbname=postgres "SELECT 1" >/dev/null || stop "the server $target does not answer to $superuser"
    return
  fi
  way=container
  if [ -z "$target" ]; then
    target=$(docker ps --filter "label=com.docker.compose.project=$project" \
      --filter "label=com.docker.compose.service=$service" --format '{{.Names}}' | awk 'NR == 1')
  fi
  if [ -n "$target" ]; then await_container; fi
}

await_container() {
  where="in container $target"
  superuser=$user
  if [ -z "$superuser" ]; then
    superuser=$(docker exec "$target" sh -c 'printf %s "$POSTGRES_USER"')
    [ -n "$superuser" ] || superuser=postgres
  fi
  # By TCP: while the image makes its first cluster, only the socket answers.
  for _ in $(seq 60); do
    if docker exec "$target" pg_isready -q -h 127.0.0.1; then return; fi
    sleep 1
  done
  stop "the database in $target does not answer"
}

# Those of another major version may write what the server does not know, or not know what the dump holds.
find_tools() {
  way=machine
  where="on server $target, by this machine's programs"
  if [ -z "$image" ] && command -v psql >/dev/null && command -v pg_restore >/dev/null; then
    if [ "$(pg_restore --version | awk '{ split($3, part, "."); print part[1] }')" = "$major" ]; then return; fi
  fi
  if [ -z "$image" ]; then image="postgres:$major"; fi
  way=image
  where="on server $target, by programs of image $image"
}

# pg PROGRAM ARGUMENT...: one of PostgreSQL's, where it reaches the server.
pg() {
  case $way in
    container) docker exec -i "$target" "$@" ;;
    machine) "$@" ;;
    image) of_image "$@" ;;
  esac
}

of_image() {
  program=$1
  shift
  set -- --entrypoint "$program" "$image" "$@"
  # By name alone: docker takes the value over, and no password stands in an argument.
  for name in PGHOST PGPORT PGPASSWORD PGPASSFILE PGSSLMODE PGSSLROOTCERT PGSSLCERT PGSSLKEY; do
    value=$(printenv "$name" || true)
    if [ -n "$value" ]; then set -- --env "$name" "$@"; fi
    case $value in /*) if [ -e "$value" ]; then set -- --volume "$value:$value:ro" "$@"; fi ;; esac
  done
  docker run --rm -i --network host "$@"
}

# One statement, with nothing of psql's own in it. CONNECTION is always "dbname=...": a bare name could be read as one.
query() { pg psql -X -q -At -v ON_ERROR_STOP=1 -U "$superuser" -d "$1" -c "$2" </dev/null; }

change() { if [ "$look" = no ]; then query dbname=postgres "$1" >/dev/null; fi; }

# Roles that are missing are made, those that exist are changed to what they were.
load_roles() {
  [ -f database/globals.sql ] || return 0
  # psql takes a backslash for a command of its own, and those can run programs.
  if grep -qF '\\' database/globals.sql; then
    say "  database/globals.sql holds a backslash: not run; look at it and run it yourself where it is fine"
    return 0
  fi
  pg psql -X -q -U "$superuser" -d dbname=postgres <database/globals.sql >/dev/null
}
`;
