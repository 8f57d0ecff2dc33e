/** A name that may be somebody else's, for people: no line breaks, and nothing that a terminal acts on. */
export function oneLine(text: string): string {
  return text.replaceAll(/[^\x20-\x7e\u00a0-\u2027\u2030-\u2065\u2070-\uffff]/g, '?');
}
