/** A word of a POSIX shell that means exactly `text`, whatever it holds. NUL can't stand in any word and is dropped. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", `'\\''`)}'`;
}
