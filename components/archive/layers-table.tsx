import Link from 'next/link';
import { bytes } from '../format/bytes.ts';
import { count } from '../format/number.ts';
import { archive as words } from '../messages/archive.ts';
import { Rich } from '../ui/rich.tsx';
import type { ArchiveDetail } from './types.ts';
import { type LayerStack, layerStacks } from './volume-layers.ts';

const text = words.layers;

/** How the archive lies in the store: each volume's stack to scale, and what of it came with this archive. */
export function LayersTable({ archive }: { archive: ArchiveDetail }) {
  const stacks = layerStacks(archive.manifest, archive.evidence);
  const largest = Math.max(1, ...stacks.map((stack) => stack.beforeBytes + stack.addedBytes));
  return (
    <>
      <p className="note mt-4">
        <Rich text={text.say(archive.addedBytes, archive.bytes)} />
      </p>
      <table className="table table-rows layers">
        <thead>
          <tr>
            <th scope="col">{text.heads.volume}</th>
            <th scope="col">{text.heads.stack}</th>
            <th scope="col" className="num">
              {text.heads.layers}
            </th>
            <th scope="col" className="num">
              {text.heads.before}
            </th>
            <th scope="col" className="num">
              {text.heads.added}
            </th>
          </tr>
        </thead>
        <tbody>
          {stacks.map((stack) => (
            <tr key={stack.key}>
              <th scope="row">
                {stack.key}
                <span className="sub">
                  {stack.base ? <Link href={`/archives/${stack.base}`}>{text.goesOn}</Link> : text.why(stack.why ?? '')}
                </span>
              </th>
              <td className="hide-s">
                <StackPicture stack={stack} largest={largest} />
              </td>
              <td className="num hide-s">{count(stack.layers.length)}</td>
              <td className="num hide-s">{stack.beforeBytes > 0 ? bytes(stack.beforeBytes) : text.nothing}</td>
              <td className="num">{stack.addedBytes > 0 ? bytes(stack.addedBytes) : text.nothing}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <StackKey />
    </>
  );
}

const width = 200;

/** The layers side by side, all stacks on one scale; each at least as wide as can be seen. */
function StackPicture({ stack, largest }: { stack: LayerStack; largest: number }) {
  let x = 0;
  return (
    <svg
      className="spark"
      viewBox={`0 0 ${width} 18`}
      style={{ width }}
      role="img"
      aria-label={text.picture(stack.layers.length, stack.layers.filter(({ added }) => added).length)}
    >
      {stack.layers.map((layer, index) => {
        const length = Math.max(2, (layer.bytes / largest) * (width - 2 * stack.layers.length));
        const part = (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: layers keep their places
            key={index}
            className={layer.added ? 'ax-delta' : 'ax-pre'}
            x={x + 0.5}
            y="3"
            width={Math.max(1, length - 1)}
            height="12"
          />
        );
        x += length + 1;
        return part;
      })}
    </svg>
  );
}

function StackKey() {
  return (
    <div className="key mt-3">
      <span>
        <svg viewBox="0 0 14 14" aria-hidden="true">
          <rect className="ax-pre" x="0.5" y="2" width="13" height="10" />
        </svg>
        {text.keyBefore}
      </span>
      <span>
        <svg viewBox="0 0 14 14" aria-hidden="true">
          <rect className="ax-delta" x="0" y="2" width="14" height="10" />
        </svg>
        {text.keyAdded}
      </span>
    </div>
  );
}
