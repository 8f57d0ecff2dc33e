import { type Docker, isNotFound } from '../docker/index.ts';
import { versionFromEnvironment } from './image-version.ts';

/** Names that images with a PostgreSQL in them go by. */
const likely = /(^|[/-])(postgres|postgresql|postgis|timescaledb|pgvector)(:|@|$)/;

/**
 * An image on this Docker with the tools of a major version: those of another one write dumps that this server may not
 * take back. The newest of several, of equal ones that of the shortest name. Null: there is none.
 */
export async function imageWithTools(docker: Docker, major: number): Promise<string | null> {
  const tags = (await docker.listImages()).flatMap(({ RepoTags }) => RepoTags ?? []).filter((tag) => likely.test(tag));
  const known = await Promise.all(tags.map(async (tag) => ({ tag, version: await versionIn(docker, tag) })));
  const fitting = known.filter(({ version }) => Number.parseInt(version, 10) === major);
  const newest = fitting.toSorted(
    (a, b) => b.version.localeCompare(a.version, 'en', { numeric: true }) || a.tag.length - b.tag.length,
  );
  return newest[0]?.tag ?? null;
}

async function versionIn(docker: Docker, image: string): Promise<string> {
  try {
    const { Config } = await docker.getImage(image).inspect();
    const env = Object.fromEntries((Config.Env ?? []).map((entry) => entry.split(/=(.*)/s, 2)));
    return versionFromEnvironment(env) ?? '';
  } catch (error) {
    if (isNotFound(error)) return ''; // removed since it was listed
    throw error;
  }
}
