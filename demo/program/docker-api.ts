import http from 'node:http';

/** Calls Docker over the mounted socket; a status that is not expected is an error. */
export function docker<T>(method: string, path: string, body?: unknown, fine: number[] = []): Promise<T> {
  return new Promise((resolve, reject) => {
    const options = {
      socketPath: '/var/run/docker.sock',
      method,
      path,
      headers: { 'content-type': 'application/json' },
    };
    const request = http.request(options, async (response) => {
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part as Buffer);
      const text = Buffer.concat(parts).toString();
      const status = response.statusCode ?? 0;
      if (status >= 300 && !fine.includes(status))
        return reject(new Error(`Docker: ${method} ${path}: ${status} ${text}`));
      resolve((text ? JSON.parse(text) : undefined) as T);
    });
    request.once('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
