import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable, Writable } from 'node:stream';
import superjson from 'superjson';
import { runCommandLine } from '../run.ts';

export type Ended = { exit: number; stdout: string; stderr: string };

/** Runs the command line as main.ts does, with an environment of its own. */
export async function holdfast(args: string[], env: Record<string, string> = {}, input = ''): Promise<Ended> {
  const [stdout, stderr] = [collector(), collector()];
  const stdin = Readable.from([Buffer.from(input)]);
  const exit = await runCommandLine(args, {
    env: { NODE_ENV: 'test', ...env },
    stdin,
    stdout: stdout.stream,
    stderr: stderr.stream,
  });
  return { exit, stdout: stdout.text(), stderr: stderr.text() };
}

function collector() {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
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
