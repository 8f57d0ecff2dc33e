import * as tus from 'tus-js-client';

/** A file on its way from this browser. Sizes in bytes, times in ms since 1970. */
export type Sending = {
  /** Of this page only. */
  key: string;
  file: string;
  total: number;
  sent: number;
  state: 'sending' | 'paused' | 'lost' | 'sent' | 'failed';
  /** The server's id, once it has one. */
  uploadId: string | null;
  /** What was there already when this went on. */
  resumedFrom: number;
  startedAt: number;
  lostAt: number | null;
  wentOnAt: number | null;
  error: unknown;
};

export type Sender = { pause: () => void; resume: () => void; cancel: () => Promise<void> };

/** Small enough that no proxy's or server's time limit cuts a request, large enough that a fast line is filled. */
const chunkBytes = 16 * 1024 * 1024;

/** Waits between tries, in ms; after the last the person is asked. */
const retryDelays = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000, 60_000, 120_000];

/** Sends a file to the server, going on where an earlier try with the same file stopped. `change` hears of every step. */
export async function send(file: File, change: (part: Partial<Sending>) => void): Promise<Sender> {
  let lost = false;
  const upload = new tus.Upload(file, {
    endpoint: '/api/uploads',
    chunkSize: chunkBytes,
    retryDelays,
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name, filetype: file.type || 'application/x-tar' },
    onUploadUrlAvailable: () => change({ uploadId: idOf(upload.url) }),
    onProgress: (sent) => {
      change({ sent, state: 'sending', ...(lost ? { wentOnAt: Date.now(), resumedFrom: sent } : {}) });
      lost = false;
    },
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      const again = status < 400 || status === 409 || status === 423 || status >= 500;
      if (again) {
        lost = true;
        change({ state: 'lost', lostAt: Date.now() });
      }
      return again;
    },
    onError: (error) => change({ state: 'failed', error: answerOf(error) }),
    onSuccess: () => change({ state: 'sent', sent: file.size, uploadId: idOf(upload.url) }),
  });
  const [earlier] = await upload.findPreviousUploads().catch(() => []);
  if (earlier) upload.resumeFromPreviousUpload(earlier);
  upload.start();
  return {
    pause: () => {
      void upload.abort();
      change({ state: 'paused' });
    },
    resume: () => {
      upload.start();
      change({ state: 'sending' });
    },
    cancel: () => upload.abort(true).catch(() => undefined),
  };
}

function idOf(url: string | null): string | null {
  return url?.split('?')[0]?.split('/').at(-1) ?? null;
}

/** The server's report, where the answer has one. */
function answerOf(error: Error): unknown {
  if (!(error instanceof tus.DetailedError)) return error;
  try {
    return JSON.parse(error.originalResponse?.getBody() ?? '');
  } catch {
    return error;
  }
}
