/** The themes of Teams. A newer one that is not known here looks like the light one. */
const themes = ['default', 'dark', 'contrast'] as const;

const changed = new Set<() => void>();

export function setTheme(name: string): void {
  document.documentElement.dataset.theme = themes.find((one) => one === name) ?? 'default';
  for (const tell of changed) tell();
}

/** Outside Teams: what the machine is set to. */
export function systemTheme(): string {
  if (matchMedia('(forced-colors: active)').matches) return 'contrast';
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default';
}

/** Calls back after every change of theme, until `stop` is called. */
export function onTheme(tell: () => void): { stop: () => void } {
  changed.add(tell);
  return { stop: () => changed.delete(tell) };
}

/** The value of one of the colours of `tab.css` in the present theme. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
