'use client';

import { type ReactNode, useEffect, useState } from 'react';

/** Shows its content only when the wait has lasted 300 ms: what comes sooner should not flicker. */
export function Delayed({ children, label }: { children: ReactNode; label: string }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={label} aria-busy="true" className="waiting">
      {due ? <div aria-hidden="true">{children}</div> : null}
    </div>
  );
}

const widths = ['62%', '48%', '70%', '55%', '66%', '44%'];

export function SkeletonRows({ rows = 6, columns = 4 }: { rows?: number; columns?: number }) {
  return (
    <table className="table">
      <tbody>
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
          <tr key={row}>
            {Array.from({ length: columns }, (_, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
              <td key={column}>
                <span className="skeleton" style={{ width: widths[(row + column) % widths.length] }} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A page of sentences on rules that is still to come. */
export function SkeletonPage() {
  return (
    <div className="stack-8">
      <div className="page-head">
        <span className="skeleton h-5 w-48" />
      </div>
      {['54%', '72%', '40%'].map((width) => (
        <div key={width} className="section">
          <span className="skeleton w-20" />
          <div className="stack">
            <span className="skeleton h-6" style={{ width }} />
            <span className="skeleton" style={{ width: '86%' }} />
            <span className="skeleton" style={{ width: '64%' }} />
          </div>
        </div>
      ))}
    </div>
  );
}
