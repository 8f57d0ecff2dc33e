import type { ErrorEntry } from '../error.ts';

export const access = {
  'access.not-signed-in': {
    title: 'Nobody is signed in.',
    cause: 'The request carries no session and no API token that is known. Nothing was done.',
    remedy: 'Sign in, or set HOLDFAST_TOKEN to an API token made under Settings.',
    exit: 4,
  },
  'access.token-refused': {
    title: 'This API token is not accepted.',
    cause: 'It is mistyped, was revoked, or its time is over. Nothing was done.',
    remedy: 'Set HOLDFAST_TOKEN to a token that is listed under Settings, or have an administrator make a new one.',
    exit: 4,
  },
  'access.role-too-low': {
    title: 'This needs the role {needed}; {name} has the role {role}.',
    cause: 'Nothing was done. Roles keep those who look apart from those who change.',
    remedy: 'Ask an administrator to do it, or to give the account or token another role.',
    exit: 3,
  },
  'access.sign-in-refused': {
    title: 'The name or the password is wrong.',
    cause: 'Nobody was signed in. Which of the two is wrong is not said on purpose.',
    remedy: 'Try again. On the server, “holdfast account reset NAME” gives a one-time sign-in.',
    exit: 3,
  },
  'access.too-many-attempts': {
    title: 'Too many failed attempts.',
    cause: 'Further ones are refused for a while, so that nobody can guess.',
    remedy: 'Wait {minutes} minutes. On the server, “holdfast account reset NAME” gives a one-time sign-in at once.',
    exit: 3,
  },
  'access.cross-site': {
    title: 'The request came from another site.',
    cause: 'A page elsewhere tried to use this browser’s session, or a proxy rewrites the origin. Nothing was done.',
    remedy: 'Use the dashboard itself. Behind a proxy, set HOLDFAST_URL to the address that browsers use.',
    exit: 3,
  },
  'access.setup-done': {
    title: 'The first administrator exists already.',
    cause: 'The first-run page works once only.',
    remedy: 'Sign in. On the server, “holdfast account reset NAME” gives a one-time sign-in.',
    exit: 3,
  },
  'access.setup-token-wrong': {
    title: 'The one-time token is wrong.',
    cause: 'It stands in the server’s log and in the file setup-token of the state folder. No account was made.',
    remedy: 'Copy it again, wholly. It changes only when the file is removed and Holdfast started again.',
    exit: 3,
  },
  'access.one-time-refused': {
    title: 'This one-time sign-in is not accepted.',
    cause: 'It was used already, its hour is over, or it is mistyped.',
    remedy: 'Make a new one with “holdfast account reset NAME” on the server.',
    exit: 3,
  },
  'access.password-too-weak': {
    title: 'The password must have 10 to 200 characters.',
    cause: 'Nothing was changed.',
    remedy: 'Choose a longer one; three or four words are easy to remember.',
    exit: 2,
  },
  'access.name-unusable': {
    title: 'The name “{name}” cannot be used.',
    cause: 'Names have 2 to 40 letters, digits, dots, dashes and underscores, and begin with a letter or digit.',
    remedy: 'Choose another name.',
    exit: 2,
  },
  'access.name-taken': {
    title: 'There is a {what} named “{name}” already.',
    cause: 'Names tell accounts and tokens apart in the audit log. Nothing was changed.',
    remedy: 'Choose another name, or remove the old one first.',
    exit: 3,
  },
  'access.last-administrator': {
    title: '{name} is the last administrator.',
    cause: 'Without one nobody could restore or make accounts. Nothing was changed.',
    remedy: 'Give another account the role admin first.',
    exit: 3,
  },
  'access.bad-request': {
    title: 'The request cannot be used: {problem}',
    cause: 'A value is missing or has the wrong form. Nothing was done.',
    remedy: 'Correct the value that is named. The help of the command shows an example.',
    exit: 2,
  },
} as const satisfies Record<string, ErrorEntry>;
