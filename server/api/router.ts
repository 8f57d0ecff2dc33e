import * as accounts from './accounts/index.ts';
import * as archives from './archives/index.ts';
import { list as auditList } from './audit/list.ts';
import { start as startBackup } from './backups/start.ts';
import * as compare from './compare/index.ts';
import * as files from './files/index.ts';
import { get as home } from './home/get.ts';
import * as installations from './installations/index.ts';
import * as jobs from './jobs/index.ts';
import * as notices from './notices/index.ts';
import * as restarts from './restarts/index.ts';
import * as restores from './restores/index.ts';
import * as session from './session/index.ts';
import { get as store } from './storage/get.ts';
import * as tokens from './tokens/index.ts';
import { t } from './trpc.ts';
import * as uploads from './uploads/index.ts';

/** The table of contents of the API; contract.ts says of each who may call it. */
export const appRouter = t.router({
  session: t.router({ ...session }),
  installations: t.router({ ...installations }),
  home: t.router({ get: home }),
  archives: t.router({ ...archives }),
  compare: t.router({ ...compare }),
  files: t.router({ ...files }),
  backups: t.router({ start: startBackup }),
  uploads: t.router({ ...uploads }),
  restores: t.router({ ...restores }),
  restarts: t.router({ ...restarts }),
  jobs: t.router({ ...jobs }),
  notices: t.router({ ...notices }),
  store: t.router({ get: store }),
  accounts: t.router({ ...accounts }),
  tokens: t.router({ ...tokens }),
  audit: t.router({ list: auditList }),
});

export type AppRouter = typeof appRouter;
