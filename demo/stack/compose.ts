import { run } from '../run.ts';

type Compose = { folder: string; dockerHost: string; log: string };

/** Runs `docker compose`, else docker-compose 1.29, in the installation's folder. All settings come from its .env. */
export async function compose({ folder, dockerHost, log }: Compose, args: string[]): Promise<void> {
  const { PATH, HOME } = process.env;
  // "auto": docker-compose 1.29 speaks API 1.38 otherwise, which newer daemons refuse.
  const env = { PATH, HOME, DOCKER_HOST: dockerHost, COMPOSE_API_VERSION: 'auto', NODE_ENV: 'production' } as const;
  const [command, ...before] = await composeCommand();
  await run(command, [...before, ...args], { cwd: folder, env, log });
}

let known: Promise<[string, ...string[]]> | undefined;

function composeCommand(): Promise<[string, ...string[]]> {
  known ??= run('docker', ['compose', 'version']).then(
    () => ['docker', 'compose'],
    () => ['docker-compose'],
  );
  return known;
}
