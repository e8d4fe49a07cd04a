import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signatureOf } from '../../support/whatsapp.js';
import { Phone } from './phone.js';

const folder = 'test/webhooks';

/** What the bot answers to each recorded webhook, or what it writes into the log when it answers nothing. */
const answers: Readonly<Record<string, RegExp | { log: RegExp } | 'nothing'>> = {
  'message-text': /minimum age in the UK is now 13/,
  'message-text-forwarded': /photo/i,
  'message-text-reply': /complain/,
  'message-text-user-name': /Snapchat/i,
  'message-text-number-only': /TikTok/i,
  'message-interactive-button-reply': /complain/,
  'message-interactive-of-another-bot': /complain/,
  'message-interactive-list-reply': /is anyone in danger/,
  'message-interactive-flow': /I can read text, and nothing else/,
  'message-button': 'nothing',
  'message-image': /cannot open pictures.*nude picture of someone under 18/s,
  'message-image-with-caption': /cannot open pictures/,
  'message-video': /cannot open pictures/,
  'message-document': /cannot open pictures or files/,
  'message-audio': /I can read text, not pictures or voice.*call 999/s,
  'message-sticker': /not stickers/,
  'message-location': /cannot open a place on a map.*call 999/s,
  'message-contacts': /cannot open a contact/,
  'message-reaction': /cannot read a reaction/,
  'message-reaction-removed': 'nothing',
  'message-order': /I can read text, and nothing else/,
  'message-unsupported': /I can read text, and nothing else/,
  'message-of-a-type-to-come': /I can read text, and nothing else/,
  'message-text-without-text': /I can read text, and nothing else/,
  'message-edit': /do not read changes/,
  'message-revoke': 'nothing',
  'message-request-welcome': /I am a computer program run by Argyle Primary School/,
  'message-system-number-changed': 'nothing',
  'message-in-a-group': { log: /whatsapp\.group_ignored/ },
  'status-sent': 'nothing',
  'status-delivered': 'nothing',
  'status-read': 'nothing',
  'status-failed-window-closed': 'nothing',
  'status-failed-undeliverable': 'nothing',
  'status-failed-rate': 'nothing',
  'errors-of-the-account': { log: /"whatsapp\.error","code":130429/ },
  'other-number': { log: /whatsapp\.other_number/ },
  'other-field': { log: /whatsapp\.ignored/ },
  batch: /^(?=.*Snapchat).*Facebook.*Instagram/s,
};

const recorded = readdirSync(folder).map((name) => name.replace('.json', ''));

function bodyOf(name: string): string {
  return readFileSync(join(folder, `${name}.json`), 'utf8');
}

describe('the webhook of WhatsApp', () => {
  const phone = new Phone();
  const { meta } = phone;

  before(() => phone.open());
  after(() => phone.close());

  it('is shown every recorded webhook', () => {
    assert.deepEqual(Object.keys(answers).sort(), recorded.sort());
  });

  for (const [name, expected] of Object.entries(answers)) {
    it(`deals with ${name}, once`, async () => {
      const before = meta.arrived.length;
      const logged = phone.running.log.lines.length;
      assert.equal(await meta.post(bodyOf(name)), 200);
      const words = meta.arrived.slice(before).map(({ text }) => text);
      if (expected instanceof RegExp) assert.match(words.join('\n'), expected);
      else assert.deepEqual(words, []);
      if (typeof expected === 'object' && 'log' in expected)
        assert.match(phone.running.log.lines.slice(logged).join('\n'), expected.log);
      const once = meta.arrived.length;
      assert.equal(await meta.post(bodyOf(name)), 200);
      assert.equal(meta.arrived.length, once, 'the same webhook again was answered again');
    });
  }

  it('answers each person under their own id, and marks what it read', () => {
    const people = new Set(meta.arrived.map(({ conversation }) => conversation));
    assert.deepEqual([...people].sort(), [
      'chat-16505557890',
      'chat-GB.13491208655302741918',
      'chat-GB.13491208655302741919',
      'chat-GB.13491208655302741920',
    ]);
    const numbers = meta.calls.filter(({ body }) => 'to' in body).map(({ to }) => to);
    assert.deepEqual([...new Set(numbers)], ['16505557890']);
    assert.ok(meta.read.includes('wamid.batch.1'));
  });

  it('has fetched nothing, and the log holds no id, name, number or word', () => {
    assert.deepEqual(meta.others, []);
    const log = phone.running.log.lines.join('\n');
    assert.ok(log.includes('"turn"'));
    assert.doesNotMatch(log, /GB\.|1650|wamid|Sheena|Pablo|snapchat|caption|13491208655302741918/i);
  });

  it('keeps no words of a message whose turn is done', async () => {
    const rows = await phone.rows('whatsapp_inbox');
    assert.ok(rows.length > 25, `only ${rows.length} messages were kept`);
    assert.deepEqual(
      rows.filter(({ message, next_at }) => message !== null || next_at !== null),
      [],
    );
    const sent = await phone.rows('whatsapp_sending');
    assert.deepEqual(
      sent.filter(({ message }) => message !== null),
      [],
    );
  });

  const body = bodyOf('message-text');
  const unsigned: readonly { what: string; raw?: string; signature: string; status?: number }[] = [
    { what: 'no signature', signature: '' },
    { what: 'the signature of another secret', signature: signatureOf(body, 'another') },
    { what: 'the signature of another body', signature: signatureOf(`${body} `) },
    { what: 'a signature that is cut', signature: signatureOf(body).slice(0, -1) },
    { what: 'a signature of another kind', signature: signatureOf(body).replace('sha256', 'sha1') },
    { what: 'a body that is no JSON, unsigned', raw: '{', signature: 'sha256=00' },
    {
      what: 'a body that is too large',
      raw: 'a'.repeat(3 * 1024 * 1024 + 1),
      signature: 'sha256=00',
      status: 413,
    },
  ];
  for (const { what, raw = body.replaceAll('wamid.', 'wamid.unsigned.'), signature, status } of unsigned) {
    it(`refuses ${what}`, async () => {
      const before = (await phone.rows('whatsapp_inbox')).length;
      assert.equal(await meta.deliver(raw, signature), status ?? 401);
      assert.equal((await phone.rows('whatsapp_inbox')).length, before);
    });
  }

  it('checks the bytes as they came, not the text that they hold', async () => {
    const raw = body.replaceAll('wamid.', 'wamid.bytes.').replace(' what', '  what');
    assert.equal(await meta.deliver(JSON.stringify(JSON.parse(raw)), signatureOf(raw)), 401);
  });

  it('takes signed nonsense with 200, so that it is not delivered for seven days', async () => {
    for (const raw of ['{', '[]', '{"object":"page","entry":[]}', '"a"', 'null', '\u0000'])
      assert.equal(await meta.post(raw), 200, raw);
  });

  it('answers the challenge to who knows the word, and to nobody else', async () => {
    const ask = async (asked: Record<string, string>) => {
      const query = new URLSearchParams(asked);
      const response = await fetch(`${phone.running.url}/api/whatsapp?${query.toString()}`);
      return { status: response.status, words: await response.text() };
    };
    const right = {
      'hub.mode': 'subscribe',
      'hub.verify_token': meta.environment.WHATSAPP_VERIFY_TOKEN ?? '',
      'hub.challenge': '1158201444',
    };
    assert.deepEqual(await ask(right), { status: 200, words: '1158201444' });
    for (const wrong of [
      { ...right, 'hub.verify_token': 'guessed' },
      { ...right, 'hub.verify_token': '' },
      { ...right, 'hub.mode': 'unsubscribe' },
      { ...right, 'hub.challenge': '<script>' },
      {},
    ])
      assert.equal((await ask(wrong)).status, 403);
  });

  it('says of the longest message that it is too long', async () => {
    const { arrived } = await meta.say({ id: 'GB.1', name: 'P' }, 'a'.repeat(65_536));
    assert.match(arrived.map(({ text }) => text).join(), /longer than I can read/);
  });

  it('asks Meta to deliver again what it could not keep', async () => {
    const raw = body.replaceAll('wamid.', 'wamid.kept-later.');
    await phone.stop();
    await assert.rejects(meta.deliver(raw));
    await phone.start();
    const before = meta.arrived.length;
    assert.equal(await meta.post(raw), 200);
    assert.ok(meta.arrived.length > before);
  });
});
