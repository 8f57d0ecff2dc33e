import type { FileEntry } from './types.ts';

const signs: Record<FileEntry['type'], string> = { file: '-', folder: 'd', link: 'l', fifo: 'p' };

/** "drwxr-sr-x" of type and octal mode, as `ls` writes it. */
export function modeText(type: FileEntry['type'], mode: string): string {
  const bits = Number.parseInt(mode, 8);
  const triple = (shift: number, special: number, letter: string) => {
    const [read, write, run] = [4, 2, 1].map((bit) => Boolean((bits >> shift) & bit));
    const last = bits & special ? (run ? letter : letter.toUpperCase()) : run ? 'x' : '-';
    return `${read ? 'r' : '-'}${write ? 'w' : '-'}${last}`;
  };
  return `${signs[type]}${triple(6, 0o4000, 's')}${triple(3, 0o2000, 's')}${triple(0, 0o1000, 't')}`;
}
