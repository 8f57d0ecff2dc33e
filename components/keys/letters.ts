const storageKey = 'holdfast-letters';
const listeners = new Set<() => void>();

/** Whether single letters act: a choice of this browser, since they get in the way of speech input. */
export const lettersStore = {
  get: () => localStorage.getItem(storageKey) !== 'off',
  set(on: boolean) {
    if (on) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, 'off');
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
