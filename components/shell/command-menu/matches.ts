/** Whether every word of the query begins a word of the label, in any order: "now b" finds "Back up now". */
export function matches(label: string, query: string): boolean {
  const words = label.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}

/** Cuts a label into the pieces that match the query and those that don't, in order. */
export function underline(label: string, query: string): { text: string; hit: boolean }[] {
  const parts = query.trim().split(/\s+/).filter(Boolean).map(literally);
  if (parts.length === 0) return [{ text: label, hit: false }];
  return label
    .split(new RegExp(`(${parts.join('|')})`, 'giu'))
    .map((text, index) => ({ text, hit: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
