import { z } from 'zod';

export const roleSchema = z.object({
  name: z.string(),
  superuser: z.boolean(),
  inherit: z.boolean(),
  createRole: z.boolean(),
  createDb: z.boolean(),
  canLogin: z.boolean(),
  replication: z.boolean(),
  bypassRls: z.boolean(),
  connectionLimit: z.number().int(),
  /** As pg_authid has it. Never shown, never logged. */
  passwordHash: z.string().nullable(),
  validUntil: z.string().nullable(),
  comment: z.string().nullable(),
  /** ALTER ROLE SET, in all databases. */
  settings: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type Role = z.infer<typeof roleSchema>;

export const membershipSchema = z.object({
  role: z.string(),
  member: z.string(),
  admin: z.boolean(),
  /** From 16 on; null before. */
  inherit: z.boolean().nullable(),
  set: z.boolean().nullable(),
});
export type Membership = z.infer<typeof membershipSchema>;

export const sequenceValueSchema = z.object({
  schema: z.string(),
  name: z.string(),
  /** bigint as decimal text. */
  lastValue: z.string(),
  isCalled: z.boolean(),
});
export type SequenceValue = z.infer<typeof sequenceValueSchema>;

/** `database/cluster.json`: what belongs to the server and not to one database's dump, and the sequences of each database. */
export const clusterSchema = z.object({
  formatVersion: z.literal(1),
  serverVersion: z.string(),
  /** The user we read it as. */
  readAs: z.string(),
  /** False: we were no superuser, and a role without a hash may have a password. */
  passwordsKnown: z.boolean(),
  roles: z.array(roleSchema),
  memberships: z.array(membershipSchema),
  tablespaces: z.array(z.string()),
  databases: z.array(z.object({ name: z.string(), sequences: z.array(sequenceValueSchema) })),
});
export type Cluster = z.infer<typeof clusterSchema>;

/** Who there is, and who belongs to whom. */
export type Roles = Pick<Cluster, 'roles' | 'memberships'>;
