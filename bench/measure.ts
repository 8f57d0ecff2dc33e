import { parseArgs } from 'node:util';
import { record, roundsOf } from './record.ts';
import { scaleNamed } from './scale.ts';
import { backup } from './suites/backup.ts';
import { freeze } from './suites/freeze.ts';
import { latency } from './suites/latency.ts';
import { restore } from './suites/restore.ts';
import { second } from './suites/second.ts';
import type { Suite } from './suites/suite.ts';
import { torn, tornWithoutRule } from './suites/torn.ts';
import { writeTable } from './table.ts';
import { openWorld } from './world.ts';

const suites: readonly Suite[] = [freeze, backup, second, latency, restore, torn, tornWithoutRule];

const usage = `npm run bench                              everything at the usual size, then the table
npm run bench -- backup --scale large      one suite: ${suites.map(({ name }) => name).join(', ')}
npm run bench -- torn --rounds 200         measures the rounds that were not kept yet
npm run bench -- torn --shard 1/3          a third of them, beside the other two; for what waits more than it works
npm run bench -- table                     docs/benchmarks.md from the rounds that were kept
Scales: tiny (40 MiB), usual (2 GiB, 20,000 files), large (10 GiB, 200,000 files, a database of 500 MB).`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: 'string' },
    rounds: { type: 'string' },
    shard: { type: 'string' },
    help: { type: 'boolean' },
  },
});

if (values.help) console.log(usage);
else {
  const chosen = positionals.length === 0 ? suites : suites.filter(({ name }) => positionals.includes(name));
  if (chosen.length > 0) await measure(chosen);
  if (chosen.length > 0 || positionals.includes('table')) writeTable();
  else {
    console.error(usage);
    process.exitCode = 2;
  }
}

async function measure(chosen: readonly Suite[]): Promise<void> {
  const scale = scaleNamed(values.scale ?? 'usual');
  const [shard = 1, of = 1] = (values.shard ?? '1/1').split('/').map(Number);
  await using world = await openWorld(scale);
  for (const suite of chosen) {
    const rounds = Number(values.rounds ?? suite.rounds);
    const kept = new Set(roundsOf(suite.name, scale.name).map(({ round }) => round));
    for (let round = shard - 1; round < rounds; round += of) {
      if (kept.has(round)) continue;
      const at = new Date().toISOString();
      const sides = await suite.measure(world, round);
      record({ suite: suite.name, scale: scale.name, round, at, sides });
      console.log(`${suite.name} ${scale.name} ${round + 1}/${rounds} ${JSON.stringify(sides)}`);
    }
  }
}
