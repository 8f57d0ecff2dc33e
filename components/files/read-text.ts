/**
 * A file's text; null where it is none: bytes that are no UTF-8, or a NUL.
 * @throws the server's answer with its `report`, or a TypeError when none came
 */
export async function readText(address: string): Promise<{ text: string } | null> {
  const response = await fetch(address);
  if (!response.ok) throw await response.json();
  return textIn(new Uint8Array(await response.arrayBuffer()));
}

export function textIn(bytes: Uint8Array): { text: string } | null {
  if (bytes.includes(0)) return null;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return null; // the only reason to throw: no UTF-8
  }
}
