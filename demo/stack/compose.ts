import { run } from '../run.ts';

type Compose = { folder: string; dockerHost: string; log: string };

/** Runs `docker compose`, else docker-compose 1.29, in the installation's folder. All settings come from its .env. */
export async function compose({ folder, dockerHost, log }: Compose, args: string[]): Promise<void> {
  const env = composeEnvironment(dockerHost);
  const [command, ...before] = await composeCommand();
  await run(command, [...before, ...args], { cwd: folder, env, log });
}

/** Nothing of ours leaks in: a variable would win over the .env. */
export function composeEnvironment(dockerHost: string): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  // "auto": docker-compose 1.29 speaks API 1.38 otherwise, which newer daemons refuse.
  return { PATH, HOME, DOCKER_HOST: dockerHost, COMPOSE_API_VERSION: 'auto', NODE_ENV: 'production' };
}

let known: Promise<[string, ...string[]]> | undefined;

export function composeCommand(): Promise<[string, ...string[]]> {
  known ??= run('docker', ['compose', 'version']).then(
    () => ['docker', 'compose'],
    () => ['docker-compose'],
  );
  return known;
}
