import type { NextApiRequest, NextApiResponse } from 'next';
import { downloadPart } from '@/server/api/files/download.ts';
import { answerDownload } from '@/server/api/node-route.ts';

/** One file or folder of an archive: `?volume=…&path=…`. */
export default function file(incoming: NextApiRequest, outgoing: NextApiResponse): Promise<void> {
  return answerDownload(incoming, outgoing, (request) => downloadPart(request, String(incoming.query.id)));
}

export const config = { api: { bodyParser: false, responseLimit: false } };
