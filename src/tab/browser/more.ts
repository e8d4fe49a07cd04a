import { moreWords as words } from '../../../dialogs/tab.js';
import type { Outcome } from '../shape.js';
import { cardElement } from './card.js';
import { box, button, element, form, section, tick } from './elements.js';
import type { Frame, View } from './frame.js';

/** The commands that are about no single incident: figures, file, digest, policy. */
export async function moreView(frame: Frame): Promise<View> {
  return {
    title: words.title,
    content: [
      frame.may('summary')
        ? daysForm(frame, 'summary', words.summary, words.small, words.showSummary)
        : undefined,
      frame.may('export') ? daysForm(frame, 'export', words.export, words.names, words.download) : undefined,
      frame.may('digest') ? digestSection(frame) : undefined,
      frame.may('policy_status') ? policySection(frame) : undefined,
    ],
  };
}

/** A command for the days of a period, with one thing to tick. */
function daysForm(
  frame: Frame,
  command: 'summary' | 'export',
  title: string,
  ticked: string,
  submit: string,
): HTMLElement {
  const from = box(words.from, 'date');
  const to = box(words.to, 'date');
  const option = tick(ticked);
  const answer = answerPlace();
  const fault = element('p', { class: 'fault', role: 'alert' });
  async function send(): Promise<void> {
    const span = { from: from.input.value, to: to.input.value };
    const whole = span.from === '' && span.to === '';
    const wrong = !whole && (span.from === '' || span.to === '' || span.from > span.to);
    fault.textContent = wrong ? words.daysNeeded : '';
    if (wrong) return;
    const anonymous = command === 'export' ? !option.input.checked : option.input.checked;
    await answered({ command, anonymous, ...(whole ? {} : { days: span }) }, answer, frame);
  }
  const help = element('p', { class: 'help' }, words.daysHelp);
  return section(
    title,
    form(
      { class: 'days', 'aria-label': title },
      submit,
      send,
      from.field,
      to.field,
      option.field,
      help,
      fault,
    ),
    answer,
  );
}

function digestSection(frame: Frame): HTMLElement {
  const answer = answerPlace();
  const turn = (on: boolean) => () => answered({ command: 'digest', on }, answer, frame);
  return section(
    words.digest,
    element('p', {}, words.digestHelp),
    element('div', { class: 'buttons' }, button(words.on, turn(true)), button(words.off, turn(false))),
    answer,
  );
}

function policySection(frame: Frame): HTMLElement {
  const answer = answerPlace();
  const ask = () => answered({ command: 'policy_status' }, answer, frame);
  return section(words.policy, element('div', { class: 'buttons' }, button(words.policyStatus, ask)), answer);
}

function answerPlace(): HTMLElement {
  return element('div', { class: 'answer', tabindex: -1 });
}

async function answered(order: object, answer: HTMLElement, { data }: Frame): Promise<void> {
  const got = await data.order<Outcome>(order);
  answer.replaceChildren(
    ...(got.ok ? got.data.cards.map(cardElement) : [element('p', { role: 'alert' }, got.words)]),
  );
  answer.focus();
}
