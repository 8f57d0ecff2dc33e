/** Which part of an archive's files is looked at; stands in the address, so that it can be linked to. */
export type Where = {
  /** Compose key; null: all volumes. */
  volume: string | null;
  /** Folder, escaped as a listing gives it; empty: the root. */
  path: string;
  /** What is chosen in the folder; null: the folder itself. */
  chosen: string | null;
};

export function whereIn(query: URLSearchParams): Where {
  return { volume: query.get('volume'), path: query.get('path') ?? '', chosen: query.get('chosen') };
}

export function filesAddress(id: string, { volume, path = '', chosen = null }: Partial<Where> = {}): string {
  const query = new URLSearchParams();
  if (volume) query.set('volume', volume);
  if (volume && path) query.set('path', path);
  if (volume && chosen !== null) query.set('chosen', chosen);
  const search = query.toString();
  return `/archives/${id}/files${search ? `?${search}` : ''}`;
}

export function downloadAddress(id: string, volume: string, path: string): string {
  return `/api/archives/${id}/file?${new URLSearchParams({ volume, path })}`;
}

/** The folders from the root down to a path, each with its own name: what stands between "All volumes" and here. */
export function stepsOf(path: string): { name: string; path: string }[] {
  const names = path.split('/').filter(Boolean);
  return names.map((name, index) => ({ name, path: names.slice(0, index + 1).join('/') }));
}

/** The folder that a path lies in. */
export function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}
