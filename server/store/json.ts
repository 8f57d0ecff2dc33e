/** Reads a JSON column that this room wrote itself. */
export function read<T>(text: string): T {
  return JSON.parse(text) as T;
}

/** Writes a JSON column; undefined counts as null. */
export function write(value: unknown): string {
  return JSON.stringify(value ?? null);
}
