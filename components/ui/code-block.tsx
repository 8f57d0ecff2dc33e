'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button.tsx';
import { copyText } from './copy.ts';

/** One command a line; scrolls, never wraps: a wrapped command gets copied wrong. */
export function CodeBlock({ text, label, plain }: { text: string; label: string; plain?: boolean }) {
  const [copied, setCopied] = useState(false);

  async function copy() {
    setCopied(await copyText(text));
    setTimeout(() => setCopied(false), 2000);
  }

  return (
    <div className={plain ? 'codeblock plain' : 'codeblock'}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={label}>
        <pre>{text}</pre>
      </section>
      {plain ? null : (
        <Button look="quiet" icon={copied ? Check : Copy} onClick={copy} aria-label={`Copy: ${label}`}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
      )}
    </div>
  );
}
