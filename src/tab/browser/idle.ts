/** How long nobody may use the page before it says that it will be cleared, and then until it is, in milliseconds. */
const quietMs = 14 * 60_000;
const warnedMs = 60_000;

const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Clears what is shown once nobody has used the page for a quarter of an hour (OWASP ASVS 5.0, 7.3.1), and says so
 * a minute before, so that any key keeps it (WCAG 2.2, 2.2.1). Returns what ends the watch.
 */
export function watchIdle(warn: () => void, clear: () => void): () => void {
  let timer = 0;
  const begin = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      warn();
      timer = window.setTimeout(() => {
        end();
        clear();
      }, warnedMs);
    }, quietMs);
  };
  const end = (): void => {
    window.clearTimeout(timer);
    for (const sign of signs) window.removeEventListener(sign, begin);
  };
  for (const sign of signs) window.addEventListener(sign, begin, { passive: true });
  begin();
  return end;
}
