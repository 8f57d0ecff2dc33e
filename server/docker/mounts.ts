import type Dockerode from 'dockerode';

/** What a helper or sidecar sees of the host. Nothing is made on the way: a missing volume or folder is an error. */
export type Mount =
  | { kind: 'volume'; volume: string; target: string; readOnly: boolean }
  /** `source` is a path as Docker's host sees it: see hostPathOf. */
  | { kind: 'bind'; source: string; target: string; readOnly: boolean };

/**
 * NoCopy: an empty volume must not be filled from our image. Propagation is left to Docker: private, and for folders
 * inside its own root (volumes' directories, a store in a named volume) slave, where it refuses private.
 */
export function mountSettings(mounts: readonly Mount[]): Dockerode.MountConfig {
  return mounts.map((mount) =>
    mount.kind === 'volume'
      ? {
          Type: 'volume',
          Source: mount.volume,
          Target: mount.target,
          ReadOnly: mount.readOnly,
          VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: '', Options: {} } },
        }
      : {
          Type: 'bind',
          Source: mount.source,
          Target: mount.target,
          ReadOnly: mount.readOnly,
        },
  );
}
