import type { ErrorEntry } from '../error.ts';

export const installation = {
  'installation.none': {
    title: 'There is no installation at {endpoint}.',
    cause: 'No compose project with a PostgreSQL server was found there, stopped ones included.',
    remedy:
      'Bring the installation up once (docker compose up --no-start makes its containers without starting them), set DOCKER_HOST to the endpoint where it runs, or, where its database runs outside Docker, name that in Settings, Installation.',
    exit: 2,
  },
  'installation.several': {
    title: 'There are several installations: {projects}.',
    cause: 'Holdfast does not guess which one is meant.',
    remedy: 'Name one, on the command line with --project NAME.',
    exit: 2,
  },
  'installation.unknown': {
    title: 'There is no compose project “{project}” at this Docker endpoint.',
    cause: 'No container carries this project’s label, stopped ones included. Known projects: {projects}.',
    remedy:
      'Check the name with docker compose ls --all. If its containers were removed, make them with docker compose up --no-start.',
    exit: 2,
  },
  'installation.no-database': {
    title: 'The project “{project}” has no PostgreSQL server that Holdfast can find.',
    cause:
      'A backup is a pair of volumes and database. No container of the project has a PostgreSQL image, its POSTGRES_ or PGDATA variables, or a volume where PostgreSQL keeps its data.',
    remedy:
      'If its container was removed, make it again with docker compose up --no-start, which changes no volume; a restore then fills it. If its container carries another project’s label, include it by name in Settings, Installation. If the database runs outside this Docker, name its server there. Otherwise this project is not one Holdfast can protect.',
    exit: 3,
  },
  'installation.busy': {
    title: 'A job of {project} is under way or waits ({kind}).',
    cause: 'While it lasts, its database must stay where it is. Nothing was saved.',
    remedy: 'Wait for its end, or cancel it; then save again.',
    exit: 3,
  },
  'installation.password-needed': {
    title: 'The password of {user} at {address} is needed.',
    cause:
      'A password that is kept is only ever sent to the server and as the user that it was given for, and not over a way that is less well protected. Nothing was saved.',
    remedy: 'Give the password together with the new host, port, user, encryption or CA certificate.',
    exit: 2,
  },
} as const satisfies Record<string, ErrorEntry>;
