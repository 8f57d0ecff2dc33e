/**
 * The part of restore.sh that is the same in every archive. Checked by shellcheck in a test. Written without the
 * dollar-brace form, so that it can stand in a template as it is.
 */
export const restoreBody = String.raw`look=no
force=no
only=all
container=
user=
image=
here=
root=
current=

usage() {
  cat <<'END'
usage: bash restore.sh [--look] [--only volumes|databases] [--force]
                       [--container NAME] [--user NAME] [--image NAME]

  --look             show what would be done and change nothing
  --only PART        only the volumes, or only the databases (the others first)
  --force            empty a volume that is not empty before filling it; move a database
                     that is not empty aside under another name
  --container NAME   the database's container, where it is not found by its compose labels
  --user NAME        a superuser of the database (default: the container's POSTGRES_USER)
  --image NAME       an image with psql and pg_restore, for a server outside Docker

A server outside Docker is named as for psql: PGHOST, and where they are needed PGPORT, PGUSER,
PGPASSWORD or PGPASSFILE, PGSSLMODE, PGSSLROOTCERT, PGSSLCERT, PGSSLKEY (files by absolute paths).
It is filled by this machine's psql and pg_restore where they are of the archive's major version,
else by those of --image (default: postgres:MAJOR).

Run it as root, inside the unpacked archive, on the machine where Docker runs.
END
}

say() { printf '%s\n' "$*"; }
stop() { printf 'restore.sh: %s\n' "$*" >&2; exit 1; }

main() {
  while [ $# -gt 0 ]; do
    case $1 in
      --look) look=yes ;;
      --force) force=yes ;;
      --only) [ $# -ge 2 ] || stop "--only wants volumes or databases"; only=$2; shift ;;
      --container) [ $# -ge 2 ] || stop "--container wants a name"; container=$2; shift ;;
      --user) [ $# -ge 2 ] || stop "--user wants a name"; user=$2; shift ;;
      --image) [ $# -ge 2 ] || stop "--image wants a name"; image=$2; shift ;;
      --help | -h) usage; exit 0 ;;
      *) usage >&2; exit 2 ;;
    esac
    shift
  done
  case $only in all | volumes | databases) ;; *) usage >&2; exit 2 ;; esac
  for tool in docker tar zstd sha256sum find xargs awk; do
    command -v "$tool" >/dev/null || stop "$tool is missing: install it and run this again"
  done
  here=$(cd "$(dirname "$0")" && pwd)
  cd "$here"
  umask 077
  work=$(mktemp -d)
  trap 'rm -rf -- "$work"' EXIT
  export LC_ALL=C
  say "Archive $archive, taken at $taken."
  say "Checking every file against SHA256SUMS ..."
  sha256sum --quiet -c SHA256SUMS || stop "a file is damaged or missing; nothing was changed"
  docker version --format '{{.Server.Version}}' >/dev/null || stop "Docker does not answer"
  if [ "$only" != databases ]; then all_volumes; fi
  if [ "$only" != volumes ]; then all_databases; fi
  if [ "$look" = yes ]; then say "Nothing was changed."; else say "Done."; fi
}

# volume NAME plain|special FINGERPRINT --label LABEL ...: begins a volume; the layers follow.
volume() {
  current=$1
  kind=$2
  fingerprint=$3
  shift 3
  root=
  say "Volume $current"
  if ! docker volume inspect -- "$current" >/dev/null 2>&1; then
    [ "$kind" = plain ] || stop "volume $current had a driver or options of its own: make it yourself, then run this again"
    say "  does not exist: made"
    if [ "$look" = yes ]; then return; fi
    docker volume create "$@" -- "$current" >/dev/null
  fi
  if [ "$(docker volume inspect --format '{{.Driver}} {{len .Options}}' -- "$current")" != "local 0" ]; then
    stop "volume $current has a driver or options of its own: fill it by hand (README)"
  fi
  root=$(docker volume inspect --format '{{.Mountpoint}}' -- "$current")
  if [ ! -d "$root" ] || [ -L "$root" ]; then
    stop "$root is no folder here: run this as root on the machine where Docker runs"
  fi
  refuse_users
  if [ -n "$(find "$root" -mindepth 1 -maxdepth 1 -print -quit)" ]; then
    [ "$force" = yes ] || stop "volume $current is not empty: empty it, or use --force"
    say "  is not empty: emptied first"
    if [ "$look" = no ]; then find "$root" -mindepth 1 -delete; fi
  fi
}

refuse_users() {
  users=$(docker ps --filter "volume=$current" --format '{{.Names}}' | tr '\n' ' ')
  [ -z "$users" ] || [ "$look" = yes ] || stop "volume $current is in use by: $users- stop them first (docker stop)"
}

# layer DELETES TAR: names in layers/, either may be empty.
layer() {
  if [ -n "$1" ]; then
    say "  removes what layers/$1 lists"
    if [ "$look" = no ]; then apply_deletes "layers/$1"; fi
  fi
  if [ -n "$2" ]; then
    say "  extracts layers/$2"
    if [ "$look" = no ]; then apply_tar "layers/$2"; fi
  fi
}

apply_deletes() {
  zstd -dcq -- "$1" >"$work/deletes"
  tr '\n\0' '\001\n' <"$work/deletes" >"$work/paths"
  find "$root" -mindepth 1 -type l -printf './%P\0' | tr '\n\0' '\001\n' >"$work/links"
  refuse_ways_out
  (cd "$root" && xargs -0 -r rm -rf --) <"$work/deletes"
}

apply_tar() {
  zstd -dcq -- "$1" | { tar -t --quoting-style=escape >"$work/paths" && drain; }
  find "$root" -mindepth 1 -type l -printf './%P\0' >"$work/links0"
  # tar writes the links' names as it writes a layer's: so they compare.
  tar -c -v -f /dev/null --no-recursion --quoting-style=escape -C "$root" --null -T "$work/links0" >"$work/links"
  refuse_ways_out
  zstd -dcq -- "$1" | {
    tar -x -p --same-owner --numeric-owner --xattrs '--xattrs-include=*' --delay-directory-restore -C "$root" && drain
  }
}

# Reads on to the end of a pipe whose reader has seen enough (tar stops at an archive's end, before its padding): zstd
# would be killed by it, and its whole pipe would count as failed.
drain() { cat >/dev/null; }

# No path may leave the volume: by "..", from "/", or through a link that stands there already.
refuse_ways_out() {
  awk '
    function clean(path) { sub(/^\.\//, "", path); sub(/\/$/, "", path); return path }
    FILENAME == ARGV[1] { link[clean($0)] = 1; next }
    {
      if ($0 ~ /^\//) { bad = $0; exit }
      path = clean($0)
      count = split(path, part, "/")
      prefix = ""
      for (i = 1; i <= count; i++) {
        if (part[i] == "..") { bad = $0; exit }
        prefix = prefix (i > 1 ? "/" : "") part[i]
        if (i < count && prefix in link) { bad = $0; exit }
      }
    }
    END { if (bad != "") { print "restore.sh: a path leaves the volume: " bad > "/dev/stderr"; exit 1 } }
  ' "$work/links" "$work/paths" || stop "the archive is hostile or damaged; volume $current is incomplete"
}

# After the last layer: modes and times of folders, as the fingerprint has them (extraction moves both).
volume_done() {
  if [ "$look" = yes ]; then return; fi
  zstd -dcq -- "$fingerprint" >"$work/fingerprint"
  find "$root" -mindepth 1 -type l -printf './%P\0' | tr '\n\0' '\001\n' >"$work/links"
  tr '\n\0' '\001\n' <"$work/fingerprint" | awk 'NR % 2 { path = $0; next } /^d / { print path }' >"$work/paths"
  refuse_ways_out
  while IFS= read -r -d '' path && IFS= read -r -d '' facts; do
    read -r type mode _ _ _ mtime _ <<<"$facts"
    if [ "$type" = d ] && [ -d "$root/$path" ] && [ ! -L "$root/$path" ]; then
      # Without the zeros chmod would leave a setgid bit that the folder should not have.
      chmod -- "00$mode" "$root/$path"
      touch -d "@$mtime" -- "$root/$path"
    fi
  done <"$work/fingerprint"
  sync -f -- "$root"
  say "  filled"
}

# database TITLE MAJOR SERVICE DUMP CONNECTION EXISTS DROP MOVE ASIDE ROLES STATEMENT...
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
  zstd -dcq -- "$dump" | { pg pg_restore --exit-on-error -U "$superuser" -d "$connection" && drain; }
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
