import type { TurnContext } from 'botbuilder';
import { faultName, type Log } from '../log.js';

/** How long an answer may take before the person sees that it is being written, in milliseconds (Teams asks for under two seconds). */
export const patience = 1000;

/**
 * Does the work, and shows Teams' typing indicator if it takes longer than `after` milliseconds. Whether the
 * indicator arrives changes nothing.
 */
export async function whileTyping(
  context: Pick<TurnContext, 'activity' | 'sendActivity'>,
  log: Log,
  work: () => Promise<void>,
  after = patience,
): Promise<void> {
  const { channelId, type } = context.activity;
  if (channelId !== 'msteams' || type !== 'message') return work();
  const timer = setTimeout(() => {
    context.sendActivity({ type: 'typing' }).catch((fault: unknown) => {
      log.warn('typing.failed', { fault: faultName(fault) });
    });
  }, after);
  try {
    await work();
  } finally {
    clearTimeout(timer);
  }
}
