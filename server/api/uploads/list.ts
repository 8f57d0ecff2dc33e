import { z } from 'zod';
import { uploadSchema } from '../../contract/archives.ts';
import { listUploads } from '../../store/index.ts';
import { procedure } from '../procedure.ts';
import { receivedBytes } from '../views/uploaded-bytes.ts';

/** What is received of one that is on its way is what stands on disk: the table learns of it a second later. */
export const list = procedure.admin.output(z.array(uploadSchema)).query(async ({ ctx: { app } }) => {
  const uploads = await listUploads(app.deps.db);
  return Promise.all(
    uploads.map(async (upload) => {
      if (upload.state !== 'receiving') return upload;
      const received = await receivedBytes(app.deps.store, upload.id);
      return { ...upload, received: Math.min(received ?? upload.received, upload.bytes) };
    }),
  );
});
