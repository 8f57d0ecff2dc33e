import manifest from '../../package.json' with { type: 'json' };

/** Of Holdfast, as released. */
export const version: string = manifest.version;
