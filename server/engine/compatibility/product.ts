import type { Finding } from '../../archive/finding.ts';
import type { Step } from '../../contract/documents.ts';
import type { Profile } from '../../installation/profile.ts';
import { inRange, relationOf } from './versions.ts';

export type ProductJudgement = { finding: Finding; steps: Step[] };

type Question = {
  rules: Profile['compatibility'];
  /** Version of the archive and of the installation; null when unknown. */
  archive: string | null;
  live: string | null;
  project: string;
  /** The services stay stopped after the swap, so that other images can be put in place first. */
  noStart: boolean;
};

/** Judges an archive's product version against the installation's by the profile's rules: the first that matches. */
export function judgeProduct(question: Question): ProductJudgement {
  const { archive, live } = question;
  if (archive === null && live === null) return plain('pass', 'This kind of installation carries no product version.');
  if (archive === null || live === null) {
    return plain(
      'warn',
      `The product version of ${archive === null ? 'the archive' : 'the installation'} is not known, so it could not be compared.`,
      'Make sure that both are of the same version, or that the newer one can migrate the older one’s data.',
    );
  }
  const rule = matchingRule(question.rules, archive, live);
  if (!rule) return unruled(archive, live);
  const fill = (text: string) => fillIn(text, { from: archive, to: live, project: question.project });
  const steps = rule.steps.map((step) => ({
    id: step.id,
    text: fill(step.text),
    commands: step.commands.map(fill),
    done: false,
  }));
  if (rule.outcome === 'allow') return { ...plain('pass', fill(rule.text)), steps };
  if (rule.outcome === 'steps') {
    return { ...plain('warn', fill(rule.text), 'Follow the additional steps after the restore.'), steps };
  }
  if (question.noStart) {
    const text = `${fill(rule.text)} The services stay stopped after the swap, so that the right images can be put in place.`;
    return { ...plain('warn', text, 'Follow the additional steps before you start the services.'), steps };
  }
  const remedy = steps.map((step) => step.text).join(' ') || 'Choose an archive of this version.';
  return {
    ...plain('refuse', fill(rule.text), `${remedy} Or restore with the services left stopped (--no-start).`),
    steps,
  };
}

function matchingRule(rules: Profile['compatibility'], archive: string, live: string) {
  const relation = relationOf(archive, live);
  return rules.find(
    (rule) =>
      (rule.relation === 'any' || rule.relation === relation) && inRange(archive, rule.from) && inRange(live, rule.to),
  );
}

function unruled(archive: string, live: string): ProductJudgement {
  if (relationOf(archive, live) === 'same')
    return plain('pass', `Archive and installation are both of version ${live}.`);
  return plain(
    'warn',
    `The archive is of version ${archive}, the installation of ${live}, and the profile has no rule for that.`,
    'Ask the product’s documentation whether the one can take the other’s data.',
  );
}

function plain(level: Finding['level'], text: string, remedy: string | null = null): ProductJudgement {
  return { finding: { code: 'product.version', level, text, remedy }, steps: [] };
}

function fillIn(text: string, values: Record<string, string>): string {
  return text.replaceAll(/\{(from|to|project)\}/g, (_, name: string) => values[name] ?? '');
}
