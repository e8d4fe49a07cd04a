import { incidentWords as words } from '../../../dialogs/tab.js';
import type { IncidentView } from '../shape.js';
import { box, element, form } from './elements.js';

/** Something that can be chosen: a move of the transition table, one of the four actions, or a reminder. */
interface Choice {
  move: 'act' | 'note' | 'wait' | 'close' | 'reopen' | 'remind';
  action?: string;
  label: string;
}

/** In the order of the form. The server says which of the moves are possible. */
const choices: readonly Choice[] = [
  ...Object.entries(words.actions).map(([action, label]) => ({ move: 'act', action, label }) as const),
  { move: 'note', label: words.moves.note },
  { move: 'wait', label: words.moves.wait },
  { move: 'close', label: words.moves.close },
  { move: 'reopen', label: words.moves.reopen },
  { move: 'remind', label: words.moves.remind },
];

/** One choice, the words for the record, and one button. `send` is given the order. */
export function actionForm(
  { number, seen, moves }: IncidentView,
  send: (order: object) => Promise<void>,
): HTMLElement {
  const possible = choices.filter(({ move }) => move === 'remind' || moves.includes(move));
  let chosen: Choice | undefined;
  const label = element('span', {});
  const area = element('textarea', { rows: 3, maxlength: 1500 });
  const kept = element('p', { class: 'help', id: 'kept' }, words.kept);
  area.setAttribute('aria-describedby', 'kept');
  const writing = element('div', { hidden: true }, element('label', {}, label, area), kept);
  const day = box(words.day, 'date');
  const choosing = element('div', { hidden: true }, day.field);
  const fault = element('p', { class: 'fault', role: 'alert' });

  function choose(choice: Choice): void {
    chosen = choice;
    fault.textContent = '';
    choosing.hidden = choice.move !== 'remind';
    writing.hidden = choice.move === 'remind';
    if (choice.move !== 'remind') label.textContent = words.words[choice.move];
  }

  const options = possible.map((choice) => {
    const input = element('input', { type: 'radio', name: 'move' });
    input.addEventListener('change', () => choose(choice));
    return element('label', { class: 'tick' }, input, element('span', {}, choice.label));
  });

  async function submit(): Promise<void> {
    const said = area.value.trim();
    const missing = missingWords(chosen, said, day.input.value);
    fault.textContent = missing ?? '';
    if (missing || !chosen) return;
    await send(orderOf(chosen, number, seen, said, day.input.value));
  }

  return form(
    { class: 'action', 'aria-label': words.act },
    words.record,
    submit,
    element('fieldset', {}, element('legend', {}, words.choose), ...options),
    writing,
    choosing,
    fault,
  );
}

/** What must be filled in before it can be sent. */
function missingWords(chosen: Choice | undefined, said: string, day: string): string | undefined {
  if (!chosen) return `${words.choose}.`;
  if (chosen.move === 'remind') return day === '' ? words.dayNeeded : undefined;
  if (said !== '') return undefined;
  return chosen.move === 'note' || chosen.move === 'close' ? words.needed[chosen.move] : undefined;
}

function orderOf({ move, action }: Choice, number: number, seen: string, said: string, when: string): object {
  if (move === 'remind') return { command: move, number, when };
  if (move === 'close') return { command: move, number, seen, outcome: said };
  const note = said === '' ? {} : { note: said };
  return { command: move, number, seen, ...note, ...(action ? { action } : {}) };
}
