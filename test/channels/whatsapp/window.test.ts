import assert from 'node:assert/strict';
import { say } from '../../../src/cards/card.js';
import { reportPost } from '../../support/report-talk.js';
import type { Call } from '../../support/whatsapp.js';
import { Phone } from './phone.js';

const head = { id: 'GB.2002', name: 'Hana' };
const deputy = { id: 'GB.3003', name: 'Dev' };
const parent = { id: 'GB.1001', name: 'Pat' };
const people = [
  { role: 'headteacher' as const, name: 'Hana Ross', accounts: [`whatsapp:${head.id}`] },
  { role: 'deputy_head' as const, name: 'Dev Shah', accounts: [`whatsapp:${deputy.id}`] },
];

/** WhatsApp lets the bot write only within 24 hours of a person's last message. */
describe('the 24 hours of WhatsApp', () => {
  for (const template of ['please_write', undefined]) {
    describe(template ? 'with an approved template' : 'without a template', () => {
      const phone = new Phone({
        people,
        ...(template ? { environment: { WHATSAPP_TEMPLATE: template } } : {}),
      });
      const { meta, clock } = phone;
      let keys = 0;

      before(async () => {
        meta.now = clock.now;
        await phone.open();
        await meta.say(head, 'help');
      });
      after(() => phone.close());

      async function owe(words: string): Promise<string> {
        const key = `test:${++keys}`;
        const { outbox } = phone.running.app.services;
        const card = say(words);
        await outbox.owe(
          [{ key, recipient: `whatsapp:${head.id}`, sort: 'reminder', card, urgent: false }],
          clock.now(),
        );
        await phone.running.app.sender.sendDue();
        return key;
      }

      async function fateOf(key: string) {
        const { state, lastFault } = (await phone.running.app.services.outbox.forKey(key)) ?? assert.fail();
        return { state, lastFault };
      }

      const arrivedFor = ({ id }: { id: string }): string[] =>
        meta.arrived.filter(({ conversation }) => conversation === `chat-${id}`).map(({ text }) => text);

      it('are open after a message', async () => {
        assert.equal((await fateOf(await owe('In time'))).state, 'sent');
      });

      it('hold a message back until the person writes, and then it comes once', async () => {
        clock.advance(25);
        const before = arrivedFor(head).length;
        const first = await owe('Out of time');
        const second = await owe('Out of time too');
        const fault = template ? 'asked to write' : 'refused (131047)';
        assert.deepEqual(await fateOf(first), { state: 'waiting', lastFault: fault });
        assert.deepEqual(await fateOf(second), { state: 'waiting', lastFault: fault });
        assert.deepEqual(arrivedFor(head).slice(before), template ? ['(template please_write)'] : []);
        if (template)
          await meta.say(head, '', { more: { type: 'button', button: { payload: 'x', text: 'Read it' } } });
        else await meta.say(head, 'hello');
        await phone.sent();
        const texts = arrivedFor(head).slice(before);
        assert.equal(texts.length, 3, texts.join(' | '));
        for (const words of ['Out of time', 'Out of time too'])
          assert.equal(texts.filter((text) => text === words).length, 1, words);
        assert.equal((await fateOf(first)).state, 'sent');
      });

      it('may be over although WhatsApp took the message: it says so later, once or twice', async () => {
        const words = 'Taken, then refused';
        const key = await owe(words);
        assert.equal((await fateOf(key)).state, 'sent');
        const at = meta.calls.findLastIndex(({ body }) => JSON.stringify(body).includes(words));
        const call: Call = meta.calls[at] ?? assert.fail();
        for (let i = 0; i < 2; i++) await meta.status(`wamid.out.${at + 1}`, call, 'failed', 131047);
        assert.equal((await fateOf(key)).state, 'waiting');
        await meta.say(head, 'hello again');
        await phone.sent();
        assert.equal((await fateOf(key)).state, 'sent');
        assert.equal(arrivedFor(head).filter((text) => text === words).length, 2);
      });

      it('and an out-of-order status do not make a failed message sent', async () => {
        const words = 'Failed, then sent';
        const key = await owe(words);
        const at = meta.calls.findLastIndex(({ body }) => JSON.stringify(body).includes(words));
        const call: Call = meta.calls[at] ?? assert.fail();
        await meta.status(`wamid.out.${at + 1}`, call, 'failed', 131026);
        await meta.status(`wamid.out.${at + 1}`, call, 'sent');
        assert.deepEqual(await fateOf(key), { state: 'undeliverable', lastFault: 'refused (131026)' });
      });

      it('are told to the Headteacher when they hold an alert back', async () => {
        clock.set('2026-11-23T10:30:00Z');
        await meta.say(head, 'help');
        const before = arrivedFor(deputy).length;
        await sendReport(phone, parent);
        await phone.running.app.sender.sendDue();
        await phone.sent();
        const { arrived } = await meta.say(head, 'show 1');
        assert.match(arrived.map(({ text }) => text).join('\n'), /The alert to you was sent/);
        // The deputy has never written, and is told when the Headteacher cannot be.
        clock.set('2026-11-24T11:30:00Z');
        await sendReport(phone, parent);
        await phone.running.app.sender.sendDue();
        await phone.sent();
        assert.deepEqual(arrivedFor(deputy).slice(before), template ? ['(template please_write)'] : []);
        await meta.say(head, 'hello');
        await phone.sent();
        const shown = await meta.say(head, 'show 2');
        const words = shown.arrived.map(({ text }) => text).join('\n');
        const waits = 'The alert to Dev Shah waits until they write to me';
        assert.ok(words.includes(template ? `${waits}, and I have asked them to.` : `${waits}.`), words);
      });
    });
  }
});

/** A report from beginning to end. */
async function sendReport({ meta }: Phone, writer: { id: string; name: string }): Promise<void> {
  await reportPost(async (words) => {
    const { arrived } = await meta.say(writer, words);
    return arrived.map(({ text }) => text).join('\n');
  });
}
