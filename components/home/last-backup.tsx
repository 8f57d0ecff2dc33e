'use client';

import { Check } from 'lucide-react';
import { msOf, nearMoment } from '../format/date.ts';
import { age } from '../format/duration.ts';
import { listOf } from '../format/number.ts';
import { home as words } from '../messages/home.ts';
import { Icon } from '../ui/icon.tsx';
import { Rich } from '../ui/rich.tsx';
import { Section } from '../ui/section.tsx';
import { BackupLine } from './backup-line.tsx';
import type { Last } from './types.ts';

/** How old the last good backup is, and how we know that it is good. Green only for what was checked. */
export function LastBackup({ last, now }: { last: Last; now: number }) {
  const old = age(now - msOf(last.createdAt));
  const good = last.verdict === 'guaranteed' || last.verdict === 'consistent';
  const links = {
    evidence: `/archives/${last.id}#evidence`,
    archive: `/archives/${last.id}`,
    rehearsal: `/archives/${last.id}/rehearsal`,
  };
  return (
    <Section label={words.sections.now} className="answer">
      <div>
        <p className="say-main">
          <Rich text={good ? words.lastGood(old) : words.lastDoubtful(old)} />
        </p>
        <p className="say mt-4">
          <Rich text={`${verdictSentence(last)} ${proofSentence(last, now)}`} links={links} />
        </p>
        <figure className="my-6">
          <BackupLine evidence={last.evidence} />
        </figure>
        <Checked last={last} />
        <p className="note mt-4">
          <Rich text={words.note(last.bytes)} links={links} />
        </p>
      </div>
    </Section>
  );
}

function verdictSentence({ verdict, evidence, freezeMs }: Last): string {
  switch (verdict) {
    case 'guaranteed':
      return words.oneMoment(evidence.writers.length, freezeMs ?? 0);
    case 'consistent':
      return words.observed;
    case 'changed':
      return words.changed;
    case 'unknown':
      return words.unknown;
  }
}

function proofSentence({ proof, proofAt }: Last, now: number): string {
  if (proof === 'none' || proof === 'failed' || !proofAt)
    return proof === 'failed' ? words.proof.failed : words.proof.none;
  return words.proof[proof](nearMoment(proofAt, now).replace(', ', ' at '));
}

function Checked({ last }: { last: Last }) {
  const facts = checkedFacts(last);
  if (facts.length === 0) return null;
  return (
    <ul className="evidence">
      {facts.map((fact) => (
        <li key={fact}>
          <Icon of={Check} tone="ok" />
          <span>
            <Rich text={fact} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function checkedFacts({ evidence, proof, manifest }: Last): string[] {
  const judged = evidence.volumes.filter((volume) => volume.role === 'included');
  const moved = judged.some((volume) => volume.moved.count + volume.missed.count > 0);
  const open = evidence.databases.some(
    (one) => one.openAtStart.length + one.openAtEnd.length + one.prepared.length > 0,
  );
  const counted = evidence.events.some((event) => event.counted && event.inFreeze);
  return [
    moved ? '' : words.fingerprints(judged.reduce((sum, volume) => sum + volume.fingerprints, 0)),
    open || evidence.databases.length === 0
      ? ''
      : words.noTransaction(listOf(evidence.databases.map((one) => one.name))),
    counted || evidence.eventsBroken !== null ? '' : words.noEvent,
    proof === 'verified' ? words.readBack(hashes(manifest)) : '',
  ].filter(Boolean);
}

/** Hashes that a verification compares: the files of the folder and the layers. */
function hashes({ files, volumes }: Last['manifest']): number {
  const layers = volumes
    .flatMap((volume) => volume.layers.flatMap((layer) => [layer.tar, layer.deletes]))
    .filter(Boolean);
  return files.length + layers.length;
}
