import assert from 'node:assert/strict';
import { type Card, type Choice, say, sayingOf } from '../../src/cards/card.js';
import { renderText } from '../../src/cards/text.js';
import { limits, renderWhatsApp, type WhatsAppMessage } from '../../src/cards/whatsapp.js';
import { draw, whatsAppType } from '../../src/channels/draw.js';
import { chosen } from '../../src/conversation/choose.js';
import { everyReply } from '../dialogs/every-reply.js';
import { optionsOf, textOf } from '../support/whatsapp.js';

const bare = (text: string): string => text.replace(/\s+/g, '');

function choices(count: number, label = 'Choice'): Choice[] {
  return Array.from({ length: count }, (_, i) => ({ label: `${label} ${i + 1}` }));
}

/** What is wrong with a message by the Cloud API's limits. */
function faultsOf(message: WhatsAppMessage): string[] {
  if (message.type === 'text') {
    const { length } = message.text.body;
    return length > 0 && length <= limits.text ? [] : [`a text of ${length} characters`];
  }
  const { interactive } = message;
  const [titles, ids, most] =
    interactive.type === 'button'
      ? [limits.buttonTitle, limits.buttonId, limits.buttons]
      : [limits.rowTitle, limits.rowId, limits.rows];
  const options = optionsOf(message);
  const { length } = interactive.body.text;
  return [
    ...(length > 0 && length <= limits.body ? [] : [`a body of ${length} characters`]),
    ...(options.length > 0 && options.length <= most ? [] : [`${options.length} choices`]),
    ...options.flatMap(({ title, id }) => [
      ...(title.length > 0 && title.length <= titles ? [] : [`the title "${title}"`]),
      ...(id.length > 0 && id.length <= ids ? [] : [`the id ${id}`]),
    ]),
    ...(new Set(options.map(({ title }) => title)).size === options.length ? [] : ['two titles alike']),
    ...(new Set(options.map(({ id }) => id)).size === options.length ? [] : ['two ids alike']),
  ];
}

describe('a card on WhatsApp', () => {
  const forms: readonly { what: string; card: Card; types: readonly string[] }[] = [
    { what: 'words as text', card: say('Hello.'), types: ['text'] },
    {
      what: 'up to three short choices as buttons',
      card: { text: ['?'], choices: choices(3) },
      types: ['button'],
    },
    { what: 'up to ten choices as a list', card: { text: ['?'], choices: choices(10) }, types: ['list'] },
    {
      what: 'three longer choices as a list',
      card: { text: ['?'], choices: choices(3, 'A longer choice, no') },
      types: ['list'],
    },
    { what: 'eleven choices as numbered text', card: { text: ['?'], choices: choices(11) }, types: ['text'] },
    {
      what: 'choices that are too long as numbered text',
      card: { text: ['?'], choices: choices(2, 'A choice of many more words') },
      types: ['text'],
    },
    {
      what: 'choices that look alike as numbered text',
      card: {
        text: ['?'],
        choices: [
          { label: 'Same', says: 'a' },
          { label: 'Same', says: 'b' },
        ],
      },
      types: ['text'],
    },
    {
      what: 'a choice that says too much as numbered text',
      card: { text: ['?'], choices: [{ label: 'Long', says: 'a'.repeat(300) }] },
      types: ['text'],
    },
    {
      what: 'long words before their choices',
      card: { text: ['Word. '.repeat(300)], ask: 'Yes?', choices: choices(2) },
      types: ['text', 'button'],
    },
    {
      what: 'very long words without a question',
      card: { text: ['Word. '.repeat(1000)], choices: choices(2) },
      types: ['text', 'text', 'text', 'text', 'text', 'button'],
    },
    {
      what: 'words to copy by themselves',
      card: { text: ['Copy this.'], paste: 'Hello all.', ask: 'All right?', choices: choices(2) },
      types: ['text', 'text', 'button'],
    },
    {
      what: 'words to copy without anything after them',
      card: { text: ['Copy this.'], paste: 'Hello all.' },
      types: ['text', 'text'],
    },
  ];

  for (const { what, card, types } of forms) {
    it(`draws ${what}`, () => {
      const drawn = renderWhatsApp(card);
      assert.deepEqual(
        drawn.map((one) => (one.type === 'text' ? 'text' : one.interactive.type)),
        types,
      );
      assert.deepEqual(drawn.flatMap(faultsOf), []);
      assert.equal(bare(drawn.map(textOf).join('')), bare(renderText(card)));
    });
  }

  it('sends by a button what the choice says, and the question that it answers', () => {
    const card: Card = { text: ['?'], of: 'a:question', choices: [{ label: 'Yes', says: 'yes please' }] };
    const [option] = renderWhatsApp(card).flatMap(optionsOf);
    assert.deepEqual(JSON.parse(option?.id ?? ''), { say: 'yes please', of: 'a:question' });
  });

  it('shows the rows of a list by number in its words too', () => {
    const [message] = renderWhatsApp({ text: ['?'], choices: choices(4) });
    assert.ok(message);
    assert.match(textOf(message), /1\. Choice 1\n2\. Choice 2/);
  });

  it('goes together with plain words before it', () => {
    const drawn = draw([say('First.'), say('Second.'), { text: ['?'], choices: choices(2) }], 'whatsapp');
    assert.equal(drawn.length, 1);
    assert.equal(drawn[0]?.attachments?.[0]?.contentType, whatsAppType);
  });
});

describe('everything that the bot says, on WhatsApp', () => {
  let shown: Awaited<ReturnType<typeof everyReply>>;

  before(async () => {
    shown = await everyReply();
  }).timeout(60_000);

  it('fits the limits, and nothing of it is cut or left out', () => {
    let cards = 0;
    const types = { text: 0, button: 0, list: 0 };
    for (const { path, role, cards: some } of shown) {
      for (const card of some) {
        const drawn = renderWhatsApp(card);
        const how = `${role}: ${path.join(' / ')}`;
        assert.deepEqual(drawn.flatMap(faultsOf), [], how);
        assert.equal(bare(drawn.map(textOf).join('')), bare(renderText(card)), how);
        for (const one of drawn) types[one.type === 'text' ? 'text' : one.interactive.type]++;
        cards++;
      }
    }
    assert.ok(cards > 2000, `only ${cards} cards were drawn`);
    for (const [type, count] of Object.entries(types)) assert.ok(count > 50, `only ${count} of ${type}`);
  });

  it('joined as one turn, fits too', () => {
    for (const { path, role, cards } of shown) {
      const drawn = draw(cards, 'whatsapp').map(
        ({ attachments }) => attachments?.[0]?.content as WhatsAppMessage,
      );
      const how = `${role}: ${path.join(' / ')}`;
      assert.deepEqual(drawn.flatMap(faultsOf), [], how);
      assert.equal(bare(drawn.map(textOf).join('')), bare(cards.map(renderText).join('')), how);
    }
  });

  it('can be answered by number, by words in any case, and with a slip of the finger', () => {
    const sets = new Map<string, readonly Choice[]>();
    for (const { choices: offered = [] } of shown.flatMap(({ cards }) => cards)) {
      if (offered.length > 0) sets.set(JSON.stringify(offered), offered);
    }
    assert.ok(sets.size > 30, `only ${sets.size} sets of choices were found`);
    let slips = 0;
    for (const offered of sets.values()) {
      for (const [i, choice] of offered.entries()) {
        const { label } = choice;
        const ways = [
          `${i + 1}`,
          `${i + 1}.`,
          ` ${i + 1} `,
          label,
          label.toUpperCase(),
          `${label.toLowerCase()}.`,
        ];
        for (const way of [...ways, sayingOf(choice)])
          assert.equal(chosen(way, offered), choice, `${way} of ${label}`);
        if (label.length < 8) continue;
        const at = Math.floor(label.length / 2);
        for (const slip of [
          `${label.slice(0, at)}${label.slice(at + 1)}`,
          `${label.slice(0, at)}x${label.slice(at)}`,
        ]) {
          const taken = chosen(slip, offered);
          assert.ok(taken === choice || taken === undefined, `${slip} was taken for ${taken?.label}`);
          slips += taken === choice ? 1 : 0;
        }
      }
    }
    assert.ok(slips > 50, `only ${slips} slips were understood`);
  });
});
