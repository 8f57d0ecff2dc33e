import type { ErrorEntry } from '../error.ts';

export const api = {
  'api.not-confirmed': {
    title: 'The restore was not confirmed.',
    cause: 'The word typed is not the installation’s name. Nothing was started.',
    remedy: 'Type {word} exactly as it stands there.',
    exit: 3,
  },
  'api.upload-not-kept': {
    title: 'The upload {id} can’t be checked again: it is {state}.',
    cause:
      'Only an upload that arrived whole and could not be checked to its end is kept for that. Nothing was changed.',
    remedy: 'Upload the file again.',
    exit: 3,
  },
  'api.upload-busy': {
    title: 'The upload {id} is being checked.',
    cause: 'Its bytes are in use. Nothing was removed.',
    remedy: 'Wait for the check to end, or cancel its job first.',
    exit: 3,
  },
} as const satisfies Record<string, ErrorEntry>;
