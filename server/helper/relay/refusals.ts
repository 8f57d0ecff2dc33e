/** What keeps a relay from a server that answers. Errors of the app are told apart by these words. */
export const notOffered = 'it offers no encryption';
export const notTrusted = 'its certificate is not trusted';
