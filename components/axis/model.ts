import type { Span } from './scale.ts';

/** What a lane can show. Times are ms of the panel's clock. Words are left out on the phone. */
export type Sign =
  | { kind: 'run'; from: number; to: number; dashed?: boolean }
  | { kind: 'bar'; look: 'pre' | 'delta' | 'dump' | 'open'; from: number; to: number }
  | { kind: 'event'; at: number }
  | { kind: 'snapshot'; at: number }
  | { kind: 'words'; at: number; text: string; anchor: 'start' | 'middle' | 'end' };

export type Lane = {
  id: string;
  name: string;
  /** Small words beside the name. */
  small?: string;
  signs: Sign[];
  /** One for each head of the panel's right column; a single one takes the whole column. */
  numbers: string[];
  /** What the phone shows when the lane is opened. */
  facts?: { label: string; value: string }[];
};

export type Band = Span & {
  /** `freeze`: the frozen instant; `down`: services are down; `swap`: the swap within it. */
  kind: 'freeze' | 'down' | 'swap' | 'expected';
  label: string;
};

export type Tick = { at: number; text: string; strong?: boolean };

export type Panel = {
  /** The whole picture in one sentence. */
  sentence: string;
  span: Span;
  ticks: Tick[];
  bands: Band[];
  lanes: Lane[];
  /** Heads of the right column. */
  heads: string[];
  now?: number;
};

/** An enlargement below: which stretch of the panel above it shows, and how much larger, in words. */
export type Enlargement = { title: string; small: string; of: Span; kind: 'freeze' | 'down'; panel: Panel };
