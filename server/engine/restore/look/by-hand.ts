import { shellQuote } from '../../../archive/shell-quote.ts';
import { labelsOfNew, type VolumeTarget } from './targets.ts';

/**
 * The command that makes a volume again as the archive says it was. For people alone to run: options may lead to any folder
 * of the host, or to another host, and only they know whether this archive may say where. Secrets in options are left out.
 */
export function makingCommand(target: VolumeTarget, project: string): string {
  const { driver, options } = target.archived;
  const pairs = (flag: string, values: Record<string, string>) =>
    Object.entries(values).flatMap(([key, value]) => [flag, word(`${key}=${value}`)]);
  return [
    'docker volume create --driver',
    word(driver),
    ...pairs('--opt', withoutSecrets(options)),
    ...pairs('--label', labelsOfNew(target, project)),
    '--',
    word(target.name),
  ].join(' ');
}

/** `o=addr=nas,password=…` of a network share. */
function withoutSecrets(options: Record<string, string>): Record<string, string> {
  const secret = /((?:^|,)[^,=]*(?:pass|secret|token|key)[^,=]*=)[^,]*/gi;
  return Object.fromEntries(
    Object.entries(options).map(([key, value]) => [
      key,
      /pass|secret|token|key/i.test(key) ? hidden : value.replace(secret, `$1${hidden}`),
    ]),
  );
}

const hidden = 'FILL-IN';

/** Quoted only where a shell would take it for something else. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : shellQuote(text);
}
