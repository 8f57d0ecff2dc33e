/**
 * A page whose scripts did not all arrive never comes to life: the dashboard was being restarted just then, or the
 * browser changed its network. This script, which stands in the page itself, loads it again, each ten seconds at most.
 */
export const reloadWhenBroken = `addEventListener('error', ({ target }) => {
  if (!(target instanceof HTMLScriptElement)) return;
  const key = 'holdfast-reloaded-at';
  const wait = Number(sessionStorage.getItem(key)) + 10000 - Date.now();
  setTimeout(() => {
    sessionStorage.setItem(key, String(Date.now()));
    location.reload();
  }, wait);
}, true);`;
