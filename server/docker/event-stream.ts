import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Docker } from './connect.ts';
import { lines } from './lines.ts';

/** An event as the daemon sends it; other fields are of older APIs. */
const rawEventSchema = z.object({
  Type: z.string(),
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).nullish() }),
  timeNano: z.number(),
});
export type RawEvent = z.infer<typeof rawEventSchema>;

/** Whole ms, cut off as Date.now() cuts: an event of the ms in which an answer came lies within a window that ends there. */
export const msOf = (event: RawEvent): number => Math.floor(event.timeNano / 1e6);

type Filters = Record<string, string[]>;

/**
 * Events from `from` to the end of the ms `to`, as far as the daemon remembers (it keeps the last 256). Returns at once
 * when `to` lies in the past.
 */
export async function pastEvents(docker: Docker, from: number, to: number, filters?: Filters): Promise<RawEvent[]> {
  const stream = await openEvents(docker, { since: seconds(from), until: seconds(to + 1), filters });
  const events: RawEvent[] = [];
  for await (const event of parseEvents(stream)) events.push(event);
  return events;
}

/** Events from `from` (ms) on, without end. */
export async function openEventStream(docker: Docker, from: number): Promise<Readable> {
  return await openEvents(docker, { since: seconds(from) });
}

export async function* parseEvents(stream: Readable): AsyncGenerator<RawEvent> {
  for await (const line of lines(stream)) yield rawEventSchema.parse(JSON.parse(line));
}

/** The daemon reads `seconds.fraction`. */
const seconds = (ms: number): string => (ms / 1000).toFixed(3);

async function openEvents(
  docker: Docker,
  query: { since: string; until?: string; filters?: Filters | undefined },
): Promise<Readable> {
  const filters = query.filters ? { filters: JSON.stringify(query.filters) } : {};
  const options = { since: query.since, ...(query.until ? { until: query.until } : {}), ...filters };
  // @types/dockerode wants whole seconds; the API takes fractions, and a freeze is shorter than a second.
  const stream = await docker.getEvents(options as unknown as Parameters<Docker['getEvents']>[0]);
  return stream as Readable;
}
