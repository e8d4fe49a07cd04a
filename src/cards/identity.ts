/**
 * What the buttons of a card are about. A press names it, so that an old button is known for one:
 *
 * - a question is `report:12:kind~3f2a`: its name, and an id that is fresh each time it is asked;
 * - a card about an incident is `incident:7:3`: its kind, the number, and how often the incident had
 *   changed when the card was drawn. Such buttons stand on their own and may be pressed in any order;
 * - the menu is `menu`. What its buttons say works by itself.
 */
export type Standing =
  | { card: 'menu' }
  | { card: 'incident' | 'alert' | 'list'; number: number; version: number };

/** The menu and whatever else may be said at any time. */
export const menuIdentity = 'menu';

/** `incident`: everything about one; `alert`: a message about one; `list`: a line of a list, which only shows one. */
export function incidentIdentity(
  card: 'incident' | 'alert' | 'list',
  number: number,
  version: number,
): string {
  return `${card}:${number}:${version}`;
}

/** What a button that stands on its own is about; undefined for the answer to a question. */
export function standingOf(of: string | undefined): Standing | undefined {
  if (of === menuIdentity) return { card: 'menu' };
  const [, card, number, version] = /^(incident|alert|list):(\d{1,9}):(\d{1,9})$/.exec(of ?? '') ?? [];
  if (card !== 'incident' && card !== 'alert' && card !== 'list') return undefined;
  return { card, number: Number(number), version: Number(version) };
}

/** The question as it is asked this time. What has an id already, or stands on its own, stays as it is. */
export function askedAs(of: string, id: string): string {
  return of.includes('~') || standingOf(of) ? of : `${of}~${id}`;
}

/** The name of the question without the id of this asking. */
export function questionOf(of: string | undefined): string | undefined {
  return of?.split('~')[0];
}
