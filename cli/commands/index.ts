import type { Command } from '../command.ts';
import { accountCommands } from './account.ts';
import { backup } from './backup.ts';
import { cancel } from './cancel.ts';
import { deleteArchive } from './delete.ts';
import { discover } from './discover.ts';
import { download } from './download.ts';
import { files } from './files.ts';
import { jobs } from './jobs.ts';
import { list } from './list.ts';
import { pin } from './pin.ts';
import { plan } from './plan.ts';
import { rehearse } from './rehearse.ts';
import { restart } from './restart.ts';
import { restore } from './restore.ts';
import { show } from './show.ts';
import { tokenCommands } from './token.ts';
import { undo } from './undo.ts';
import { upload } from './upload.ts';
import { verify } from './verify.ts';

/** All commands, in the order `--help` shows them. */
export const commands: readonly Command[] = [
  ...[discover, backup, list, show, download, upload, plan, restore, undo, verify, rehearse, files],
  ...[jobs, cancel, restart, pin, deleteArchive],
  ...accountCommands,
  ...tokenCommands,
];
