import type { Sample } from '../protocol.ts';

/** Names are bytes: latin1 strings inside, buffers for the kernel, escaped for people. */

export function bytesOf(name: string): Buffer {
  return Buffer.from(name, 'latin1');
}

/** A path of the helper's own mounts (UTF-8) and a name below it (bytes), as the kernel wants them. */
export function pathBelow(root: string, name: string): Buffer {
  return Buffer.concat([Buffer.from(`${root}/`), bytesOf(name)]);
}

/** For display: UTF-8 as it stands; control characters and bytes that are no UTF-8 as `\ooo`. The root becomes `.`. */
export function shown(name: string): string {
  if (name === '') return '.';
  const decoded = bytesOf(name).toString('utf8');
  const faithful = Buffer.from(decoded, 'utf8').equals(bytesOf(name));
  const escaped = (faithful ? decoded : name).replaceAll('\\', '\\\\');
  const text = faithful ? escaped : escaped.replaceAll(/[\x80-\xff]/g, octal);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a page or a terminal
  return text.replaceAll(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, octal);
}

function octal(char: string): string {
  return [...Buffer.from(char, char.charCodeAt(0) < 256 ? 'latin1' : 'utf8')]
    .map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
    .join('');
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
