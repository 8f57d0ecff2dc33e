import type { Helper } from '../../docker/index.ts';
import { HoldfastError } from '../../errors/error.ts';
import type { InstallationVolume } from '../../installation/index.ts';
import { type PreCopied, rootOf } from './capture.ts';
import { together } from './together.ts';

export type CrewDeps = {
  /** Sees the volumes that are there at first. */
  first: Helper;
  /** Starts one that sees these volumes. */
  start(volumes: readonly InstallationVolume[]): Promise<Helper>;
  /** Makes the copy of these volumes from which a helper goes on. `nth` keeps the files of several copies apart. */
  copy(helper: Helper, volumes: readonly InstallationVolume[], nth: number): Promise<PreCopied[]>;
};

/** So many beside the first; when still more volumes come, one takes the places of all of them. */
const mostLate = 4;

/**
 * The helpers that copy the volumes. What a helper sees is settled when it starts, and services are installed while a
 * backup runs: volumes that came since are a further helper's.
 */
export class Crew implements AsyncDisposable {
  readonly #deps: CrewDeps;
  #copied: readonly PreCopied[];
  #copies = 1;
  #late: readonly Helper[] = [];
  /** By name of the volume; the first helper's are not in it. */
  readonly #keepers = new Map<string, Helper>();

  private constructor(deps: CrewDeps, copied: readonly PreCopied[]) {
    this.#deps = deps;
    this.#copied = copied;
  }

  /** With the volumes that are there at first, copied. */
  static async copy(deps: CrewDeps, volumes: readonly InstallationVolume[]): Promise<Crew> {
    return new Crew(deps, await deps.copy(deps.first, volumes, 1));
  }

  get copied(): readonly PreCopied[] {
    return this.#copied;
  }

  get volumes(): readonly InstallationVolume[] {
    return this.#copied.map(({ volume }) => volume);
  }

  /** Where so many looks run at once, the long ones begin first and the short ones fill the gaps. */
  get largestFirst(): readonly InstallationVolume[] {
    return this.#copied.toSorted((a, b) => b.copied.entries - a.copied.entries).map(({ volume }) => volume);
  }

  /** How often volumes were copied: more than before when some came, and who asked a helper meanwhile asks again. */
  get copies(): number {
    return this.#copies;
  }

  /** The one that copied this volume. */
  of({ name }: InstallationVolume): Helper {
    return this.#keepers.get(name) ?? this.#deps.first;
  }

  async setPriority(priority: 'low' | 'high'): Promise<void> {
    await together([this.#deps.first, ...this.#late].map((helper) => helper.setPriority(priority)));
  }

  /** Flushes the file systems. @returns since when every page is clean, in ns */
  async sync(): Promise<string> {
    const answers = await together(
      this.#shares(this.volumes).map(([helper, roots]) => helper.order('capture.sync', { roots })),
    );
    const [earliest = 0n] = answers.map(({ tpNs }) => BigInt(tpNs)).toSorted((a, b) => (a < b ? -1 : 1));
    return String(earliest);
  }

  /** Waits until these volumes are at rest, all at once. @returns which were not within the limit */
  async settle(
    { volumes, quietMs, limitMs }: { volumes: readonly InstallationVolume[]; quietMs: number; limitMs: number },
    signal: AbortSignal,
  ): Promise<string[]> {
    const end = Date.now() + limitMs;
    for (;;) {
      const from = Date.now();
      const looks = await together(
        this.#shares(volumes).map(([helper, roots]) =>
          helper.order('capture.settle', { roots, quietMs, limitMs: Math.max(0, end - from) }, { signal }),
        ),
      );
      const busy = looks.flatMap((look) => look.busy);
      // One that waited may have outlasted another's rest; looking back is quick where all are at rest now.
      if (busy.length > 0 || looks.length === 1 || Date.now() - from < quietMs) return busy;
    }
  }

  /** Copies what came, and forgets what went. @returns whether anything did: the services were not at rest, then */
  async follow(present: readonly InstallationVolume[]): Promise<boolean> {
    const copied = new Set(this.#copied.map(({ volume }) => volume.name));
    const came = present.filter(({ name }) => !copied.has(name));
    const names = new Set(present.map(({ name }) => name));
    const stayed = this.#copied.filter(({ volume }) => names.has(volume.name));
    const changed = came.length > 0 || stayed.length < this.#copied.length;
    this.#copied = stayed;
    if (came.length > 0) await this.#takeUp(came);
    return changed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await together(this.#late.map(async (helper) => helper[Symbol.asyncDispose]()));
  }

  async #takeUp(came: readonly InstallationVolume[]): Promise<void> {
    const replaced = this.#late.length < mostLate ? [] : this.#late;
    const volumes = [...this.volumes.filter((volume) => replaced.includes(this.of(volume))), ...came];
    const helper = await this.#deps.start(volumes).catch(unlessGone);
    if (helper === null) return;
    this.#late = [...this.#late, helper];
    this.#copies += 1;
    const copied = await this.#deps.copy(helper, volumes, this.#copies);
    const others = this.#copied.filter(({ volume }) => !volumes.includes(volume));
    for (const { name } of volumes) this.#keepers.set(name, helper);
    this.#copied = [...others, ...copied];
    this.#late = this.#late.filter((each) => !replaced.includes(each));
    await together(replaced.map(async (each) => each[Symbol.asyncDispose]()));
  }

  /** Each helper with where it sees those of the volumes that are its own. */
  #shares(volumes: readonly InstallationVolume[]): [Helper, string[]][] {
    return [...Map.groupBy(volumes, (volume) => this.of(volume))].map(([helper, own]) => [helper, own.map(rootOf)]);
  }
}

/** A volume that went again as soon as it had come: whoever looks next finds that out. */
function unlessGone(error: unknown): null {
  if (error instanceof HoldfastError && error.code === 'docker.volume-gone') return null;
  throw error;
}
