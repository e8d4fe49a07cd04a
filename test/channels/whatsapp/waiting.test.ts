import assert from 'node:assert/strict';
import { connect } from '../../../src/storage/connection.js';
import { noLog } from '../../storage/folder.js';
import { webhookOf } from '../../support/whatsapp.js';
import { Phone } from './phone.js';

const parent = { id: 'GB.1001', name: 'Pat' };

describe('a message on WhatsApp that has to wait', () => {
  const phone = new Phone();
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

  /** Whatever writes into the table fails, as with a full disk, until the returned function is called. */
  async function refuse(verb: string, table: string): Promise<() => Promise<unknown>> {
    const name = `no_${verb}_${table}`;
    await database.raw(
      `CREATE TRIGGER ${name} BEFORE ${verb} ON ${table} BEGIN SELECT RAISE(ABORT, 'full'); END`,
    );
    return () => database.raw(`DROP TRIGGER ${name}`);
  }

  async function pass(seconds: number): Promise<string[]> {
    const before = meta.arrived.length;
    for (let passed = 0; passed < seconds; passed += 10) {
      clock.advance(10 / 3600);
      await meta.settle();
    }
    return meta.arrived.slice(before).map(({ text }) => text);
  }

  it('holds back what the same person wrote after it', async () => {
    const at = clock.now().toISOString();
    const key = `whatsapp|${parent.id}|wamid.first`;
    await database('seen').insert({ key, state: 'working', process: 'another', at });
    await meta.say(parent, 'what age for facebook', { id: 'wamid.first' });
    clock.advance(1 / 3600);
    const { arrived } = await meta.say(parent, 'what age for snapchat', { id: 'wamid.second' });
    assert.deepEqual(arrived, []);
    const [first, second] = await pass(90);
    assert.match(first ?? '', /Facebook/);
    assert.match(second ?? '', /Snapchat/);
  });

  it('is answered later when neither the turn nor an apology could be kept', async () => {
    const mend = [await refuse('INSERT', 'seen'), await refuse('INSERT', 'whatsapp_sending')];
    const { arrived } = await meta.say(parent, 'what age for instagram', { id: 'wamid.third' });
    assert.deepEqual(arrived, []);
    for (const one of mend) await one();
    assert.match((await pass(30)).join('\n'), /Instagram/);
  });

  it('stops neither the bot nor itself when what became of it cannot be kept', async () => {
    const mend = await refuse('UPDATE', 'whatsapp_inbox');
    await meta.say(parent, 'what age for tiktok', { id: 'wamid.fourth' });
    await mend();
    await pass(30);
    const [row] = await database('whatsapp_inbox').where({ key: 'wamid.fourth' });
    assert.equal(row.message, null);
    assert.equal(meta.arrived.filter(({ text }) => /TikTok/.test(text)).length, 1);
  });

  it('does not go missing because another part of the batch is not readable', async () => {
    const body = meta.activity(parent, 'what age for youtube', { id: 'wamid.fifth' });
    const other = webhookOf({ contacts: 'odd' });
    const entry = [{ id: '1' }, ...[other, body].flatMap((one) => one.entry as object[])];
    const before = meta.arrived.length;
    assert.equal(await meta.post({ ...body, entry }), 200);
    assert.match(
      meta.arrived
        .slice(before)
        .map(({ text }) => text)
        .join('\n'),
      /YouTube/,
    );
  });
});
