import type { Evidence } from '../../archive/evidence.ts';
import type { Profile } from '../../installation/index.ts';
import type { AgreementNames } from '../../postgres/index.ts';
import { compareNames, notAsked } from '../consistency/agreement.ts';
import { rootOf } from './capture.ts';
import type { Crew } from './crew.ts';

export type Rule = NonNullable<Profile['agreement']>;
type Agreement = NonNullable<Evidence['agreement']>;

/** The names that the profile's rule finds in the files, or why it can't look for them. */
export async function namesInFiles(crew: Crew, { volume: key, glob, capture }: Rule): Promise<AgreementNames> {
  const volume = crew.volumes.find((each) => each.key === key);
  if (!volume) return { notAsked: `no volume ${key} is copied` };
  return crew.of(volume).order('capture.names', { root: rootOf(volume), glob, capture });
}

/** Whether files and rows name the same. */
export function agreementOf({ name }: Rule, files: AgreementNames, rows: AgreementNames): Agreement {
  if ('notAsked' in rows) return { name, ...notAsked(rows.notAsked) };
  if ('notAsked' in files) return { name, ...notAsked(files.notAsked) };
  return { name, ...compareNames(files.names, rows.names) };
}

/** Why a rule that was asked does not hold; null when it does, or gave no answer. */
export function disagreementOf(agreement: Agreement | null): string | null {
  const broken = agreement && !agreement.holds && agreement.notAsked === null;
  return broken ? `${agreement.name}: files and rows do not name the same` : null;
}

/** A disagreement that stands this long is no change under way: waiting does not mend it, and the verdict names it. */
const standsMs = 10_000;

/**
 * Asks the rule while everything runs, so that nobody is held in the middle of a change that shows.
 * @returns a question: what disagrees and has not stood for long, else null
 */
export function halfDone(ask: () => Promise<Agreement | null>, now = Date.now): () => Promise<string | null> {
  let seen = { what: '', since: 0 };
  return async () => {
    const agreement = await ask();
    const disagreement = disagreementOf(agreement);
    const what = disagreement === null ? '' : JSON.stringify([agreement?.onlyFiles, agreement?.onlyRows]);
    if (what !== seen.what) seen = { what, since: now() };
    return now() - seen.since < standsMs ? disagreement : null;
  };
}
