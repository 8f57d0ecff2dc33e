import { restoreDatabases } from './restore-databases.ts';
import { restoreVolumes } from './restore-volumes.ts';

const options = String.raw`look=no
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

# feed FILE COMMAND ...: gives the command what a file holds, and reads on to its end where the command has seen enough
# (tar stops at an archive's end, before its padding): zstd would be killed by it, and its whole pipe would count as failed.
feed() {
  compressed=$1
  shift
  zstd -dcq -- "$compressed" | { "$@" && cat >/dev/null; }
}

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
`;

/**
 * The part of restore.sh that is the same in every archive. Checked by shellcheck in a test. Written without the
 * dollar-brace form, so that it can stand in templates as it is.
 */
export const restoreBody = [options, restoreVolumes, restoreDatabases].join('\n');
