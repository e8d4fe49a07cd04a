import assert from 'node:assert/strict';
import { type AdaptiveCard, fileBlock, mostActions, renderAdaptive } from '../../src/cards/adaptive.js';
import type { Card } from '../../src/cards/card.js';
import { renderText } from '../../src/cards/text.js';
import { cardMessages, draw } from '../../src/channels/draw.js';
import { everyReply } from '../dialogs/every-reply.js';
import { inputsOf } from '../support/card-inputs.js';
import { faultsOf } from './validator.js';

/** Teams' limit for a message with a card, in bytes. */
const mostBytes = 28 * 1024;

/** Every card once, with how somebody came to see it. */
const cards = new Map<string, { card: Card; how: string }>();

describe('each card in Teams', () => {
  before(async () => {
    for (const { path, role, cards: shown, instead } of await everyReply()) {
      for (const card of [...shown, ...(instead ? [instead] : [])]) {
        // Cards of the window are parts of one; where nothing is known beforehand that part is empty.
        if (path[0]?.startsWith('window:') && renderText(card) === '') continue;
        cards.set(JSON.stringify(card), { card, how: `${role}: ${path.join(' / ')}` });
      }
    }
  }).timeout(60_000);

  function each(check: (card: AdaptiveCard, how: string, bytes: number, summary: string) => void): void {
    for (const { card, how } of cards.values()) {
      for (const message of cardMessages(card)) {
        const content = message.attachments?.[0]?.content as AdaptiveCard;
        check(content, how, Buffer.byteLength(JSON.stringify(message), 'utf8'), message.summary ?? '');
      }
    }
  }

  it('is looked at', () => {
    assert.ok(cards.size > 900, `only ${cards.size} cards were found`);
  });

  it('is valid', () => {
    each((card, how) => assert.deepEqual(faultsOf(card), [], how));
  });

  it('has text that stands without it, and words for a notification', () => {
    each((card, how, _bytes, summary) => {
      assert.equal(card.version, '1.5', how);
      assert.ok(card.fallbackText.trim() && card.speak.trim() && summary.trim(), how);
      assert.ok(summary.length <= 200, how);
    });
  });

  it('has at most six buttons', () => {
    each(({ actions = [] }, how) => assert.ok(actions.length <= mostActions, how));
  });

  it('says what each button is about', () => {
    const nameless = new Set<string>();
    each(({ actions = [] }, how) => {
      for (const action of actions)
        if (action.type === 'Action.Submit' && !action.data.of) nameless.add(`${action.title}: ${how}`);
    });
    assert.deepEqual([...nameless], []);
  });

  it('has a label on each input', () => {
    each((card, how) => {
      for (const { label, id } of inputsOf(card)) assert.ok(label.trim(), `${id}: ${how}`);
    });
  });

  it('is no longer than Teams takes', () => {
    each((_card, how, bytes) => assert.ok(bytes <= mostBytes, `${bytes} bytes: ${how}`));
  });

  it('is looked at by a reader that finds faults', () => {
    const sound = { type: 'AdaptiveCard', version: '1.5' };
    assert.notDeepEqual(faultsOf({ ...sound, body: [{ type: 'TextBlok', text: 'a' }] }), []);
    assert.notDeepEqual(faultsOf({ ...sound, body: [{ type: 'Input.Text', label: 'a' }] }), []);
    assert.notDeepEqual(faultsOf({ ...sound, actions: [{ type: 'Action.OpenUrl', title: 'a' }] }), []);
  });
});

/** What people type, in every place of a card that can hold it. */
describe('what people type', () => {
  const hostile = [
    '[look](https://evil.example) ![x](https://evil.example/x.png)',
    '**bold** _slanted_ `code` ~~gone~~ <at>Erin Hall</at> <a href="https://evil.example">here</a>',
    '# Heading',
    '> said',
    '{{DATE(2026-11-18T00:00:00Z,SHORT)}} {{ TIME(2026-11-18T00:00:00Z) }}',
    '<audio src="https://evil.example/a.mp3"/> <speak>',
  ].join('\n');
  const bar = { label: hostile, value: hostile, length: 1 };
  const card: Card = {
    title: hostile,
    text: [hostile],
    quotes: [{ words: hostile, source: hostile }],
    facts: [
      { label: hostile, value: hostile },
      { label: hostile, value: hostile, bars: [bar] },
    ],
    list: [hostile],
    paste: hostile,
    ask: hostile,
    choices: [{ label: 'Yes' }],
    of: 'q',
    file: { name: hostile, type: 'text/csv', content: hostile },
    form: {
      fields: [{ id: 'words', label: 'Words', input: 'text', most: 1500, value: hostile }],
      submit: { label: 'Check' },
    },
  };
  const messages = cardMessages(card);
  const drawn = messages.map((message) => message.attachments?.[0]?.content as AdaptiveCard);

  it('stands in a card only where it is shown as it is', () => {
    const live: string[] = [];
    const walk = (value: unknown, place: string): void => {
      if (typeof value === 'string') {
        const known = /TextRun\.text$|Input\.Text\.value$|\.(?:fallbackText|speak)$/.test(place);
        const dated = !place.startsWith('Input') && /\{\{\s*(?:DATE|TIME)/.test(value);
        if ((value.includes('evil.example') && !known) || dated) live.push(place);
      } else if (Array.isArray(value)) {
        for (const one of value) walk(one, place);
      } else if (typeof value === 'object' && value !== null) {
        const type = 'type' in value ? String(value.type) : place;
        for (const [key, one] of Object.entries(value)) walk(one, `${type}.${key}`);
      }
    };
    for (const one of drawn) walk(one, 'card');
    assert.deepEqual(live, []);
    const text = JSON.stringify(drawn);
    assert.ok(!/"(?:TextBlock|FactSet|Media|msteams|entities)"/.test(text));
    assert.ok(text.includes('evil.example'));
  });

  it('is neither Markdown nor a tag where a client may read these', () => {
    for (const { fallbackText, speak } of drawn) {
      assert.doesNotMatch(fallbackText, /\]\(|\*\*|~~|`[^\u200b]|<(?!\u200b)|^[#>](?!\u200b)/m);
      assert.doesNotMatch(speak, /[<>&]/);
    }
  });

  it('is plain text in a message without a card', () => {
    for (const message of draw([{ text: [hostile] }], 'msteams')) {
      assert.equal(message.textFormat, 'plain');
      assert.equal(message.attachments, undefined);
    }
  });
});

describe('a long card', () => {
  const long = Array.from({ length: 60 }, (_, at) => `${at}: ${'ä'.repeat(1500)}`);
  const content = Array.from({ length: 400 }, (_, at) => `"row ${at}","${'x'.repeat(300)}"\r\n`).join('');

  it('is sent as several that each fit, with nothing left out and the buttons on the last', () => {
    const card: Card = {
      title: 'History',
      text: [],
      list: long,
      ask: 'That is all.',
      choices: [{ label: 'Yes' }],
    };
    const messages = cardMessages({ ...card, of: 'q' });
    const drawn = messages.map((message) => message.attachments?.[0]?.content as AdaptiveCard);
    const text = drawn.map(({ body }) => JSON.stringify(body)).join('');
    for (const item of long) assert.ok(text.includes(item), item.slice(0, 4));
    for (const message of messages) assert.ok(Buffer.byteLength(JSON.stringify(message)) <= mostBytes);
    assert.deepEqual(
      drawn.map(({ actions = [] }) => actions.length),
      drawn.map((_, at) => (at === drawn.length - 1 ? 1 : 0)),
    );
  });

  it('holds the text of a file once, in parts that make the whole', () => {
    const messages = cardMessages({ text: ['Here.'], file: { name: 'log.csv', type: 'text/csv', content } });
    assert.ok(messages.length > 1);
    const bodies = messages.map((message) => message.attachments?.[0]?.content as AdaptiveCard);
    const parts = bodies.flatMap(({ body }) =>
      body.flatMap((block) =>
        block.type === 'RichTextBlock' && block.id === fileBlock ? block.inlines.map(({ text }) => text) : [],
      ),
    );
    assert.equal(parts.join(''), content);
    for (const { fallbackText, speak } of bodies) assert.doesNotMatch(fallbackText + speak, /row \d/);
    assert.match(JSON.stringify(bodies[0]), /log\.csv, part 1 of/);
  });

  it('has six buttons of more shortcuts, and radio buttons for more choices', () => {
    const many = Array.from({ length: 8 }, (_, at) => ({ label: `${at}`, says: `${at}`, of: 'menu' }));
    const shortcuts = renderAdaptive({ text: ['All.'], shortcuts: many });
    assert.equal(shortcuts.actions?.length, mostActions);
    const choices = renderAdaptive({ text: [], ask: 'Which?', choices: many, of: 'q' });
    assert.deepEqual(
      inputsOf(choices).map((input) => [
        input.label,
        input.type === 'Input.ChoiceSet' && input.choices.length,
      ]),
      [['Which?', 8]],
    );
  });
});
