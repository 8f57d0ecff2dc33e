import { deleteArchive } from './delete.ts';

export { get } from './get.ts';
export { list } from './list.ts';
export { note } from './note.ts';
export { pin } from './pin.ts';
export { rehearsal } from './rehearsal.ts';
export { rehearse } from './rehearse.ts';
export { verify } from './verify.ts';
export { deleteArchive as delete };
