/** Holdfast's own state in SQLite. One repository a table group; each function takes the database first. */
export * from './archives.ts';
export * from './audit.ts';
export { type Database, databaseFile, migrate, openDatabase } from './database.ts';
export * from './database-places.ts';
export * from './installation-settings.ts';
export * from './job-log.ts';
export * from './job-progress.ts';
export * from './jobs.ts';
export * from './journal.ts';
export * from './notices.ts';
export * from './restores.ts';
export * from './uploads.ts';
