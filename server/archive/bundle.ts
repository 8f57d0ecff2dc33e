import type { FileRecord } from './layout.ts';
import type { Manifest } from './manifest.ts';

/** What a bundle is made of. `locate` gives the path on disk of a file of it (`layers/…` ones too). */
export type BundleSource = {
  manifest: Manifest;
  manifestText: string;
  signatureText: string;
  aids: readonly FileRecord[];
  locate(path: string): string;
};

export type BundleLayout = {
  name: string;
  totalBytes: number;
  /** Strong validator: equal tags mean equal bytes. */
  etag: string;
  parts: readonly BundlePart[];
};
export type BundlePart = {
  start: number;
  bytes: number;
  content: { kind: 'bytes'; bytes: Uint8Array } | { kind: 'file'; file: string };
};

/** Every byte of a bundle laid out, without reading a layer. */
export function bundleLayout(_source: BundleSource): BundleLayout {
  throw new Error('not built yet');
}

/** Streams the bytes `from` (included) to `to` (excluded). */
export function readBundle(_layout: BundleLayout, _from: number, _to: number): ReadableStream<Uint8Array> {
  throw new Error('not built yet');
}
