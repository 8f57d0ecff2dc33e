export type Definition = { id: string; name: string; protocol: string; endpoints: string[] };

/** A service's definition as it stands in its file and in its row. */
export function definitionOf(id: string, name: string): Definition {
  return { id, name, protocol: 'Opcua', endpoints: [1, 2, 3].map((n) => `${id}/machine-${n}`) };
}
