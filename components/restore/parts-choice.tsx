'use client';

import { TriangleAlert } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { restore } from '../messages/restore.ts';
import { Check } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Rich } from '../ui/rich.tsx';
import { databasePart, partNames, screenAddress, volumePart } from './choices.ts';
import { useChoices } from './use-choices.ts';
import type { Plan } from './use-plan.ts';

const words = restore.parts;

/** The pair, which is what a restore is for; or parts alone, with what that means said at once. */
export function PartsChoice({ id, plan }: { id: string; plan: Plan }) {
  const router = useRouter();
  const choices = useChoices();
  const { only } = choices;
  const choose = (parts: string[] | null) =>
    router.replace(screenAddress(id, 'contents', { ...choices, only: parts }), { scroll: false });
  const volumes = plan.volumes
    .filter(({ archive }) => archive !== null)
    .toSorted((one, other) => one.key.localeCompare(other.key));
  const chosen = partNames(only ?? []);
  return (
    <fieldset className="decisions flush">
      <legend className="sr">{words.label}</legend>
      <Check look="radio" name="parts" checked={only === null} onChange={() => choose(null)} small={words.pairSmall}>
        {words.pair}
      </Check>
      {plan.archive.databases.length > 0 ? (
        <Check
          look="radio"
          name="parts"
          checked={chosen.database}
          onChange={() => choose([databasePart])}
          small={words.databaseSmall}
        >
          {words.database}
        </Check>
      ) : null}
      {volumes.length > 0 ? (
        <Check
          look="radio"
          name="parts"
          checked={only !== null && !chosen.database}
          onChange={() => choose(volumes.map(({ key }) => volumePart(key)))}
          small={words.volumesSmall}
        >
          {words.volumes}
        </Check>
      ) : null}
      {only !== null && !chosen.database ? (
        <fieldset className="parts" aria-label={words.which}>
          {volumes.map(({ key, name }) => {
            const part = volumePart(key);
            const on = chosen.volumes.includes(key) || chosen.volumes.includes(name);
            const rest = only.filter((each) => each !== part && each !== volumePart(name));
            return (
              <Check
                key={key}
                checked={on}
                // The last one stays: nothing at all is no restore.
                disabled={on && rest.length === 0}
                onChange={() => choose(on ? rest : [...only, part])}
              >
                {key}
              </Check>
            );
          })}
        </fieldset>
      ) : null}
      {only === null ? null : (
        <p className="note warn-ink">
          <Icon of={TriangleAlert} /> <Rich text={words.warning} />
        </p>
      )}
    </fieldset>
  );
}
