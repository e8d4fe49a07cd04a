import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import { type Heard, parseActivity } from './channels/activity.js';
import { personOf } from './channels/person.js';
import type { Services } from './conversation/dialog.js';
import { faultName, type Log } from './log.js';
import type { Person } from './people.js';

/** Answers one sort of invoke: the body for the channel, or undefined when it is not for the bot. */
export type InvokeAnswer = (value: unknown, person: Person, heard: Heard) => Promise<unknown>;

export interface InvokeParts {
  services: Services;
  /** By the invoke's name. */
  answers: ReadonlyMap<string, InvokeAnswer>;
  log: Log;
}

const invokeSchema = z.object({ name: z.string(), value: z.unknown().optional() });

/**
 * Invokes are requests of Teams that wait for their answer in the same exchange. Never throws: a fault is
 * logged by its class and answered with 500, an invoke that nobody knows with 501.
 */
export async function answerInvoke(context: TurnContext, parts: InvokeParts): Promise<void> {
  const { status, body } = await answerTo(context, parts);
  const value = { status, ...(body === undefined ? {} : { body }) };
  await context.sendActivity({ type: 'invokeResponse', value });
}

async function answerTo(
  { activity }: TurnContext,
  { services, answers, log }: InvokeParts,
): Promise<{ status: number; body?: unknown }> {
  const heard = parseActivity(activity);
  const invoke = invokeSchema.safeParse(activity).data;
  const person = heard && personOf(heard, services);
  const answer = invoke && answers.get(invoke.name);
  if (!heard || !person || !answer) return { status: 501 };
  try {
    const body = await answer(invoke.value, person, heard);
    return body === undefined ? { status: 400 } : { status: 200, body };
  } catch (fault) {
    log.error('invoke.failed', { fault: faultName(fault) });
    return { status: 500 };
  }
}
