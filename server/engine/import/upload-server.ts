import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { FileStore } from '@tus/file-store';
import { EVENTS, Server } from '@tus/server';
import type { Store } from '../../storage/index.ts';
import { addUpload, changeUpload, type Database } from '../../store/index.ts';
import { queueImport } from './queue-import.ts';
import { clearAbandoned } from './tidy-uploads.ts';
import { uploadIdPattern } from './upload-file.ts';

export type UploadDeps = { store: Store; db: Database; clock: () => Date };

export type UploadServer = {
  /** Answers a tus request of somebody who may upload; `who` is noted as the one who did. */
  handle(request: Request, who: string): Promise<Response>;
};

const spareBytes = 256 * 1024 * 1024;

/**
 * Receives uploads by the tus protocol (resumable, in pieces of any size, streamed to disk). A complete one queues an
 * import job, whose id the last answer carries in `Holdfast-Job`.
 */
export function openUploads(deps: UploadDeps): UploadServer {
  const sender = new AsyncLocalStorage<string>();
  const server = new Server({
    path: '/api/uploads',
    datastore: new FileStore({ directory: deps.store.uploadsFolder }),
    relativeLocation: true,
    exposedHeaders: [jobHeader],
    disableTerminationForFinishedUploads: true,
    postReceiveInterval: 1000,
    namingFunction: () => randomBytes(16).toString('hex'),
    // The last part of the path becomes a file name: only what we named counts.
    getFileIdFromRequest: (_request, last) => (last !== undefined && uploadIdPattern.test(last) ? last : undefined),
    // Asked again while the bytes come, the disk has less free: what counts is what was free when it was begun.
    maxSize: (request) => (request.method === 'POST' ? largestUpload(deps.store) : Number.MAX_SAFE_INTEGER),
    onUploadCreate: async (_request, upload) => {
      if (upload.size === undefined) throw { status_code: 400, body: 'Upload-Length is missing\n' };
      await clearAbandoned(deps);
      const file = upload.metadata?.filename ?? 'archive.tar';
      await addUpload(deps.db, { id: upload.id, file, bytes: upload.size, createdBy: sender.getStore() ?? 'unknown' });
      return {};
    },
    onUploadFinish: async (_request, upload) => ({ headers: { [jobHeader]: await queueImport(deps.db, upload.id) } }),
  });
  server.on(EVENTS.POST_RECEIVE, (_request, upload) => {
    // Shown only; the offset that counts is the file's own.
    changeUpload(deps.db, upload.id, { received: upload.offset }).catch(() => undefined);
  });
  server.on(EVENTS.POST_TERMINATE, (_request, _response, id) => {
    changeUpload(deps.db, id, { state: 'abandoned' }).catch(() => undefined);
  });
  return {
    async handle(request, who) {
      const response = await sender.run(who, () => server.handleWeb(request));
      // tus lets pages of any origin in; ours come from our own.
      for (const name of corsHeaders) response.headers.delete(name);
      return response;
    },
  };
}

const corsHeaders = ['access-control-allow-origin', 'access-control-allow-methods', 'access-control-allow-headers'];

const jobHeader = 'Holdfast-Job';

/** Half of what is free: an upload is unpacked beside its own file. */
async function largestUpload(store: Store): Promise<number> {
  const { freeBytes } = await store.space();
  // 0 would mean: of any size.
  return Math.max(Math.floor((freeBytes - spareBytes) / 2), 1);
}
