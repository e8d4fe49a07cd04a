export type Child = Node | string | undefined;

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * An element with its attributes and children. Strings become text, never HTML. `true` sets an attribute
 * without a value; `false` and `undefined` leave it out.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A button that can be pressed again only when what it began has ended. */
export function button(
  label: string,
  run: () => Promise<void>,
  attributes: Attributes = {},
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', () => void once(made, run));
  return made;
}

/** A form that is sent by the keyboard as well, and only once at a time. */
export function form(
  attributes: Attributes,
  submit: string,
  run: () => Promise<void>,
  ...fields: readonly Child[]
): HTMLFormElement {
  const send = element('button', { type: 'submit', class: 'primary' }, submit);
  const made = element('form', { novalidate: true, ...attributes }, ...fields, send);
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    void once(send, run);
  });
  return made;
}

/** A labelled choice. */
export function choice(
  label: string,
  options: readonly { value: string; label: string }[],
  value = '',
): { field: HTMLElement; input: HTMLSelectElement } {
  const input = element(
    'select',
    {},
    ...options.map((one) =>
      element('option', { value: one.value, selected: one.value === value }, one.label),
    ),
  );
  return { field: element('label', {}, element('span', {}, label), input), input };
}

/** A labelled box for a day or for words. */
export function box(
  label: string,
  type: 'date' | 'search',
  value = '',
): { field: HTMLElement; input: HTMLInputElement } {
  const input = element('input', { type, value, maxlength: type === 'search' ? 200 : undefined });
  return { field: element('label', {}, element('span', {}, label), input), input };
}

/** A tick box with its label after it. */
export function tick(label: string): { field: HTMLElement; input: HTMLInputElement } {
  const input = element('input', { type: 'checkbox' });
  return { field: element('label', { class: 'tick' }, input, element('span', {}, label)), input };
}

/** A heading with what stands under it. */
export function section(title: string, ...children: readonly Child[]): HTMLElement {
  return element('section', {}, element('h3', {}, title), ...children);
}

async function once(pressed: HTMLButtonElement, run: () => Promise<void>): Promise<void> {
  if (pressed.getAttribute('aria-disabled') === 'true') return;
  pressed.setAttribute('aria-disabled', 'true');
  try {
    await run();
  } finally {
    pressed.removeAttribute('aria-disabled');
  }
}
