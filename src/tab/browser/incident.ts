import { incidentWords as words } from '../../../dialogs/tab.js';
import type { Happening, IncidentView, Outcome } from '../shape.js';
import { actionForm } from './action.js';
import { cardElement, factList } from './card.js';
import { button, element, section } from './elements.js';
import type { Frame, View } from './frame.js';
import { backLink } from './rows.js';

/** One incident with its chronology and what can be done about it. */
export async function incidentView(number: number, frame: Frame): Promise<View> {
  const got = await frame.data.order<Outcome>({ command: 'show', number });
  if (!got.ok)
    return { title: words.report, content: [element('p', { role: 'alert' }, got.words), backLink()] };
  const { incident } = got.data;
  if (!incident) return { title: words.report, content: [element('p', {}, words.missing), backLink()] };
  const outcome = element('div', { class: 'outcome', tabindex: -1 });
  const body = element('div', { class: 'incident' });
  fill(body, outcome, incident, frame);
  return {
    title: words.title(incident.reference, incident.status),
    content: [backLink(), outcome, body],
  };
}

function fill(body: HTMLElement, outcome: HTMLElement, incident: IncidentView, frame: Frame): void {
  const { number, facts, chronology, delivery } = incident;
  const done = (order: object): Promise<void> => carryOut(order, body, outcome, frame);
  const looks = element('div');
  const viewed = button(words.viewed, async () => {
    const got = await frame.data.order<Outcome>({ command: 'history', number });
    looks.replaceChildren(...(got.ok ? got.data.cards.map(cardElement) : [got.words]));
    viewed.remove();
    looks.tabIndex = -1;
    looks.focus();
  });
  body.replaceChildren(
    section(words.report, factList(facts)),
    element(
      'div',
      { class: 'beside' },
      section(words.act, actionForm(incident, done)),
      section(
        words.chronology,
        element('ol', { class: 'chronology' }, ...chronology.map(happening)),
        ...(delivery.length > 0 ? [element('h4', {}, words.messages)] : []),
        ...delivery.map((line) => element('p', {}, line)),
        viewed,
        looks,
      ),
    ),
  );
}

/** Sends the order, says what came of it, and shows the incident as it now stands, also when refused. */
async function carryOut(order: object, body: HTMLElement, outcome: HTMLElement, frame: Frame): Promise<void> {
  const got = await frame.data.order<Outcome>(order);
  const lines = got.ok
    ? got.data.cards.flatMap(({ text, facts = [] }) => [
        ...text,
        ...facts.map(({ label, value }) => `${label}: ${value}`),
      ])
    : [got.words];
  outcome.replaceChildren(...lines.map((line) => element('p', {}, line)));
  const incident = got.ok ? got.data.incident : undefined;
  if (incident) {
    fill(body, outcome, incident, frame);
    const heading = document.querySelector('h2');
    if (heading) heading.textContent = words.title(incident.reference, incident.status);
  }
  outcome.focus();
}

function happening({ when, what, by, detail }: Happening): HTMLElement {
  return element(
    'li',
    {},
    element('span', { class: 'what' }, what),
    ' ',
    element('span', { class: 'when' }, `${words.by(by)}, ${when}`),
    detail ? element('p', {}, detail) : undefined,
  );
}
