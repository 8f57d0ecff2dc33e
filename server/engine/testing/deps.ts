import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newJobId } from '../../archive/ids.ts';
import { signerOf } from '../../archive/signing.ts';
import { connectDocker, sweepHelpers } from '../../docker/index.ts';
import type { JobContext, JobKind } from '../../jobs/contract.ts';
import { openStore } from '../../storage/index.ts';
import { migrate, openDatabase } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';

export type TestWorld = AsyncDisposable & { deps: EngineDeps; folder: string };

/** A Holdfast of its own on the real Docker: state and store in a folder that goes with it. */
export async function testWorld(helperImage: string): Promise<TestWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-engine-'));
  const db = openDatabase(folder);
  await migrate(db);
  const deps: EngineDeps = {
    docker: connectDocker(),
    helperImage,
    instance: randomUUID(),
    holdfast: '0.1.0',
    store: await openStore(join(folder, 'store')),
    db,
    signer: signerOf(generateKeyPairSync('ed25519').privateKey),
    clock: () => new Date(),
    undoDays: 7,
  };
  return {
    deps,
    folder,
    async [Symbol.asyncDispose]() {
      await sweepHelpers(deps);
      await db.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A job's context that remembers its log and cancels when told. */
export function testContext(kind: JobKind, args: unknown): JobContext & { lines: string[]; cancel(): void } {
  const controller = new AbortController();
  const lines: string[] = [];
  return {
    job: {
      id: newJobId(),
      kind,
      project: '',
      state: 'running',
      args,
      result: null,
      error: null,
      side: null,
      createdBy: 'test',
      createdAt: new Date().toISOString(),
      startedAt: new Date().toISOString(),
      finishedAt: null,
      cancelRequested: false,
    },
    signal: controller.signal,
    progress: { stage() {}, advance() {}, log: (_source, text) => void lines.push(text) },
    lines,
    cancel: () => controller.abort(),
  };
}
