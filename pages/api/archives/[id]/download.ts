import type { NextApiRequest, NextApiResponse } from 'next';
import { downloadBundle } from '@/server/api/bundle/download.ts';
import { answerDownload } from '@/server/api/node-route.ts';

/** An archive's bundle. */
export default function download(incoming: NextApiRequest, outgoing: NextApiResponse): Promise<void> {
  return answerDownload(incoming, outgoing, (request) => downloadBundle(request, String(incoming.query.id)));
}

export const config = { api: { bodyParser: false, responseLimit: false } };
