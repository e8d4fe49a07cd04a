import { listWords as words } from '../../../dialogs/tab.js';
import type { Option, Rows } from '../shape.js';
import { box, button, choice, element, form } from './elements.js';
import type { Frame, View } from './frame.js';
import { rowList } from './rows.js';

type Filters = Readonly<Record<string, string>>;

const unfiltered: Filters = { status: 'open' };

/** The filters stay as they are while the page is open. They are in no address and in no storage. */
let filters = unfiltered;

const any: Option = { value: '', label: words.any };
const statusOptions = Object.entries(words.statuses).map(([value, label]) => ({ value, label }));

/** The incidents that the filters let through, newest first. */
export async function listView(frame: Frame): Promise<View> {
  const found = element('div', { class: 'found' });
  await fill(found, frame);
  return { title: words.title, content: [filterForm(frame, found), found] };
}

function filterForm(frame: Frame, found: HTMLElement): HTMLElement {
  const { kinds, platforms, posters } = frame.start;
  const fields = {
    status: choice(words.status, statusOptions, filters.status),
    kind: choice(words.kind, [any, ...kinds], filters.kind),
    platform: choice(words.platform, [any, ...platforms], filters.platform),
    poster: choice(words.poster, [any, ...posters], filters.poster),
    from: box(words.from, 'date', filters.from),
    to: box(words.to, 'date', filters.to),
    words: box(words.words, 'search', filters.words),
  };
  const all = Object.entries(fields);
  const show = async (): Promise<void> => {
    filters = Object.fromEntries(
      all.flatMap(([name, { input }]) => (input.value === '' ? [] : [[name, input.value]])),
    );
    await fill(found, frame);
    frame.tell(found.querySelector('p')?.textContent ?? '');
  };
  const clear = button(words.clear, async () => {
    for (const [name, { input }] of all) input.value = unfiltered[name] ?? '';
    await show();
  });
  const made = form(
    { class: 'filters', 'aria-label': words.filters },
    words.apply,
    show,
    ...all.map(([, { field }]) => field),
  );
  made.append(clear);
  return made;
}

/** Puts the first lines in place. */
async function fill(found: HTMLElement, frame: Frame): Promise<void> {
  const got = await frame.data.get<Rows>('incidents', filters);
  if (!got.ok) return found.replaceChildren(element('p', { role: 'alert' }, got.words));
  const { rows, total } = got.data;
  if (total === 0) return found.replaceChildren(element('p', {}, words.none));
  const count = element('p', {}, words.count(rows.length, total));
  const list = rowList(rows);
  found.replaceChildren(count, list);
  if (rows.length < total) found.append(moreButton(list, count, frame));
}

function moreButton(list: HTMLElement, count: HTMLElement, frame: Frame): HTMLElement {
  const more = button(words.more, async () => {
    const offset = list.children.length;
    const got = await frame.data.get<Rows>('incidents', { ...filters, offset: String(offset) });
    if (!got.ok) return frame.tell(got.words);
    const { rows, total } = got.data;
    list.append(...rowList(rows).children);
    count.textContent = words.count(list.children.length, total);
    list.children[offset]?.querySelector('a')?.focus();
    if (rows.length === 0 || list.children.length >= total) more.remove();
  });
  return more;
}
