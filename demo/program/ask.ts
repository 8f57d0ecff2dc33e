import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from './router.ts';

type AskOptions = { body?: unknown; authorization?: string };

/** Calls another service of the installation. What it refuses is refused here too. */
export async function ask<T>(service: string, method: string, path: string, options: AskOptions = {}): Promise<T> {
  const response = await fetch(`http://${service}:8080${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(options.authorization ? { authorization: options.authorization } : {}),
    },
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
  });
  const answer = (await response.json()) as T & { error?: string };
  if (!response.ok) throw new Refusal(response.status, answer.error ?? `${service} answered ${response.status}.`);
  return answer;
}

/** Tries until it works: services start in any order and wait for each other. */
export async function untilDone<T>(what: string, attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries % 20 === 10)
        console.log(`Still waiting for ${what}: ${error instanceof Error ? error.message : error}`);
      await sleep(250);
    }
  }
}

/** Waits until a service answers. */
export function untilHealthy(service: string): Promise<unknown> {
  return untilDone(service, () => ask(service, 'GET', '/health'));
}
