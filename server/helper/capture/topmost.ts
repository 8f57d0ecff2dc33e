/** Without the paths that lie below another one of the list. */
export function topmost(paths: readonly string[]): string[] {
  const all = new Set(paths);
  return [...all].filter((path) => {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1))
      if (all.has(path.slice(0, at))) return false;
    return true;
  });
}
