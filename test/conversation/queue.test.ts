import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { Queue } from '../../src/conversation/queue.js';

/** Something that goes on until it is told to end. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('the queue of turns', () => {
  it('runs what is queued for one person one after the other, in order', async () => {
    const queue = new Queue();
    const happened: string[] = [];
    const work = (name: string, ms: number) => async (): Promise<string> => {
      happened.push(`${name} begins`);
      await pause(ms);
      happened.push(`${name} ends`);
      return name;
    };
    const results = [
      queue.run('Ada', work('slow', 15)),
      queue.run('Ada', work('quick', 0)),
      queue.run('Ada', work('last', 5)),
    ];
    assert.deepEqual(await Promise.all(results), ['slow', 'quick', 'last']);
    assert.deepEqual(happened, [
      'slow begins',
      'slow ends',
      'quick begins',
      'quick ends',
      'last begins',
      'last ends',
    ]);
  });

  it('lets nobody wait for somebody else', async () => {
    const queue = new Queue();
    const { opened, open } = gate();
    const stuck = queue.run('Ada', () => opened);
    assert.equal(await queue.run('Ben', async () => 'answered'), 'answered');
    open();
    await stuck;
  });

  it('gives a failure to its own caller, and goes on', async () => {
    const queue = new Queue();
    const failed = queue.run('Ada', async () => {
      throw new Error('broken');
    });
    const next = queue.run('Ada', async () => 'answered');
    await assert.rejects(failed, /broken/);
    assert.equal(await next, 'answered');
  });

  it('gives a failure that is thrown at once to its caller too', async () => {
    const queue = new Queue();
    const work = (): Promise<string> => {
      throw new Error('at once');
    };
    await assert.rejects(queue.run('Ada', work), /at once/);
    assert.equal(await queue.run('Ada', async () => 'answered'), 'answered');
  });

  it('closes when all that was begun has ended, also where it failed', async () => {
    const queue = new Queue();
    const { opened, open } = gate();
    let ended = false;
    const slow = queue.run('Ada', async () => {
      await opened;
      ended = true;
      throw new Error('broken');
    });
    const closed = queue.close().then(() => ended);
    open();
    assert.equal(await closed, true);
    await assert.rejects(slow, /broken/);
    await queue.close();
  });
});
