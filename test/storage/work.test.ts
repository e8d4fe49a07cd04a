import assert from 'node:assert/strict';
import { QuestionStore } from '../../src/incidents/questions.js';
import { IncidentStore } from '../../src/incidents/store.js';
import { BotStorage, type FinishedTurn } from '../../src/storage/bot-storage.js';
import { SeenStore } from '../../src/storage/seen.js';
import { holdTurn } from '../../src/storage/turns.js';
import { TakenOver, Work } from '../../src/storage/work.js';
import { report } from '../incidents/reports.js';
import { testFolder } from './folder.js';

const now = new Date('2026-11-18T10:30:00Z');
const zone = 'Europe/London';
const by = { account: 'teams:head', name: 'Head' };

describe('what a turn does', () => {
  const folder = testFolder();
  const turn = (part: Partial<FinishedTurn>): FinishedTurn => ({
    seenKey: 'a',
    process: 'p',
    stateKey: 's',
    state: '{}',
    eTag: undefined,
    replies: [],
    now,
    ...part,
  });

  it('is kept with its state, or not at all', async () => {
    const [one, other] = [await folder.open(), await folder.open()];
    const log = new IncidentStore(other, zone);
    const storage = new BotStorage(one, () => now);
    await new SeenStore(one).claim('a', 'p', now);
    const cutOff = new Work(one);
    await new IncidentStore(cutOff.database, zone).confirm(report('d'), () => [], now);
    assert.equal((await log.list({}, 1, 0)).total, 0, 'seen before the turn was saved');
    await cutOff.drop();
    assert.equal((await log.list({}, 1, 0)).total, 0, 'left behind');
    const again = new Work(one);
    await new IncidentStore(again.database, zone).confirm(report('d'), () => [], now);
    assert.equal(await storage.saveTurn(turn({}), again), 'saved');
    assert.equal((await log.list({}, 1, 0)).total, 1);
    assert.equal((await log.history(1)).length, 1);
  });

  it('sees what it has written itself', async () => {
    const database = await folder.open();
    const work = new Work(database);
    const log = new IncidentStore(work.database, zone);
    await log.confirm(report('d'), () => [], now);
    assert.equal((await log.find(1))?.status, 'new');
    assert.equal(
      (await log.move(1, 'note', { at: now, by, what: 'noted', detail: 'Rang.' })).ok && true,
      true,
    );
    assert.equal((await log.find(1))?.status, 'open');
    await work.keep();
    await work.drop();
    assert.equal((await new IncidentStore(database, zone).history(1)).length, 2);
  });

  it('leaves nothing when the conversation was changed meanwhile, or another process has the activity', async () => {
    const database = await folder.open();
    const storage = new BotStorage(database, () => now);
    const seen = new SeenStore(database);
    const questions = new QuestionStore(database, zone);
    await seen.claim('a', 'p', now);
    await storage.write({ s: { step: 7 } });
    for (const [part, ends] of [
      [{ eTag: 'an older one' }, 'outdated'],
      [{ eTag: '*', process: 'another' }, 'taken_over'],
    ] as const) {
      const work = new Work(database);
      await new QuestionStore(work.database, zone).add('What about Signal?', now);
      assert.equal(await storage.saveTurn(turn(part), work), ends);
      assert.deepEqual(await questions.list(), []);
    }
  });

  it('is done by one of two processes that were given the same activity, and the other writes nothing', async () => {
    const [one, other] = [await folder.open(), await folder.open()];
    const begin = (database: typeof one, process: string) =>
      new Work(database, (trx) => holdTurn(trx, { seenKey: 'a', process, now }));
    const first = begin(one, 'p');
    const second = begin(other, 'q');
    await new QuestionStore(first.database, zone).add('What about Signal?', now);
    const late = new QuestionStore(second.database, zone).add('What about Signal?', now);
    assert.equal(await new BotStorage(one, () => now).saveTurn(turn({}), first), 'saved');
    await assert.rejects(late, TakenOver);
    await second.drop();
    const saved = await new BotStorage(other, () => now).saveTurn(turn({ process: 'q' }));
    assert.equal(saved, 'taken_over');
    assert.equal((await new QuestionStore(other, zone).list()).length, 1);
  });

  it('is dropped as a whole when a part of it failed and the fault was swallowed', async () => {
    const database = await folder.open();
    const work = new Work(database);
    const log = new IncidentStore(work.database, zone);
    await log.confirm(report('d'), () => [], now);
    await assert.rejects(log.write(99, { at: now, by, what: 'viewed' }));
    await assert.rejects(work.keep(), /nothing of it was kept/);
    assert.equal((await new IncidentStore(database, zone).list({}, 1, 0)).total, 0);
  });
});
