import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { type Activity, TestAdapter, TurnContext } from 'botbuilder';
import { whileTyping } from '../../src/channels/typing.js';
import { KeptLog } from '../support/app.js';

function turnOn(
  channelId: string,
  type = 'message',
  refused = false,
): { sent: string[]; context: TurnContext } {
  const sent: string[] = [];
  const activity: Partial<Activity> = {
    channelId,
    type,
    conversation: { id: 'c' } as Activity['conversation'],
  };
  const context = new TurnContext(new TestAdapter(), activity);
  context.onSendActivities(async (_context, activities) => {
    if (refused) throw new Error('gone');
    sent.push(...activities.map((one) => one.type ?? ''));
    return [];
  });
  return { sent, context };
}

describe('the typing indicator', () => {
  const log = new KeptLog();

  it('is shown once when the answer takes longer', async () => {
    const { sent, context } = turnOn('msteams');
    await whileTyping(context, log, () => wait(30), 5);
    await wait(30);
    assert.deepEqual(sent, ['typing']);
  });

  it('is not shown when it does not, or when the answer fails', async () => {
    const { sent, context } = turnOn('msteams');
    await whileTyping(context, log, async () => undefined, 5);
    const failing = whileTyping(context, log, () => Promise.reject(new Error('x')), 5);
    await assert.rejects(failing);
    await wait(20);
    assert.deepEqual(sent, []);
  });

  it('is for messages in Teams alone', async () => {
    for (const [channel, type] of [
      ['emulator', 'message'],
      ['msteams', 'conversationUpdate'],
    ] as const) {
      const { sent, context } = turnOn(channel, type);
      await whileTyping(context, log, () => wait(20), 2);
      assert.deepEqual(sent, []);
    }
  });

  it('that cannot be shown changes nothing', async () => {
    const { context } = turnOn('msteams', 'message', true);
    await whileTyping(context, log, () => wait(20), 2);
    assert.match(log.lines.join(), /typing\.failed/);
  });
});
