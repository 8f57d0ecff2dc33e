'use client';

import { createContext, useContext } from 'react';

/** The hatching is a pattern of the document: its name must be one of a kind on the page. */
export const HatchContext = createContext('hatch');

export function HatchDefs({ id }: { id: string }) {
  return (
    <svg className="axis-defs" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line className="ax-hatch" x1="0" y1="0" x2="0" y2="5" />
        </pattern>
      </defs>
    </svg>
  );
}

export function useHatch(): string {
  return `url(#${useContext(HatchContext)})`;
}
