/** Who somebody is. Sessions of browsers by cookie, API tokens as Bearer; what each may do stands at the procedures. */
export type { Actor } from './actor.ts';
export { endSessionsBefore } from './end-sessions.ts';
