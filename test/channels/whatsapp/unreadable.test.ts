import assert from 'node:assert/strict';
import { webhookOf } from '../../support/whatsapp.js';
import { Phone } from './phone.js';

const user = 'GB.13491208655302741930';
const right = {
  from_user_id: user,
  timestamp: '1763461800',
  type: 'text',
  text: { body: 'what age for tiktok' },
};
const contacts = [{ profile: { name: 'Sheena Nelson' }, wa_id: '16505551234', user_id: user }];

/** Messages that are not as Meta documents them, of which can be read which they are and whose. */
const whose: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'no time': { timestamp: undefined },
  'a time that is none': { timestamp: 'yesterday' },
  'no type': { type: undefined },
  'a type that is a number': { type: 7 },
  'a type without end': { type: 'a'.repeat(41) },
  'a context that is none': { context: 'forwarded' },
  'a sender’s number that is none, beside their id': { from: { number: 1 } },
  'a sender who stands only among the contacts': { from_user_id: 7 },
};

/** Messages that cannot be answered, or need no answer. */
const nobodys: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'no id': { id: undefined },
  'an id without end': { id: 'a'.repeat(301) },
  'a group': { timestamp: undefined, group_id: 'group' },
  'a group that is none': { group_id: { id: 'group' } },
  'news of a number': { timestamp: undefined, type: 'system' },
  'a message taken back': { timestamp: undefined, type: 'revoke' },
};

describe('a message of WhatsApp that cannot be read', () => {
  const phone = new Phone();
  const { meta } = phone;
  let count = 0;

  before(() => phone.open());
  after(() => phone.close());

  /** What was answered to whom, and what the log says. */
  async function deliver(change: Readonly<Record<string, unknown>>) {
    const [arrived, lines] = [meta.arrived.length, phone.running.log.lines.length];
    assert.equal(await meta.post(webhookOf(change)), 200);
    return { answers: meta.arrived.slice(arrived), log: phone.running.log.lines.slice(lines).join('\n') };
  }
  function odd(odds: Readonly<Record<string, unknown>>): Record<string, unknown> {
    count += 1;
    return { contacts, messages: [{ ...right, id: `wamid.odd.${count}`, ...odds }] };
  }

  for (const [what, odds] of Object.entries(whose)) {
    it(`is told of to who wrote it, once: ${what}`, async () => {
      const webhook = odd(odds);
      const { answers, log } = await deliver(webhook);
      assert.deepEqual(
        answers.map(({ conversation }) => conversation),
        [`chat-${user}`],
      );
      assert.match(answers[0]?.text ?? '', /I can read text, and nothing else/);
      assert.match(log, /"whatsapp\.parts_unreadable","parts":1/);
      assert.deepEqual((await deliver(webhook)).answers, []);
    });
  }

  for (const [what, odds] of Object.entries(nobodys)) {
    it(`is counted and not answered: ${what}`, async () => {
      const { answers, log } = await deliver(odd(odds));
      assert.deepEqual(answers, []);
      assert.match(log, /"whatsapp\.parts_unreadable","parts":1/);
    });
  }

  it('is counted and not answered where two people may have written it', async () => {
    const another = { profile: { name: 'Pablo' }, user_id: 'GB.13491208655302741931' };
    const { answers, log } = await deliver({
      ...odd({ from_user_id: 7 }),
      contacts: [...contacts, another],
    });
    assert.deepEqual(answers, []);
    assert.match(log, /"whatsapp\.parts_unreadable","parts":1/);
  });

  it('costs those beside it nothing', async () => {
    const { messages } = odd({ timestamp: undefined });
    const { answers } = await deliver({
      contacts,
      messages: [...(messages as object[]), { ...right, id: 'wamid.odd.beside' }],
    });
    const words = answers.map(({ text }) => text).join('\n');
    assert.match(words, /TikTok/);
    assert.match(words, /I can read text, and nothing else/);
  });

  it('is counted where nothing of what it came in can be read', async () => {
    for (const change of [{ messages: 'none' }, { messages: [], metadata: 7 }]) {
      const { answers, log } = await deliver(change);
      assert.deepEqual(answers, []);
      assert.match(log, /"whatsapp\.changes_unreadable","changes":1/);
    }
    const lines = phone.running.log.lines.length;
    assert.equal(await meta.post({ object: 'whatsapp_business_account', entry: ['nothing', {}] }), 200);
    assert.match(phone.running.log.lines.slice(lines).join(), /"whatsapp\.changes_unreadable","changes":2/);
  });

  it('leaves no id, name or word in the log', () => {
    assert.doesNotMatch(phone.running.log.lines.join('\n'), /GB\.|1650|wamid|Sheena|Pablo|tiktok/i);
  });
});
