import type { Installation } from '../installation/index.ts';
import { ownDatabases, serverIdentity } from '../postgres/index.ts';
import { askServer } from './ask-server.ts';
import type { EngineDeps } from './dependencies.ts';
import { containerDown, downBecause, serverIsUp } from './restore/live/server.ts';

/** An installation with all databases that a backup would capture. `unasked`: why only those known without the server. */
export type Asked = { installation: Installation; unasked: string | null };

/** Asks the installation's server for its databases and its version. One that does not answer is no error. */
export async function askDatabases(deps: EngineDeps, installation: Installation): Promise<Asked> {
  const { server } = installation;
  if (!(await serverIsUp(deps, server))) return { installation, unasked: containerDown.why };
  try {
    return await askServer(deps, server, async (admin) => {
      const { version, major } = await serverIdentity(admin);
      const databases = await ownDatabases(admin, server);
      const told = { ...server, databases, serverVersion: version, serverMajor: major };
      return { installation: { ...installation, server: told }, unasked: null };
    });
  } catch (error) {
    return { installation, unasked: downBecause(error).why };
  }
}
