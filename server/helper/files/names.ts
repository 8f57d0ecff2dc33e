import { escapeName } from '../../archive/names.ts';
import type { Sample } from '../protocol.ts';

/** Names are bytes: latin1 strings inside, buffers for the kernel, escaped for people. */

export function bytesOf(name: string): Buffer {
  return Buffer.from(name, 'latin1');
}

/** A path of the helper's own mounts (UTF-8) and a name below it (bytes), as the kernel wants them. */
export function pathBelow(root: string, name: string): Buffer {
  return Buffer.concat([Buffer.from(`${root}/`), bytesOf(name)]);
}

/** For display, escaped. The root becomes `.`. */
export function shown(name: string): string {
  return name === '' ? '.' : escapeName(name);
}

/** Collects a few names out of many. */
export class Sampler {
  readonly #names: string[] = [];
  #count = 0;

  add(name: string): void {
    this.#count += 1;
    if (this.#names.length < 20) this.#names.push(name);
  }

  get sample(): Sample {
    return { count: this.#count, names: [...this.#names] };
  }
}
