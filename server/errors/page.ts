import { catalogue, type ErrorCode } from './catalogue/index.ts';

const exitWords = { 1: 'failed', 2: 'wrong use', 3: 'refused by a check', 4: 'not reachable' } as const;

/** The handbook's page of all errors, as docs/errors.md holds it. A test keeps the two alike. */
export function errorsPage(): string {
  const codes = (Object.keys(catalogue) as ErrorCode[]).toSorted();
  return [
    '# Errors',
    '',
    'Every error Holdfast can report: what happened, why, and what to do. Made from `server/errors/catalogue/` by `npm run errors`.',
    ...codes.flatMap((code) => {
      const { title, cause, remedy, exit } = catalogue[code];
      return [
        '',
        `## ${code}`,
        '',
        `**${title}**`,
        '',
        cause,
        '',
        `*What to do:* ${remedy}`,
        '',
        `Exit code ${exit} (${exitWords[exit]}).`,
      ];
    }),
    '',
  ].join('\n');
}
