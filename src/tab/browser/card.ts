import { moreWords } from '../../../dialogs/tab.js';
import type { Shown } from '../shape.js';
import { element } from './elements.js';

/** What a command of the chat answers, on the page. Every string is text. */
export function cardElement({ title, text, facts = [], list = [], file }: Shown): HTMLElement {
  return element(
    'div',
    { class: 'card' },
    title ? element('h4', {}, title) : undefined,
    ...text.map((line) => element('p', {}, line)),
    facts.length > 0 ? factList(facts) : undefined,
    list.length > 0 ? element('ul', {}, ...list.map((line) => element('li', {}, line))) : undefined,
    file ? saveLink(file) : undefined,
  );
}

export function factList(facts: readonly { label: string; value: string }[]): HTMLElement {
  return element(
    'dl',
    {},
    ...facts.map(({ label, value }) =>
      element('div', {}, element('dt', {}, label), element('dd', {}, value)),
    ),
  );
}

/** The file never leaves the page before the link is pressed. */
function saveLink({ name, type, content }: { name: string; type: string; content: string }): HTMLElement {
  const href = URL.createObjectURL(new Blob([content], { type }));
  return element('p', {}, element('a', { href, download: name }, moreWords.save(name)));
}
