export const signIn = {
  title: 'Sign in',
  name: 'User name',
  password: 'Password',
  submit: 'Sign in',
  signingIn: 'Signing in',
  forgotten: 'Forgotten? On the server: `holdfast account reset NAME` gives a one-time sign-in.',
  haveToken: 'I have a one-time sign-in',
  picture: 'Volumes and database, held still together for one moment.',
  signedOutBy: (at: string) =>
    `**You were signed out by a restore.** The restore of ${at} replaced users and permissions, so every sign-in older than that has ended. After signing in you return to its result.`,
} as const;

export const once = {
  title: 'Sign in once',
  text: 'A one-time sign-in works for an hour. Your new password counts from then on, and every older session has ended.',
  token: 'One-time token',
  next: 'New password',
  nextHint: '10 characters at least. Three or four words are easy to remember.',
  submit: 'Set the password and sign in',
  back: 'Sign in with a password',
} as const;

export const setUp = {
  title: 'Make the first account',
  text: 'It may do everything. Further accounts are made under Settings.',
  token: 'One-time token',
  tokenHint:
    'Printed in the server’s log at its start, and in the file setup-token of its state folder. So only who can read the server comes first.',
  name: 'User name',
  nameHint: '2 to 40 letters, digits, dots, dashes.',
  password: 'Password',
  passwordHint: '10 characters at least. Three or four words are easy to remember.',
  submit: 'Make the account',
  making: 'Making',
} as const;

export const password = {
  title: 'Change your password?',
  current: 'Present password',
  next: 'New password',
  nextHint: '10 characters at least.',
  change: 'Change it',
  changing: 'Changing',
  keep: 'Keep it',
  changed: 'Password changed',
  changedText: 'Your other sessions have ended.',
} as const;
