import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { BotStorage, type FinishedTurn } from '../../src/storage/bot-storage.js';
import { processName } from '../../src/storage/process-name.js';
import { resendAfterMs, SeenStore, takeOverAfterMs } from '../../src/storage/seen.js';
import { testFolder } from './folder.js';

const now = new Date('2026-11-20T09:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const replies = { cards: ['Your report is in the log.'] };

function turn(part: Partial<FinishedTurn>): FinishedTurn {
  return {
    seenKey: 'a1',
    process: 'p',
    stateKey: 's',
    state: JSON.stringify({ step: 1 }),
    eTag: undefined,
    replies,
    now,
    ...part,
  };
}

describe('seen activities', () => {
  const folder = testFolder();

  async function twoProcesses() {
    const [one, two] = [await folder.open(), await folder.open()];
    return {
      one: new SeenStore(one),
      two: new SeenStore(two),
      storage: new BotStorage(one, () => now),
      otherStorage: new BotStorage(two, () => now),
    };
  }

  it('belong to one of two processes', async () => {
    const { one, two } = await twoProcesses();
    for (let i = 0; i < 50; i++) {
      const claims = await Promise.all([one.claim(`a${i}`, 'p', now), two.claim(`a${i}`, 'q', now)]);
      assert.ok(claims.includes('mine') && claims.includes('working'), JSON.stringify(claims));
    }
  });

  it('keep no replies that nobody fetched for an hour', async () => {
    const { one, storage } = await twoProcesses();
    await one.claim('a1', 'p', now);
    await storage.saveTurn(turn({}));
    assert.equal(await one.forgetReplies(now), 0);
    assert.equal(await one.forgetReplies(later(3_600_000)), 1);
    assert.equal(await one.claim('a1', 'p', later(3_600_000)), 'done');
  });

  it('are taken over by one process when nothing came of the claim', async () => {
    const { one, two } = await twoProcesses();
    await one.claim('a1', 'dead', now);
    assert.equal(await two.claim('a1', 'q', later(takeOverAfterMs - 1)), 'working');
    const late = later(takeOverAfterMs);
    for (let i = 0; i < 30; i++) {
      await one.claim(`b${i}`, 'dead', now);
      const claims = await Promise.all([one.claim(`b${i}`, 'p', late), two.claim(`b${i}`, 'q', late)]);
      assert.ok(claims.includes('mine') && claims.includes('working'), JSON.stringify(claims));
    }
  });

  it('are taken over at once when the process that had them runs no more', async () => {
    const { one, two, storage } = await twoProcesses();
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    const mine = processName();
    const dead = mine.replace(/^\d+/, String(ended));
    const before = `${mine.slice(0, -12)}000000000000`;
    const elsewhere = dead.replace(/:[0-9a-f]{8}:/, ':00000000:');
    for (const [index, name] of [dead, before, mine, elsewhere, 'p'].entries()) {
      await one.claim(`c${index}`, name, now);
      const takes = index < 2;
      assert.equal(await two.claim(`c${index}`, 'q', now), takes ? 'mine' : 'working', name);
    }
    await one.claim('a1', dead, now);
    await storage.saveTurn(turn({ process: dead }));
    assert.deepEqual(await two.claim('a1', 'q', now), { resend: replies });
  });

  it('keep nothing of a turn that another process has taken over', async () => {
    const { one, two, storage, otherStorage } = await twoProcesses();
    await one.claim('a1', 'slow', now);
    assert.equal(await two.claim('a1', 'q', later(takeOverAfterMs)), 'mine');
    assert.equal(
      await storage.saveTurn(turn({ process: 'slow', state: JSON.stringify({ by: 'slow' }) })),
      'taken_over',
    );
    assert.deepEqual(await storage.read(['s']), {});
    assert.equal(await otherStorage.saveTurn(turn({ process: 'q' })), 'saved');
  });

  it('are done once the turn is saved, with the replies until they are delivered', async () => {
    const { one, two, storage, otherStorage } = await twoProcesses();
    await one.claim('a1', 'p', now);
    assert.equal(await storage.saveTurn(turn({})), 'saved');
    assert.equal(await one.claim('a1', 'p', now), 'working');
    const late = later(resendAfterMs);
    assert.deepEqual(await two.claim('a1', 'q', late), { resend: replies });
    assert.equal(await one.claim('a1', 'p', late), 'working');
    await otherStorage.endTurn({ seenKey: 'a1', account: 'teams:pat' });
    assert.equal(await one.claim('a1', 'p', later(resendAfterMs * 3)), 'done');
  });

  it('keep nothing but their id once delivered', async () => {
    const database = await folder.open();
    const seen = new SeenStore(database);
    await seen.claim('a1', 'p', now);
    const storage = new BotStorage(database, () => now);
    await storage.saveTurn(turn({}));
    await storage.endTurn({ seenKey: 'a1', account: 'teams:pat' });
    assert.deepEqual(await database('seen'), [
      { key: 'a1', state: 'done', process: 'p', at: now.toISOString(), replies: null },
    ]);
  });

  it('can be handled again when the turn failed, but not when it was saved', async () => {
    const { one, storage } = await twoProcesses();
    await one.claim('a1', 'p', now);
    await one.release('a1', 'q');
    assert.equal(await one.claim('a1', 'p', now), 'working');
    await one.release('a1', 'p');
    assert.equal(await one.claim('a1', 'p', now), 'mine');
    await storage.saveTurn(turn({}));
    await one.release('a1', 'p');
    assert.equal(await one.claim('a1', 'p', now), 'working');
  });

  it('keep nothing of a turn whose state was changed meanwhile', async () => {
    const { one, storage } = await twoProcesses();
    await one.claim('a1', 'p', now);
    await storage.write({ s: { step: 7 } });
    assert.equal(await storage.saveTurn(turn({ eTag: undefined })), 'outdated');
    assert.equal(await storage.saveTurn(turn({ eTag: 'an older one' })), 'outdated');
    assert.equal((await storage.read(['s'])).s.step, 7);
    const { eTag } = (await storage.read(['s'])).s;
    assert.equal(await storage.saveTurn(turn({ eTag })), 'saved');
    assert.equal((await storage.read(['s'])).s.step, 1);
  });

  it('are forgotten after their time', async () => {
    const { one } = await twoProcesses();
    await one.claim('old', 'p', now);
    await one.claim('new', 'p', later(10));
    assert.equal(await one.purge(later(10)), 1);
    assert.equal(await one.claim('old', 'p', now), 'mine');
    assert.equal(await one.claim('new', 'p', now), 'working');
  });
});
