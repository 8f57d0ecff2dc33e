/**
 * Looking into an archive: what lies in its volumes, from the fingerprints alone, and one file or folder brought out. The
 * latter is restored into a scratch volume by the code that a restore uses, so deletions, hard links, holes and attributes
 * come out as they were; only then is it handed out. The whole stack is read for it: whoever downloads one file waits as
 * long as reading the volume's layers takes.
 */
export { contentsOf } from './contents.ts';
export { listFolder } from './list.ts';
export { type OpenedPart, openPart } from './open-part.ts';
