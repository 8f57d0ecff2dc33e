/**
 * Everything said to a PostgreSQL server goes through this room: the way to it, what its clients are doing, a moment held
 * open, dump and load by its own tools, and the swap of databases. It knows no engine and no profile.
 */
export { addressOf } from '../helper/relay/address.ts';
export { type Activity, readActivity } from './activity.ts';
export { type AgreementNames, agreementNames } from './agreement.ts';
export { type Blockers, readBlockers } from './blockers.ts';
export { holdsCertificates } from './certificates.ts';
export { type Cluster, clusterSchema, type Membership, type Role, type Roles } from './cluster.ts';
export { compareWithManifest, type DatabaseDifferences } from './compare.ts';
export type { JobFolder, PostgresDeps, ServerAddress } from './deps.ts';
export { type DumpResult, type PreparedDump, prepareDump } from './dump.ts';
export { closeAgain, endSessionsOf, fence, openForUs, reopen } from './fence.ts';
export { globalsSql } from './globals.ts';
export { type HorizonMove, nextTransaction } from './horizon.ts';
export { connectMaintenance, databaseOid, type ServerIdentity, serverIdentity, serverMajor } from './identity.ts';
export { type Inventory, readInventory } from './inventory.ts';
export { holdJobLock } from './job-lock.ts';
export { openLink, type PostgresLink } from './link.ts';
export { type StagedDatabase, type StageSpec, stageDatabase } from './load.ts';
export { databasesOf, dropDatabase } from './made-databases.ts';
export { applicationName, databaseNames } from './names.ts';
export { readOffer, type ServerOffer } from './offer.ts';
export { ownDatabases } from './own-databases.ts';
export { portrayDatabase, portrayRoles } from './portrait.ts';
export { readProperties } from './properties.ts';
export { readCluster } from './read-cluster.ts';
export { refuseTooFewRights } from './rights.ts';
export {
  dropRolesMade,
  joinsOnly,
  planRoleChanges,
  planRolesBack,
  type RoleChanges,
  sameMembership,
} from './role-changes.ts';
export { type RowMarks, type RowMoves, readRowMarks, rowMarksSchema, rowMovesSince } from './row-marks.ts';
export { openScratchDatabase, type ScratchDatabase } from './scratch.ts';
export { endInstallationSessions } from './sessions.ts';
export { type PreparedSnapshot, prepareSnapshot, type Snapshot } from './snapshot.ts';
export { checkSoundness, type Soundness } from './soundness.ts';
export { commitSwap, type DatabaseSwap, whoIsLive } from './swap.ts';
export { imageWithTools } from './tools-image.ts';
