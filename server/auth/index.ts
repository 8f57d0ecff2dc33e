/** Who somebody is. Sessions of browsers by cookie, API tokens as Bearer; what each may do stands at the procedures. */
export {
  type Account,
  anyAccount,
  changePassword,
  createAccount,
  listAccounts,
  removeAccount,
  setRole,
} from './accounts.ts';
export { type Actor, allows } from './actor.ts';
export { type AuthDeps, authenticate } from './authenticate.ts';
export { resetPassword } from './one-time.ts';
export { addressOf } from './request.ts';
export { handleAuth } from './routes.ts';
export { endSessionsBefore, isStillSignedIn } from './sessions.ts';
export { openSetup, setUp } from './setup.ts';
export { statusOf } from './status.ts';
export { createToken, listTokens, revokeToken, type Token } from './tokens.ts';
