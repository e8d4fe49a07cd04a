/** How long nobody may use the page before it says that it will be cleared, and then until it is, in milliseconds. */
const quietMs = 14 * 60_000;
const warnedMs = 60_000;

const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Clears what is shown once nobody has used the page for a quarter of an hour (OWASP ASVS 5.0, 7.3.1), and says so
 * a minute before, so that any key keeps it (WCAG 2.2, 2.2.1). `now` goes on while the machine sleeps. Returns what
 * ends the watch.
 */
export function watchIdle(warn: () => void, clear: () => void, now: () => number): () => void {
  let timer = 0;
  let used = now();
  let warned = false;
  const look = (): void => {
    window.clearTimeout(timer);
    const idle = now() - used;
    if (idle >= quietMs + warnedMs) {
      end();
      clear();
      return;
    }
    if (idle >= quietMs && !warned) {
      warned = true;
      warn();
    }
    timer = window.setTimeout(look, (idle < quietMs ? quietMs : quietMs + warnedMs) - idle);
  };
  const use = (): void => {
    // Whoever opens a laptop that has slept is first shown nothing, whatever they press.
    if (now() - used < quietMs + warnedMs) {
      used = now();
      warned = false;
    }
    look();
  };
  const end = (): void => {
    window.clearTimeout(timer);
    for (const sign of signs) window.removeEventListener(sign, use);
    // While a machine sleeps no timer runs.
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('focus', look);
  };
  for (const sign of signs) window.addEventListener(sign, use, { passive: true });
  document.addEventListener('visibilitychange', look);
  window.addEventListener('focus', look);
  look();
  return end;
}
