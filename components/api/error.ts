/** An error as pages show it. */
export type ShownError = {
  /** Of the catalogue; null where no answer came at all. */
  code: string | null;
  title: string;
  cause: string;
  remedy: string;
};

const noAnswer: ShownError = {
  code: null,
  title: 'Holdfast does not answer.',
  cause: 'The connection to the server failed. Jobs go on without this page, and archives are untouched.',
  remedy: 'Check that Holdfast runs and that this computer reaches it, then try again.',
};

/** What was thrown, in words: the server's report where there is one. */
export function shownError(error: unknown): ShownError {
  const report = reportIn(error);
  return report ?? noAnswer;
}

/** Whether the session has ended. */
export function isSignedOut(error: unknown): boolean {
  return reportIn(error)?.code === 'access.not-signed-in';
}

function reportIn(error: unknown): ShownError | null {
  const report = field(field(error, 'data'), 'report') ?? field(error, 'report');
  const [code, title, cause, remedy] = ['code', 'title', 'cause', 'remedy'].map((name) => field(report, name));
  if (typeof code !== 'string' || typeof title !== 'string') return null;
  return {
    code,
    title,
    cause: typeof cause === 'string' ? cause : '',
    remedy: typeof remedy === 'string' ? remedy : '',
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
