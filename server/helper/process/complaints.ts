import type { Readable } from 'node:stream';

/** What a program said on its standard error, sorted into what is known to be harmless and what is not. */
export type Complaints = {
  harmless: number;
  /** The first ones that are not harmless. */
  serious: string[];
};

/**
 * Reads a program's standard error line by line, so that 100,000 harmless lines take no memory.
 * @param harmless lines that mean nothing is wrong; absent, every line is serious
 */
export async function complaintsOf(stream: Readable | null, harmless?: RegExp): Promise<Complaints> {
  const complaints: Complaints = { harmless: 0, serious: [] };
  const sort = (line: string) => {
    if (line === '') return;
    if (harmless?.test(line)) complaints.harmless += 1;
    else if (complaints.serious.length < 20) complaints.serious.push(line.slice(0, 500));
  };
  let rest = '';
  for await (const chunk of stream ?? []) {
    const lines = (rest + (chunk as Buffer).toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) sort(line);
  }
  sort(rest);
  return complaints;
}

/** A sentence for an error: what the program said, else its exit code. */
export function wordsOf(program: string, code: number, complaints: Complaints): string {
  const said = complaints.serious.slice(0, 3).join('; ');
  return said === '' ? `${program} ended with code ${code}` : `${program} ended with code ${code}: ${said}`;
}
