import type { Outputs } from '../api/trpc.ts';

export type ArchiveRow = Outputs['archives']['list']['rows'][number];
export type ArchiveDetail = Outputs['archives']['get'];
export type Evidence = ArchiveDetail['evidence'];
export type Manifest = ArchiveDetail['manifest'];
