import { bundleTop, composeName, environmentName, globalsName, scriptName } from './layout.ts';
import type { Manifest } from './manifest.ts';
import { oneLine } from './one-line.ts';

/** A manifest before the files that it lists are all known. */
export type ManifestCore = Omit<Manifest, 'files' | 'evidence' | 'key'>;

/** Text of the README in every archive: what it is, and how to bring it back with ordinary tools. */
export function readmeText(manifest: ManifestCore): string {
  const product =
    manifest.product === null ? '' : `Product:   ${oneLine(`${manifest.product.name} ${manifest.product.version}`)}\n`;
  const databases = manifest.databases
    .map((one) => `  ${oneLine(one.name)} (PostgreSQL ${oneLine(one.serverVersion)}): ${one.dump}`)
    .join('\n');
  const volumes = manifest.volumes
    .map((volume) => `  ${volume.name}: ${volume.files} entries, ${volume.layers.length} layer(s)`)
    .join('\n');
  return `A backup of the installation "${oneLine(manifest.project)}", made by Holdfast.

Archive:   ${manifest.id}
Taken at:  ${manifest.createdAt} (UTC): files and database are of this moment
Verdict:   ${manifest.verdict}
${product}
It holds secrets: the whole database and every file of the volumes below. Keep it where you would keep those.

Volumes
${volumes || '  none'}

Databases
${databases || '  none'}

HOW TO BRING IT BACK

With Holdfast: upload ${bundleTop(manifest)}.tar on its page, look at the plan, restore.

Without Holdfast, on a Linux machine with docker, GNU tar, zstd, bash, awk, coreutils, findutils and grep, as root:

  tar -xf ${bundleTop(manifest)}.tar && cd ${bundleTop(manifest)}
  bash ${scriptName} --look                show what would happen; changes nothing
  bash ${scriptName} --only volumes        make the volumes and fill them
  start the database's container alone     (docker compose up -d <service>; ${composeName}
                                           and ${environmentName}, where they are in here, are the
                                           installation's own; of a server outside Docker set
                                           PGHOST and so on: bash ${scriptName} --help)
  bash ${scriptName} --only databases      roles, databases and their contents
  start everything

By hand, for each volume in the order of manifest.json ("volumes", then "layers"):

  sha256sum -c SHA256SUMS
  cd <the volume's _data folder, empty>
  for each layer:
    zstd -dc <hash>.delete.zst | xargs -0 -r rm -rf --         where the layer has "deletes"
    zstd -dc <hash>.tar.zst | tar -x -p --same-owner --numeric-owner --xattrs --xattrs-include='*' \\
                                  --delay-directory-restore

and for each database, once its owner exists (${globalsName} makes the roles):

  zstd -dc <name>.dump.zst | pg_restore --exit-on-error -d <database>

Times of folders come last: fingerprints/<volume>.zst holds them (NUL-separated, as find printed them:
"./path", then "type mode uid gid size mtime ctime inode links").

WHO MADE IT

manifest.json lists every file with its SHA-256; manifest.json.sig signs manifest.json (Ed25519). With the public key of
the signature in key.pem and the signature itself, decoded from base64, in sig:

  openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in manifest.json -sigfile sig

README and ${scriptName} are aids: a Holdfast that receives this archive throws them away and writes its own.
`;
}
