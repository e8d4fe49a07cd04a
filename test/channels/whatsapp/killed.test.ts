import assert from 'node:assert/strict';
import type { Card } from '../../../src/cards/card.js';
import { connect } from '../../../src/storage/connection.js';
import { resendAfterMs, takeOverAfterMs } from '../../../src/storage/seen.js';
import { noLog } from '../../storage/folder.js';
import { Phone } from './phone.js';

const parent = { id: 'GB.1001', name: 'Pat' };

/** What a process that is killed in the middle of a turn leaves behind. */
describe('a turn on WhatsApp whose process was killed', () => {
  let cards: readonly Card[] = [];
  const phone = new Phone({
    onReply: (reply) => {
      cards = reply.cards;
    },
  });
  const { meta, clock } = phone;
  let database: ReturnType<typeof connect>;

  before(async () => {
    await phone.open();
    database = connect({ kind: 'file', path: phone.databaseFile }, noLog);
  });
  after(async () => {
    await database.destroy();
    await phone.close();
  });

  it('before it answered, is taken over and answered', async () => {
    const key = `whatsapp|${parent.id}|wamid.half`;
    const at = clock.now().toISOString();
    await database('seen').insert({ key, state: 'working', process: 'killed', at });
    const { arrived } = await meta.say(parent, 'what age for facebook', { id: 'wamid.half' });
    assert.deepEqual(arrived, []);
    const before = meta.arrived.length;
    for (let passed = 0; passed <= takeOverAfterMs; passed += 10_000) {
      clock.advance(10 / 3600);
      await meta.settle();
    }
    const answers = meta.arrived.slice(before).map(({ text }) => text);
    assert.equal(answers.length, 1);
    assert.match(answers[0] ?? '', /gives Facebook's minimum age/);
  });

  it('before it noted that it had answered, is not answered again', async () => {
    const saying = meta.activity(parent, 'what age for snapchat', { id: 'wamid.noted' });
    await meta.post(saying);
    const before = meta.arrived.length;
    const message = { id: 'wamid.noted', user: parent.id, name: 'Pat', at: '2026-11-18T10:30:00Z' };
    const kept = JSON.stringify({ ...message, sort: 'words', text: 'what age for snapchat' });
    const at = clock.now().toISOString();
    await database('whatsapp_inbox').where({ key: 'wamid.noted' }).update({ message: kept, next_at: at });
    await database('seen')
      .where({ key: `whatsapp|${parent.id}|wamid.noted` })
      .update({ replies: JSON.stringify(cards), at });
    for (let passed = 0; passed <= 4 * resendAfterMs; passed += 5000) {
      clock.advance(5 / 3600);
      await meta.settle();
    }
    assert.equal(meta.arrived.length, before);
    const [row] = await database('whatsapp_inbox').where({ key: 'wamid.noted' });
    assert.deepEqual({ message: row.message, next: row.next_at }, { message: null, next: null });
  });
});
