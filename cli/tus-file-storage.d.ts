import 'tus-js-client';

// Of tus-js-client for Node; its types cover what browsers have too.
declare module 'tus-js-client' {
  export class FileUrlStorage implements UrlStorage {
    constructor(file: string);
    findAllUploads(): Promise<PreviousUpload[]>;
    findUploadsByFingerprint(fingerprint: string): Promise<PreviousUpload[]>;
    removeUpload(urlStorageKey: string): Promise<void>;
    addUpload(fingerprint: string, upload: PreviousUpload): Promise<string>;
  }
}
