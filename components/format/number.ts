/** All numbers, dates and lists are written as British English writes them, whatever the browser's language: so are the sentences around them. */
export const locale = 'en-GB';

/** Stands between a number and its unit, so that no line breaks there. */
export const nbsp = '\u00a0';

const counts = new Intl.NumberFormat(locale);

/** 23107 -> "23,107" */
export function count(value: number): string {
  return counts.format(value);
}

const words = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
] as const;

/** Small numbers in words, as they stand in sentences: "nine", "23". */
export function inWords(value: number): string {
  return words[value] ?? count(value);
}

/** "nine writers", "one writer", "no writer" */
export function wordsOf(value: number, singular: string, plural = `${singular}s`): string {
  return `${inWords(value)} ${value <= 1 ? singular : plural}`;
}

/** "57 archives", "1 archive" */
export function countOf(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)}${nbsp}${value === 1 ? singular : plural}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' });

/** "a, b and c" */
export function listOf(items: readonly string[]): string {
  return conjunction.format(items);
}

/** 0.264 -> "26 %" */
export function percent(share: number): string {
  const value = share * 100;
  return `${value < 1 && value > 0 ? value.toFixed(2) : Math.round(value)}${nbsp}%`;
}
