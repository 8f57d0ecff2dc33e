import { bytes } from '../format/bytes.ts';
import { archive as words } from '../messages/archive.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { Definitions } from '../ui/defs.tsx';
import { Section } from '../ui/section.tsx';
import type { ArchiveDetail, Manifest } from './types.ts';

/** How to check an archive, and bring it back, without us. */
export function ByHand({ archive }: { archive: ArchiveDetail }) {
  const { manifest, signedBy } = archive;
  const text = words.defs;
  const hashes = hashList(manifest);
  return (
    <Section label={words.byHand} full>
      <div className="stack">
        <p className="note">{words.byHandNote}</p>
        <CodeBlock
          label={words.commandsLabel}
          text={words.commands(archive.bundleName, archive.bundleName.replace(/\.tar$/, ''))}
        />
        <Definitions
          items={[
            { term: text.size, value: bytes(archive.bytes) },
            { term: text.signed, value: signedBy.ours ? text.ours(signedBy.key) : text.theirs(signedBy.key) },
            { term: text.evidence, value: <code>{manifest.evidence}</code> },
            ...manifest.databases.map((database) => ({
              term: `${text.structure} ${database.name}`,
              value: <code>{database.structure}</code>,
            })),
            { term: text.made, value: text.madeBy(archive.createdBy, manifest.holdfast) },
          ]}
        />
        <details className="full">
          <summary>{words.hashes(hashes.length)}</summary>
          <div className="mt-3">
            <CodeBlock plain label={words.hashesLabel} text={hashes.join('\n')} />
          </div>
        </details>
      </div>
    </Section>
  );
}

/** As SHA256SUMS writes them. */
function hashList({ files, volumes }: Manifest): string[] {
  const layers = volumes.flatMap((volume) =>
    volume.layers.flatMap((layer) => [
      ...(layer.tar ? [`${layer.tar.sha256}  layers/${layer.tar.sha256}.tar.zst`] : []),
      ...(layer.deletes ? [`${layer.deletes.sha256}  layers/${layer.deletes.sha256}.delete.zst`] : []),
    ]),
  );
  return [...files.map((file) => `${file.sha256}  ${file.path}`), ...new Set(layers)];
}
