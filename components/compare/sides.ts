/** What is held against what; stands in the address. `after` null: the installation as it is now. */
export type Sides = { before: string; after: string | null; volume: string | null };

const now = 'now';

export function sidesIn(id: string, query: URLSearchParams): Sides {
  const after = query.get('after') ?? now;
  return { before: query.get('before') ?? id, after: after === now ? null : after, volume: query.get('volume') };
}

export function compareAddress(id: string, { before, after, volume }: Sides): string {
  const query = new URLSearchParams();
  if (before !== id) query.set('before', before);
  if (after !== null) query.set('after', after);
  if (volume !== null) query.set('volume', volume);
  const search = query.toString();
  return `/archives/${id}/compare${search ? `?${search}` : ''}`;
}
