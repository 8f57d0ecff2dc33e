export type DashboardOptions = {
  /** State, store and logs go below it. */
  folder: string;
  /** Default: a free one. */
  port?: number;
};

/** The production build of the dashboard, running under the demo's supervisor, with its first administrator made. */
export type Dashboard = AsyncDisposable & {
  url: string;
  port: number;
  account: { email: string; password: string };
  /** An API token of an administrator. */
  token: string;
  stateFolder: string;
  storeFolder: string;
  logFile: string;
  /** Of the server itself; another after it was killed and came back. */
  pid(): number;
  /** Sends a signal to the server; the supervisor starts it again. */
  kill(signal: NodeJS.Signals): void;
  /** Waits until it answers (again). */
  healthy(): Promise<void>;
};

export async function startDashboard(_options: DashboardOptions): Promise<Dashboard> {
  throw new Error('not built yet');
}
