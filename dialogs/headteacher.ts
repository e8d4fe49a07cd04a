import { type Card, say } from '../src/cards/card.js';
import type { Command, Dialog, Message, Reply, Services } from '../src/conversation/dialog.js';

export const headteacherDialog: Dialog = { name: 'headteacher', version: 1, resume: async () => undefined };

export const commands: readonly Command[] = [];

export async function commandReply(_message: Message, _services: Services): Promise<Reply | undefined> {
  return undefined;
}

export function refusal(): Reply {
  return {
    cards: [
      say('That is only for people the school has named for it.', 'To see your own reports, say my reports.'),
    ],
  };
}

export async function digestCard(_services: Services, _now: Date): Promise<Card> {
  return say('');
}
