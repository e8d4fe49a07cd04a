import { waitingWords as words } from '../../../dialogs/tab.js';
import type { Call, Outcome, Question, Rows, Waiting } from '../shape.js';
import { button, element, section } from './elements.js';
import type { Frame, View } from './frame.js';
import { rowList } from './rows.js';

/** New reports, those on waiting, calls and questions: as much of it as the person may see. */
export async function waitingView(frame: Frame): Promise<View> {
  const got = await frame.data.get<Waiting>('waiting');
  if (!got.ok) return { title: words.title, content: [element('p', { role: 'alert' }, got.words)] };
  const { fresh, waiting, calls, questions } = got.data;
  return {
    title: words.title,
    content: [
      fresh && incidents(words.fresh, fresh, words.freshHelp),
      waiting && incidents(words.waiting, waiting),
      calls && callList(calls, frame),
      questions && questionList(questions, frame),
    ],
  };
}

function incidents(title: string, { rows, total }: Rows, help?: string): HTMLElement {
  if (total === 0) return section(title, element('p', {}, words.none));
  const rest = total > rows.length ? element('p', {}, words.more(total)) : undefined;
  return section(`${title} (${total})`, help ? element('p', {}, help) : undefined, rowList(rows), rest);
}

function callList(calls: readonly Call[], frame: Frame): HTMLElement {
  const lines = calls.map(({ id, words: said }) =>
    doneLine(said, words.called, { command: 'pointers', number: id }, frame),
  );
  return listed(words.calls, words.callsHelp, lines);
}

function questionList(questions: readonly Question[], frame: Frame): HTMLElement {
  const lines = questions.map(({ id, words: said }) =>
    doneLine(said, words.remove, { command: 'unanswered', number: id }, frame),
  );
  return listed(words.questions, words.questionsHelp, lines);
}

function listed(title: string, help: string, lines: readonly HTMLElement[]): HTMLElement {
  if (lines.length === 0) return section(title, element('p', {}, words.none));
  const list = element('ul', { class: 'lines' }, ...lines);
  return section(`${title} (${lines.length})`, element('p', {}, help), list);
}

/** A line with a button that says it is dealt with. What the server answers takes the button's place. */
function doneLine(
  said: string,
  label: string,
  order: { command: string; number: number },
  frame: Frame,
): HTMLElement {
  const id = `${order.command}-${order.number}`;
  const answer = element('span', { class: 'answer', tabindex: -1 });
  const press = button(
    label,
    async () => {
      const got = await frame.data.order<Outcome>(order);
      answer.replaceChildren(got.ok ? got.data.cards.flatMap(({ text }) => text).join(' ') : got.words);
      if (got.ok) press.replaceWith(answer);
      else press.after(answer);
      answer.focus();
    },
    { 'aria-describedby': id },
  );
  return element('li', {}, element('span', { id }, said), press);
}
