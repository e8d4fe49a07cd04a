import assert from 'node:assert/strict';
import type { Answer } from '../../../src/channels/whatsapp/graph.js';
import { Post } from '../../../src/channels/whatsapp/post.js';
import { WhatsAppSending } from '../../../src/storage/whatsapp-sending.js';
import { noLog, testFolder } from '../../storage/folder.js';

describe('a reply that WhatsApp is slow to take', () => {
  const folder = testFolder();
  const now = (): Date => new Date('2026-11-18T10:30:00Z');
  const messages = ['First.', 'Second.'].map((body) => ({ type: 'text', text: { body } }));

  it('does not hold the turn up, and still arrives once, in its order', async () => {
    const sending = new WhatsAppSending(await folder.open());
    const sent: object[] = [];
    let answer = (_: Answer): void => undefined;
    const post = new Post({
      sending,
      graph: {
        send: (_account, message) => {
          sent.push(message);
          return new Promise((resolve) => {
            answer = resolve;
          });
        },
      },
      template: undefined,
      onUndelivered: async () => undefined,
      log: noLog,
      now,
      patience: 10,
    });
    await post.reply('whatsapp:GB.1', 'turn', messages);
    assert.deepEqual(sent, messages.slice(0, 1));
    // The turn is run again, as after a crash.
    const again = post.reply('whatsapp:GB.1', 'turn', messages);
    answer({ kind: 'accepted', messageId: 'wamid.1' });
    await again;
    while (sent.length < 2) await new Promise((resolve) => setImmediate(resolve));
    answer({ kind: 'accepted', messageId: 'wamid.2' });
    await post.close();
    assert.deepEqual(sent, messages);
    assert.equal(await sending.firstFor('whatsapp:GB.1'), undefined);
  });
});
