export { changePassword } from './change-password.ts';
export { me } from './me.ts';
export { setUp } from './set-up.ts';
export { setupNeeded } from './setup-needed.ts';
