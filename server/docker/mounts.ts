/** What a helper or sidecar sees of the host. Nothing is made on the way: a missing volume or folder is an error. */
export type Mount =
  | {
      kind: 'volume';
      volume: string;
      target: string;
      readOnly: boolean;
      /** Docker's CreatedAt as it was discovered; with it, a volume that was removed since is noticed (helpers only). */
      createdAt?: string;
    }
  /** `source` is a path as Docker's host sees it: see hostPathOf. */
  | { kind: 'bind'; source: string; target: string; readOnly: boolean };
