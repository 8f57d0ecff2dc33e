/**
 * Orders that the app gives to the program in a helper container, one JSON document a line on its standard input;
 * progress, results and errors come back the same way on its standard output. Several orders may run at once; `id`
 * tells them apart. When standard input ends (the app died or let go), the helper gives up what it does and exits; an
 * armed watchdog resumes what it guards first.
 *
 * Names of files are bytes. Inside the helper they are latin1 strings (one char a byte); in replies they are
 * escaped for display. All paths in arguments are paths inside the helper's own mounts. Times named `…Ns` are
 * nanoseconds since the epoch as a decimal string; others are ISO 8601 UTC with ms.
 */

export type StoredFile = { path: string; bytes: number; sha256: string };
export type Span = { from: string; to: string };
export type Sample = { count: number; names: string[] };

type Order<Args, Result, Progress = never> = { args: Args; result: Result; progress: Progress };

export type Orders = {
  /* ---- capture: one helper for all volumes of an installation, each mounted read-only at /v/<volume>, the job's folder of the store at /out ---- */

  /**
   * Fingerprint, then a layer by GNU tar and zstd: a full one or, with a base, what is not as the base says (and `deletes`,
   * what must be removed of it first). Where the base can't be used, `full` says why and the layer is a full one. State
   * for `capture.delta` stays in the helper under the volume's name.
   */
  'capture.precopy': Order<
    { volume: string; root: string; layer: string; deletes: string; base: CaptureBase | null },
    {
      /** The root's folder, to be known again by the next backup. */
      identity: RootIdentity;
      /** Why the layer is a full one; null when it is an increment. */
      full: string | null;
      span: Span;
      /** Of the whole volume. */
      entries: number;
      bytes: number;
      sockets: number;
      /** Of what was copied: entries, and bytes of the files' contents. Null where nothing was. */
      copied: { entries: number; bytes: number };
      layer: StoredFile | null;
      deletes: StoredFile | null;
      warnings: string[];
    },
    { entries: number; entriesTotal: number; bytes: number; bytesTotal: number; stored: number }
  >;
  /** Flushes the file systems of these roots (syncfs), just before the freeze. */
  'capture.sync': Order<{ roots: string[] }, { tpNs: string }>;
  /** Just before the freeze: starts the programs that it needs, which wait for their input. May be left out; then it is slower. */
  'capture.ready': Order<{ volume: string; tar: string }, Record<string, never>>;
  /**
   * Inside the freeze: what changed since `precopy`, as a tar that is not compressed yet, to save the time. `latestNs`: the
   * latest ctime of what changed.
   */
  'capture.delta': Order<
    { volume: string; root: string; tar: string },
    { look: Span; copy: Span; changed: number; deleted: number; bytes: number; latestNs: string | null }
  >;
  /**
   * Last act before the thaw: entries whose ctime is at or after `sinceNs` and that `delta` did not see with the same
   * ctime; with `seenToo` those it saw as well, for writers that are not held.
   */
  'capture.moved': Order<{ volume: string; root: string; sinceNs: string; seenToo: boolean }, { moved: Sample }>;
  /**
   * After the thaw: compresses the delta into `layer` and the paths to remove before it into `deletes` (null where there
   * is nothing), and looks at everything once more, which must agree with the frozen state for every path whose ctime is
   * before `thawNs`. Writes the fingerprint.
   */
  'capture.confirm': Order<
    { volume: string; root: string; thawNs: string; fingerprint: string; layer: string; deletes: string },
    {
      missed: Sample;
      files: number;
      bytes: number;
      sockets: number;
      fingerprint: StoredFile;
      delta: { entries: number; bytes: number; layer: StoredFile | null; deletes: StoredFile | null };
    }
  >;
  /** Which of these inodes belong to the volume. */
  'capture.owns': Order<{ volume: string; inodes: { device: string; inode: string }[] }, { owned: string[] }>;
  /** Names in a volume that match a glob relative to its root (the agreement rule), as `expression` rewrites them. */
  'capture.names': Order<{ root: string; glob: string; capture: string }, { names: string[] }>;
  /** Watches folders and answers as soon as nothing was written for `quietMs`, or when `limitMs` have passed. */
  'capture.settle': Order<{ roots: string[]; quietMs: number; limitMs: number }, { settled: boolean; busy: string[] }>;

  /* ---- look: host's PID namespace ---- */

  /** Writable shared mappings of regular files, of every process on the host. */
  'look.mappings': Order<
    Record<string, never>,
    {
      mappings: { pid: number; process: string; container: string | null; device: string; inode: string }[];
      refused: string | null;
      /** Processes that need not be seen, and were not. */
      exempt: string[];
    }
  >;

  /* ---- dumps: the job's folder at /out, and what is read read-only ---- */

  /**
   * Makes a FIFO, and from `pipe.flow` on reads it to its end and writes it compressed. Answers `ready` by progress as soon
   * as the FIFO exists.
   */
  'pipe.compress': Order<
    { fifo: string; file: string; level: number },
    { read: number; stored: StoredFile },
    { ready: boolean; read: number; stored: number }
  >;
  /** Lets what is written into a FIFO be compressed. */
  'pipe.flow': Order<{ fifo: string }, Record<string, never>>;
  /** Decompresses a file; gives up beyond `limitBytes`. */
  'pipe.expand': Order<{ file: string; into: string; limitBytes: number }, { bytes: number }, { bytes: number }>;
  /** Reads a file. */
  'file.hash': Order<{ file: string }, StoredFile, { bytes: number }>;

  /* ---- archives: reading what may be hostile ---- */

  /**
   * Reads an uploaded bundle strictly (one plain tar; only regular files and folders; known names; each path once),
   * writes its files under `into` and hashes them. Paths lose the bundle's top folder, which must be the same for all.
   * Nothing is believed of it yet. A problem is answered, not thrown: the first one ends the reading.
   */
  'bundle.unpack': Order<
    { bundle: string; into: string; limitBytes: number; limitEntries: number },
    { files: StoredFile[]; problem: BundleProblem | null },
    { bytes: number; bytesTotal: number }
  >;
  /**
   * Re-reads a volume's stack wholly: hashes, zstd, tar structure, names, and that no path leaves its root in the state
   * it applies to; compares the outcome with the fingerprint. Problems are answered, not thrown.
   */
  'stack.check': Order<
    { layers: StackLayer[]; fingerprint: string; limitBytes: number; limitEntries: number },
    { entries: number; bytes: number; problems: StackProblem[] },
    { bytes: number; bytesTotal: number }
  >;

  /* ---- extract: one helper a volume; its staging folder at /staging, layers read-only, no network ---- */

  /**
   * Checks and extracts the stack into `root`, mends modes and times, compares with the fingerprint, syncs.
   * With `only`, a path (latin1), no more than that: what stands there, what lies below, the other names of its files, and
   * the folders that lead there. `own`: these are the layers that a manifest of our own key names, so their hashes are
   * check enough.
   */
  'extract.stack': Order<
    {
      root: string;
      layers: StackLayer[];
      fingerprint: string;
      limitBytes: number;
      limitEntries: number;
      only?: string;
      own?: boolean;
    },
    { entries: number; mended: number; differences: Sample },
    { entries?: number; entriesTotal?: number; bytes: number; bytesTotal: number }
  >;
  /** Writes one file's contents, or a path with all below it as a tar, into a new file. `path` is latin1. */
  'extract.hand-out': Order<{ root: string; path: string; as: 'contents' | 'tar'; file: string }, StoredFile>;
  /** Compares a folder with a fingerprint (type, mode, owner, size, mtime ns, link counts) without changing anything. */
  'tree.compare': Order<{ root: string; fingerprint: string }, { entries: number; differences: Sample }>;
  /** Fingerprint of a folder as it is now, stored as an archive's is. */
  'tree.fingerprint': Order<{ root: string; file: string }, StoredFile>;
  /** Removes all that a folder holds, not the folder itself. */
  'tree.empty': Order<{ root: string }, Record<string, never>>;
  /** How much a folder holds: all entries, the apparent size of its files. */
  'tree.measure': Order<{ root: string }, { entries: number; bytes: number }>;

  /* ---- swap: the volumes' own directories (parent of _data) at /v/<volume> ---- */

  /** Makes a folder in a volume's directory (0700) and answers its inode. Refuses one that exists. */
  'swap.make': Order<{ volume: string; name: string }, { inode: string }>;
  /**
   * Inodes of the named entries of the volume's directory; null where there is none. Never follows links. `live` is how
   * the live folder is called where that is not `_data`: it may be named then, here and below.
   */
  'swap.look': Order<{ volume: string; names: string[]; live?: string }, { inodes: (string | null)[] }>;
  /** What stands under a name: a folder, a mount point, a link, something else, or nothing (null). */
  'swap.kind': Order<
    { volume: string; name: string; live?: string },
    { kind: 'folder' | 'mount' | 'link' | 'other' | null }
  >;
  /** renameat2(NOREPLACE) among siblings, then fsync of the directory. */
  'swap.rename': Order<{ volume: string; from: string; to: string; live?: string }, Record<string, never>>;
  /** Removes a `.holdfast-*` entry wholly; anything else is refused. */
  'swap.remove': Order<{ volume: string; name: string }, Record<string, never>>;
  /** Writes the fingerprint of a folder of the volume's directory beside it, as `.holdfast-*.list`. */
  'swap.list': Order<{ volume: string; of: string; into: string; live?: string }, { entries: number }>;
  /** What an ordinary user may still write there. */
  'swap.space': Order<{ path: string }, { bytes: number; inodes: number; device: string }>;

  /* ---- relay: network and PID namespace of the database's container, or the host's network; /relay shared with the app ---- */

  /**
   * Listens on a UNIX socket and forwards each connection to the first target that answers. `sslmode` as psql means it;
   * `ca` is a file of the CAs that may have signed the server's certificate. Ends with the helper.
   */
  'relay.listen': Order<
    {
      socket: string;
      targets: (
        | {
            kind: 'tcp';
            host: string;
            port: number;
            sslmode: 'disable' | 'prefer' | 'require' | 'verify-full';
            ca?: string;
          }
        | { kind: 'unix'; path: string }
      )[];
    },
    { target: string }
  >;

  /* ---- unstick: host's PID namespace, and where a task's folder is to go, the folder of these ---- */

  /** Ends the shim of a container, and what is inside: with SIGTERM first, for 10 s; `ended`: whether there was one. */
  'unstick.end-task': Order<{ container: string }, { ended: boolean }>;

  /** Removes the folder of a container's task that nothing runs in and nothing is mounted on; `removed`: whether it was such a one. */
  'unstick.remove-bundle': Order<{ container: string; folder: string }, { removed: boolean }>;

  /* ---- watchdog: Docker's socket folder mounted ---- */

  /**
   * Unpauses `containers` and starts those in `stopped`, in that order, when `deadlineMs` pass or standard input ends, and
   * tries until it succeeds. Where Docker was away meanwhile, it starts those of `running` that have ended, too: that is
   * everything that ran, in the order in which it starts.
   */
  'watchdog.arm': Order<
    { socket: string; containers: string[]; stopped: string[]; running: string[]; deadlineMs: number },
    Record<string, never>
  >;
  /** Guards nothing any more. */
  'watchdog.disarm': Order<Record<string, never>, Record<string, never>>;
};

/** A folder that was not made anew: its inode, and where the file system tells it, when it was made. */
export type RootIdentity = { inode: string; bornNs: string };

/** The frozen state of an earlier archive, on whose layers new ones are put. */
export type CaptureBase = {
  /** A stored fingerprint and what it must hash to. */
  fingerprint: { path: string; sha256: string };
  /** When every page was clean, before that archive's freeze: what changed since is copied again. */
  cleanNs: string;
  identity: RootIdentity;
};

/** A step of a volume's stack as files inside the helper; `sha256` of the stored bytes is checked as they are read. */
export type StackLayer = {
  tar: { path: string; sha256: string; bytes: number } | null;
  deletes: { path: string; sha256: string; bytes: number } | null;
};

export type StackProblem = {
  code:
    | 'hash-differs'
    | 'not-zstd'
    | 'not-tar'
    | 'path-leaves-root'
    | 'parent-is-no-folder'
    | 'duplicate'
    | 'device'
    | 'too-large'
    | 'too-many'
    | 'differs-from-fingerprint';
  /** Which part, and which entry, escaped for display. */
  text: string;
};

export type BundleProblem = {
  code:
    | 'not-tar'
    | 'truncated'
    | 'path-leaves-root'
    | 'neither-file-nor-folder'
    | 'unknown-name'
    | 'duplicate'
    | 'too-large'
    | 'too-many';
  /** Which entry, escaped for display. */
  text: string;
};

export type OrderName = keyof Orders;

/** A line to the helper. */
export type OrderLine = { id: number; order: OrderName; args: unknown } | { cancel: number };

/** A line from the helper. `hello` is the first: the program runs and speaks this version. */
export type ReplyLine =
  | { hello: number }
  | { id: number; progress: unknown }
  | { id: number; result: unknown }
  | { id: number; error: { message: string } };

export const protocolVersion = 1;
