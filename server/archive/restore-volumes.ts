/** The part of restore.sh that fills volumes; written as the rest of it (restore-body.ts). */
export const restoreVolumes = String.raw`# volume NAME plain|special FINGERPRINT --label LABEL ...: begins a volume; the layers follow.
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
  feed "$1" tar -t --quoting-style=escape >"$work/paths"
  find "$root" -mindepth 1 -type l -printf './%P\0' >"$work/links0"
  # tar writes the links' names as it writes a layer's: so they compare.
  tar -c -v -f /dev/null --no-recursion --quoting-style=escape -C "$root" --null -T "$work/links0" >"$work/links"
  refuse_ways_out
  feed "$1" tar -x -p --same-owner --numeric-owner --xattrs '--xattrs-include=*' --delay-directory-restore -C "$root"
}

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
`;
