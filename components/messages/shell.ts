import { duration } from '../format/duration.ts';
import { capital, listOf, wordsOf } from '../format/number.ts';

export const shell = {
  skip: 'Skip to content',
  nav: { home: 'Home', archives: 'Archives', restore: 'Restore', jobs: 'Jobs', settings: 'Settings', more: 'More' },
  navLabel: 'Main',
  find: 'Find or do',
  theme: 'Light or dark',
  accountMenu: 'Account menu',
  changePassword: 'Change password…',
  shortcuts: 'Shortcuts',
  signOut: 'Sign out',
  changeInstallation: 'Change installation, now ',
  noInstallation: 'No installation',
  runningJobs: (count: number) => (count === 0 ? null : `${count} running`),
  states: { running: 'running', partly: 'partly running', stopped: 'stopped', missing: 'not found' },
  live: 'live',
} as const;

export const banners = {
  silent: (since: string, forMs: number) =>
    `**No connection to Holdfast since ${since}.** What you see is ${duration(forMs)} old. Jobs go on without this page. It tries again by itself.`,
  tryNow: 'Try now',
  restart: (services: string[], after: 'restore' | 'undo', at: string) =>
    `**${capital(wordsOf(services.length, 'service'))} still ${services.length === 1 ? 'runs with what it' : 'run with what they'} read before the ${after} of ${at}:** ${listOf(services)}. Until ${services.length === 1 ? 'it restarts' : 'they restart'}, what was valid before it stays in force there.`,
  reasons: 'Reasons',
  restartNow: 'Restart now',
  restarting: 'Restarting',
  interrupted: (subject: string) =>
    `**${subject} was interrupted, and the next start could not decide how to go on.** Nothing more was changed. The job says what was found and what to do.`,
  openJob: 'Open the job',
} as const;

export const signedOut = {
  title: 'You were signed out by a restore',
  text: (project: string, at: string) =>
    `The restore of **${project}** at **${at}** replaced users and permissions, so every sign-in older than that has ended.`,
  after: 'After signing in you see its result. What you typed on this page is lost.',
  signIn: 'Sign in again',
} as const;

export const sheet = { title: 'More', installation: 'Installation', you: 'You' } as const;
