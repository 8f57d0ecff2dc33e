import { backupHandler } from '../engine/backup/index.ts';
import type { EngineDeps } from '../engine/dependencies.ts';
import { importHandler } from '../engine/import/index.ts';
import { rehearseHandler } from '../engine/rehearse/index.ts';
import { restartHandler } from '../engine/restart/index.ts';
import { cleanupHandler, restoreHandler, undoHandler } from '../engine/restore/index.ts';
import { deleteHandler } from '../engine/retention/index.ts';
import { verifyHandler } from '../engine/verify/index.ts';
import type { Handlers } from '../jobs/index.ts';

/** Which engine does which kind of job. */
export function handlersOf(deps: EngineDeps): Handlers {
  return {
    backup: backupHandler(deps),
    restore: restoreHandler(deps),
    undo: undoHandler(deps),
    cleanup: cleanupHandler(deps),
    restart: restartHandler(deps),
    verify: verifyHandler(deps),
    rehearse: rehearseHandler(deps),
    import: importHandler(deps),
    delete: deleteHandler(deps),
  };
}
