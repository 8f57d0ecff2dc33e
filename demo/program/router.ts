import http from 'node:http';
import type { Person } from './people.ts';

/** What a handler may use. `person` is who signed in; null on open routes. */
export type Request = { params: string[]; body: Record<string, unknown>; person: Person | null; authorization: string };

export type Route = {
  method: 'GET' | 'POST' | 'DELETE';
  /** Anchored; its groups become `params`. */
  path: RegExp;
  /** Permission that the caller needs; absent: open to the services of the network and to everybody. */
  needs?: string;
  handle(request: Request): unknown;
};

/** An answer that is no success. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A page instead of JSON. */
export type Page = { html: string };

export type Identify = (authorization: string) => Promise<Person | null>;

/** Serves JSON over HTTP on port 8080. Every service answers GET /health. */
export function serve(routes: Route[], identify: Identify): Promise<void> {
  const all: Route[] = [{ method: 'GET', path: /^\/health$/, handle: () => ({ status: 'healthy' }) }, ...routes];
  const server = http.createServer(async (incoming, response) => {
    const answer = await answerOf(all, incoming, identify);
    response.writeHead(answer.status, { 'content-type': answer.type, 'cache-control': 'no-store' }).end(answer.text);
  });
  return new Promise((resolve, reject) => server.once('error', reject).listen(8080, () => resolve()));
}

type Answer = { status: number; type: string; text: string };

async function answerOf(routes: Route[], incoming: http.IncomingMessage, identify: Identify): Promise<Answer> {
  try {
    const path = String(incoming.url).split('?')[0] ?? '/';
    const route = routes.find((each) => each.method === incoming.method && each.path.test(path));
    if (!route) throw new Refusal(404, 'There is nothing here.');
    const authorization = incoming.headers.authorization ?? '';
    const person = route.needs ? await permitted(route.needs, authorization, identify) : null;
    const params = (route.path.exec(path) ?? []).slice(1).map(decodeURIComponent);
    const result = await route.handle({ params, body: await bodyOf(incoming), person, authorization });
    if (isPage(result)) return { status: 200, type: 'text/html; charset=utf-8', text: result.html };
    return { status: 200, type: 'application/json', text: JSON.stringify(result ?? {}) };
  } catch (error) {
    const status = error instanceof Refusal ? error.status : 500;
    if (status === 500) console.error(error);
    const message = error instanceof Refusal ? error.message : `This service has failed: ${inWords(error)}`;
    return { status, type: 'application/json', text: JSON.stringify({ error: message }) };
  }
}

/** A fetch that fails says why in its cause. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

async function permitted(permission: string, authorization: string, identify: Identify): Promise<Person> {
  const person = await identify(authorization);
  if (!person) throw new Refusal(401, 'Sign in first.');
  if (!person.permissions.includes(permission)) throw new Refusal(403, `This needs the permission ${permission}.`);
  return person;
}

async function bodyOf(incoming: http.IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  if (parts.length === 0) return {};
  try {
    return JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>;
  } catch {
    throw new Refusal(400, 'The body is no JSON.');
  }
}

function isPage(value: unknown): value is Page {
  return typeof value === 'object' && value !== null && 'html' in value;
}
