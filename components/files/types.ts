import type { Outputs } from '../api/trpc.ts';

export type FileListing = Outputs['files']['list'];
export type FileEntry = FileListing['self'];
