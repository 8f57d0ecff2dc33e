import type { Docker } from '../docker/connect.ts';

export type InstallationSummary = {
  project: string;
  profile: string;
  title: string;
  version: string | null;
  state: 'running' | 'partly' | 'stopped';
};

/** Compose projects of the endpoint that have a database we can back up, those of a built-in profile first. */
export async function listInstallations(_docker: Docker): Promise<InstallationSummary[]> {
  throw new Error('not built yet');
}
