import { frameWords, viewNames } from '../../../dialogs/tab.js';
import type { Start } from '../shape.js';
import { chartsView } from './charts.js';
import type { Data } from './data.js';
import { button, element } from './elements.js';
import { incidentView } from './incident.js';
import { listView } from './list.js';
import { moreView } from './more.js';
import { waitingView } from './waiting.js';

/** What a view is given. */
export interface Frame {
  data: Data;
  start: Start;
  /** Says something to a screen reader and shows it, without moving the focus. */
  tell(words: string): void;
  may(command: string): boolean;
}

/** A view: its heading and what stands under it. It is asked for anew at every visit. */
export interface View {
  title: string;
  content: readonly (Node | undefined)[];
  /** Called once it stands in the page. */
  opened?: () => void;
  /** Stops what would go on by itself. */
  close?: () => void;
}

type ViewName = keyof typeof viewNames;

/** What each view is made of, and the command that a person needs to open it. */
const views: Readonly<Record<ViewName, { needs: readonly string[]; open: (frame: Frame) => Promise<View> }>> =
  {
    waiting: { needs: ['list', 'pointers'], open: waitingView },
    incidents: { needs: ['list'], open: listView },
    charts: { needs: ['summary'], open: chartsView },
    more: { needs: ['summary', 'policy_status'], open: moreView },
  };

/** Builds the page around its views and shows the one that the address names. */
export function openFrame(data: Data, start: Start): Frame {
  const status = element('p', { role: 'status', class: 'status' });
  const main = element('main', { id: 'content', tabindex: -1 });
  const may = (command: string): boolean => start.may.includes(command);
  const frame: Frame = {
    data,
    start,
    may,
    tell: (words) => status.replaceChildren(words),
  };
  const names = namesOf(views).filter((name) => views[name].needs.some(may));
  const links = new Map(names.map((name) => [name, element('a', { href: `#${name}` }, viewNames[name])]));
  const skip = element('a', { href: '#content', class: 'skip' }, frameWords.skip);
  skip.addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
  const refresh = button(frameWords.refresh, async () => {
    await show(false);
    frame.tell(frameWords.fresh);
  });
  let opened: View | undefined;
  let asked = 0;

  async function show(byPerson: boolean): Promise<void> {
    const turn = ++asked;
    frame.tell(frameWords.loading);
    const place = location.hash.slice(1);
    const number = /^incident-(\d{1,9})$/.exec(place)?.[1];
    const name = names.find((one) => one === place) ?? (number && may('show') ? 'incidents' : names[0]);
    if (!name) return;
    const view = await (number ? incidentView(Number(number), frame) : views[name].open(frame));
    if (turn !== asked) return view.close?.();
    opened?.close?.();
    opened = view;
    for (const [each, link] of links) mark(link, each === name);
    const heading = element('h2', { tabindex: -1 }, view.title);
    main.replaceChildren(heading, ...view.content.filter((child) => child !== undefined));
    document.body.dataset.view = place || name;
    view.opened?.();
    document.title = `${view.title} - ${frameWords.title}`;
    frame.tell('');
    if (byPerson) heading.focus();
  }

  window.addEventListener('hashchange', () => void show(true));
  document.body.replaceChildren(
    skip,
    element(
      'header',
      {},
      element('h1', {}, frameWords.of(start.school)),
      element(
        'div',
        { class: 'bar' },
        element(
          'nav',
          { 'aria-label': frameWords.views },
          element('ul', {}, ...[...links.values()].map((link) => element('li', {}, link))),
        ),
        refresh,
      ),
    ),
    status,
    main,
  );
  void show(false);
  return frame;
}

function mark(link: HTMLElement, current: boolean): void {
  if (current) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
}

function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): Name[] {
  const names: Name[] = [];
  for (const name in table) names.push(name);
  return names;
}
