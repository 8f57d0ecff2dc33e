import { z } from 'zod';
import { sslModeSchema } from '../../contract/installations.ts';
import { checkPlace } from '../../engine/check-place.ts';
import { fail } from '../../errors/error.ts';
import { discover } from '../../installation/index.ts';
import { addressOf, holdsCertificates } from '../../postgres/index.ts';
import { databasePlaceOf, listJobs, saveDatabasePlace } from '../../store/index.ts';
import type { App } from '../app.ts';
import { nothing, projectSchema } from '../inputs.ts';
import { procedure } from '../procedure.ts';

const name = z.string().min(1).max(63);
const placeSchema = z.object({
  /** A name or an address, without a scheme or a path. */
  host: z
    .string()
    .max(255)
    .regex(/^[A-Za-z0-9]([A-Za-z0-9._:-]*[A-Za-z0-9])?$|^::1$/),
  port: z.number().int().min(1).max(65535),
  user: name,
  /** Absent: the one that is kept, as long as it goes to the same user of the same server. */
  password: z
    .string()
    .max(1000)
    .regex(/^[^\0\r\n]*$/)
    .optional(),
  databases: z.array(name).max(200),
  sslmode: sslModeSchema.default('prefer'),
  /** Looked at with `verify-full` alone. */
  ca: z
    .string()
    .max(100_000)
    .refine(holdsCertificates, 'That is no certificate in PEM (-----BEGIN CERTIFICATE-----).')
    .nullable()
    .default(null),
});
type Given = z.infer<typeof placeSchema>;

/** Names the server of a database outside Docker, once a connection to it has succeeded; null: it is a container. */
export const setDatabase = procedure.admin
  .input(z.object({ project: projectSchema, database: placeSchema.nullable() }))
  .output(nothing)
  .mutation(async ({ ctx: { app, says }, input: { project, database } }) => {
    says(
      database === null
        ? `Look for the database of ${project} among its containers.`
        : `Reach the database of ${project} at ${addressOf(database)} as ${database.user} (sslmode ${database.sslmode}).`,
    );
    await refuseUnderWay(app, project);
    await saveDatabasePlace(app.deps.db, project, database && (await checked(app, project, database)));
    return {};
  });

/** What a restore has begun on one server must not be looked for on another. @throws `installation.busy` */
async function refuseUnderWay({ deps }: App, project: string): Promise<void> {
  const [job] = await listJobs(deps.db, { project, states: ['queued', 'running', 'interrupted'], limit: 1 });
  if (job) throw fail('installation.busy', { project, kind: job.kind });
}

/** @throws `installation.unknown`, and those of a server that can't be backed up */
async function checked(app: App, project: string, given: Given) {
  const place = await withPassword(app, project, given);
  await discover(app.deps.docker, project, { include: [], exclude: [], database: { ...place, serverVersion: '' } });
  return checkPlace(app.deps, place);
}

/**
 * A password that is kept never goes to another server than it was given for, nor to one that proves less of who it is.
 * @throws `installation.password-needed`
 */
async function withPassword({ deps }: App, project: string, place: Given) {
  const { password } = place;
  if (password !== undefined) return { ...place, password };
  const kept = await databasePlaceOf(deps.db, project);
  const same = kept && kept.host === place.host && kept.port === place.port && kept.user === place.user;
  if (!same || provesLess(place, kept))
    throw fail('installation.password-needed', { address: addressOf(place), user: place.user });
  return { ...place, password: kept.password };
}

type Proof = Pick<Given, 'sslmode' | 'ca'>;

function provesLess(now: Proof, before: Proof): boolean {
  const strength = ({ sslmode }: Proof) => sslModeSchema.options.indexOf(sslmode);
  return strength(now) < strength(before) || (before.sslmode === 'verify-full' && now.ca !== before.ca);
}
