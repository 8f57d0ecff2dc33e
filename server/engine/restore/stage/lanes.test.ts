import { describe, expect, it } from 'vitest';
import { sideBySide } from './lanes.ts';

const patient = new AbortController().signal;

describe('work side by side', () => {
  it('gives the results in the order of the work', async () => {
    const works = [3, 1, 2].map((value) => async () => value);
    expect(await sideBySide(works, 2, patient)).toEqual([3, 1, 2]);
  });

  it('never runs more than the limit at once', async () => {
    let running = 0;
    let most = 0;
    const works = Array.from({ length: 7 }, () => async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
    });
    await sideBySide(works, 3, patient);
    expect(most).toBe(3);
  });

  it('aborts the others at the first failure, waits for them, and throws that failure', async () => {
    let letGo = false;
    const other = (signal: AbortSignal) =>
      new Promise<void>((_, reject) => {
        signal.addEventListener('abort', () => {
          letGo = true;
          reject(signal.reason);
        });
      });
    const failing = async () => {
      throw new Error('disk full');
    };
    await expect(sideBySide([other, failing], 2, patient)).rejects.toThrow('disk full');
    expect(letGo).toBe(true);
  });

  it('ends with the abort of whoever cancels', async () => {
    const cancel = new AbortController();
    const work = (signal: AbortSignal) =>
      new Promise<void>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        cancel.abort();
      });
    await expect(sideBySide([work], 1, cancel.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
