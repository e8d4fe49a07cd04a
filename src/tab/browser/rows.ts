import { incidentWords, listWords } from '../../../dialogs/tab.js';
import type { Row } from '../shape.js';
import { element } from './elements.js';

type StatusName = keyof typeof listWords.statusOf;

/** Incidents, each a link to itself. The whole line can be pressed. */
export function rowList(rows: readonly Row[]): HTMLElement {
  return element('ul', { class: 'rows' }, ...rows.map((row) => element('li', {}, rowLink(row))));
}

function rowLink({ number, reference, kind, platform, postedBy, sentOn, status }: Row): HTMLElement {
  return element(
    'a',
    { href: `#incident-${number}` },
    element('span', { class: 'reference' }, reference),
    ' ',
    element('span', { class: 'what' }, `${kind}, ${platform}`),
    ' ',
    element('span', { class: 'who' }, `${listWords.poster}: ${postedBy.toLowerCase()}`),
    ' ',
    element('span', { class: 'when' }, sentOn),
    ' ',
    pill(status),
  );
}

export function pill(status: string): HTMLElement {
  return element('span', { class: 'pill', 'data-status': status }, statusName(status));
}

function statusName(status: string): string {
  const names: Readonly<Record<string, string>> = listWords.statusOf satisfies Record<StatusName, string>;
  return names[status] ?? status;
}

/** The way back from an incident to the list. */
export function backLink(): HTMLElement {
  return element('p', {}, element('a', { href: '#incidents' }, incidentWords.back));
}
