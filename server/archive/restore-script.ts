import { layerName } from './layout.ts';
import type { ManifestDatabase, ManifestVolume } from './manifest.ts';
import { oneLine } from './one-line.ts';
import type { ManifestCore } from './readme.ts';
import { restoreBody } from './restore-body.ts';
import { createStatements, existsStatement, ownerStatement } from './restore-sql.ts';
import { shellQuote } from './shell-quote.ts';
import { identifier } from './sql-quote.ts';

/**
 * Text of restore.sh: brings the pair back on a machine without Holdfast with docker, tar, zstd and the database's own
 * pg_restore; of a server outside Docker that of the machine or of an image. The archive's facts stand in it as quoted
 * words only, so no name can become a command.
 */
export function restoreScript(manifest: ManifestCore): string {
  const volumes = manifest.volumes.map(volumeCalls).join('\n');
  const aside = `before_${manifest.id.replaceAll('-', '_')}`;
  const databases = manifest.databases
    .map((database, position) => databaseCall(database, `${aside}_${position}`))
    .join('\n');
  return [
    '#!/usr/bin/env bash',
    `# Brings back the volumes and databases of this archive without Holdfast. "bash restore.sh --help" says how.`,
    '# Names stand in single quotes on purpose, whatever they hold:',
    '# shellcheck disable=SC1003,SC2016',
    'set -euo pipefail',
    '',
    `archive=${shellQuote(manifest.id)}`,
    `project=${shellQuote(manifest.project)}`,
    `taken=${shellQuote(manifest.createdAt)}`,
    restoreBody,
    '# ---- what is in this archive ----',
    '',
    'all_volumes() {',
    volumes || ':',
    '}',
    '',
    'all_databases() {',
    databases || ':',
    '}',
    '',
    'main "$@"',
    '',
  ].join('\n');
}

function volumeCalls(volume: ManifestVolume): string {
  const labels = Object.entries(volume.labels).map(([key, value]) => `--label ${shellQuote(`${key}=${value}`)}`);
  // Driver options may point a volume at any folder of the host: the script never sets them, the person does.
  const plain = volume.driver === 'local' && Object.keys(volume.options).length === 0 ? 'plain' : 'special';
  const layers = volume.layers.map((layer) => {
    const deletes = layer.deletes === null ? '' : layerName('delete', layer.deletes.sha256);
    const tar = layer.tar === null ? '' : layerName('tar', layer.tar.sha256);
    return `layer ${shellQuote(deletes)} ${shellQuote(tar)}`;
  });
  return [
    ['volume', shellQuote(volume.name), plain, shellQuote(volume.fingerprint), ...labels].join(' '),
    ...layers,
    'volume_done',
  ].join('\n');
}

function databaseCall(database: ManifestDatabase, aside: string): string {
  const words = [
    oneLine(database.name),
    String(database.serverMajor),
    database.service,
    database.dump,
    `dbname='${database.name.replaceAll(/['\\]/g, '\\$&')}'`,
    existsStatement(database),
    `DROP DATABASE ${identifier(database.name)}`,
    `ALTER DATABASE ${identifier(database.name)} RENAME TO ${identifier(aside)}`,
    aside,
    ownerStatement(database),
    ...createStatements(database),
  ];
  return ['database', ...words.map(shellQuote)].join(' ');
}
