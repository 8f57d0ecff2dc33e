import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import superjson from 'superjson';

export type Ended = { exit: number | null; stdout: string; stderr: string };

/** Runs the command line as a shell would. */
export async function holdfast(args: string[], env: Record<string, string> = {}, input = ''): Promise<Ended> {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Nothing of the machine's: a HOLDFAST_URL of somebody who tries the tests must not be used.
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'test', ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk;
  });
  child.stdin.end(input);
  return await new Promise((resolve) => child.once('close', (exit: number | null) => resolve({ exit, ...output })));
}

export type Asked = { procedure: string; input: unknown; authorization: string | undefined };
type Answers = Record<string, (input: never) => unknown>;

/** A server that answers procedures as the dashboard's API does; `other` gets what is none. */
export async function fakeServer(
  answers: Answers,
  other: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.writeHead(404).end(),
) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const procedure = /^\/api\/trpc\/(.+)$/.exec(url.pathname)?.[1];
    if (procedure === undefined) return other(request, response);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = request.method === 'GET' ? url.searchParams.get('input') : Buffer.concat(chunks).toString();
    const input: unknown = text ? superjson.deserialize(JSON.parse(text)) : undefined;
    asked.push({ procedure, input, authorization: request.headers.authorization });
    response.setHeader('content-type', 'application/json');
    try {
      const data = answers[procedure]?.(input as never);
      response.end(JSON.stringify({ result: { data: superjson.serialize(data) } }));
    } catch (error) {
      const { report } = error as Refusal;
      const shape = { message: report.title, code: -32603, data: { code: 'X', httpStatus: 400, report } };
      response.writeHead(400).end(JSON.stringify({ error: superjson.serialize(shape) }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    env: { HOLDFAST_URL: url, HOLDFAST_TOKEN: 'secret-token' },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Thrown by an answer: the server refuses with this report. */
export class Refusal extends Error {
  readonly report: { code: string; title: string; cause: string; remedy: string; exit: number; docs: string };

  constructor(exit: number, title: string) {
    super(title);
    this.report = { code: 'test.refused', title, cause: 'Because.', remedy: 'Do this.', exit, docs: '' };
  }
}
