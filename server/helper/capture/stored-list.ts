import { closeSync, openSync, readSync } from 'node:fs';

/**
 * Tar's own list of what it stored: one name a line in the quoting style `escape`, folders with a slash behind them.
 * A reader that takes the bytes as they come.
 */
export class StoredList {
  readonly #onStored: (path: string) => void;
  #rest = '';

  constructor(onStored: (path: string) => void) {
    this.#onStored = onStored;
  }

  push(chunk: Buffer): void {
    const lines = (this.#rest + chunk.toString('latin1')).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#onStored(pathOf(line));
  }
}

function pathOf(line: string): string {
  const name = line.includes('\\') ? unescaped(line) : line;
  return name.endsWith('/') ? name.slice(2, -1) : name.slice(2);
}

const letters: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

function unescaped(line: string): string {
  return line.replaceAll(/\\([0-7]{3}|[\s\S])/g, (_whole, code: string) =>
    code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (letters[code] ?? code),
  );
}

/** Reads the list while tar writes it, a few times a second, and its rest at the end. */
export class IndexFollower {
  readonly #path: string;
  readonly #list: StoredList;
  readonly #timer: NodeJS.Timeout;
  #file: number | null = null;
  readonly #buffer = Buffer.alloc(256 * 1024);

  constructor(path: string, list: StoredList, onLook: () => void) {
    this.#path = path;
    this.#list = list;
    this.#timer = setInterval(() => {
      this.#read();
      onLook();
    }, 300);
  }

  /** Reads what is left and lets go; to be called when tar has ended. */
  finish(): void {
    clearInterval(this.#timer);
    this.#read();
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #read(): void {
    this.#file ??= openIfThere(this.#path);
    if (this.#file === null) return;
    for (let bytes = -1; bytes !== 0; ) {
      bytes = readSync(this.#file, this.#buffer, 0, this.#buffer.length, null);
      this.#list.push(this.#buffer.subarray(0, bytes));
    }
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}
