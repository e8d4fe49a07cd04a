import {
  type Activity,
  ActivityEx,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import { z } from 'zod';
import { sendLimit } from '../limit.js';
import type { Connector } from './connector.js';
import { ConnectorFault } from './fault.js';

/** How long a turn may go on sending, in milliseconds from its arrival: Teams delivers it again after 15 s. */
const turnLimit = 9000;

const invokeAnswer = z.object({ status: z.number(), body: z.unknown().optional() });

/** What is answered to the channel's request. */
export interface Answer {
  status: number;
  body?: unknown;
}

/** Microsoft's channels behind the Bot Framework's adapter: who may come in was decided before. */
export class ConnectorAdapter extends BotAdapter {
  readonly #connector: Connector;
  readonly #limit: number;

  constructor(connector: Connector, limit = sendLimit) {
    super();
    this.#connector = connector;
    this.#limit = limit;
  }

  /** Runs a turn for an Activity that has been verified. */
  async hear(body: object, logic: (context: TurnContext) => Promise<void>): Promise<Answer> {
    const context = new ChannelTurn(this, body as Activity, performance.now() + turnLimit);
    // There is no middleware, whose runner would put every look at the turn through a proxy.
    await logic(context);
    if (context.activity.deliveryMode === 'expectReplies') {
      return { status: 200, body: { activities: context.bufferedReplyActivities } };
    }
    if (context.activity.type !== 'invoke') return { status: 200 };
    return context.invokeAnswer ?? { status: 501 };
  }

  /** One after the other, each once, all within the limit. Rejects with how many had been taken. */
  async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const own = performance.now() + this.#limit;
    const until = context instanceof ChannelTurn ? Math.min(context.until, own) : own;
    // Begun too late, it would most likely be cut off, and nobody would know whether it arrived.
    const least = this.#limit / 8;
    const sent: ResourceResponse[] = [];
    for (const activity of activities) {
      delete activity.id;
      if (activity.type === 'invokeResponse') {
        if (context instanceof ChannelTurn) context.invokeAnswer = invokeAnswer.parse(activity.value);
        sent.push({ id: '' });
        continue;
      }
      if (activity.type === 'trace') continue;
      if (until - performance.now() < least) {
        throw new ConnectorFault({ unknown: false, code: 'NoTime' }, sent.length);
      }
      try {
        sent.push({ id: await this.#connector.send(context.activity.serviceUrl, activity, until) });
      } catch (fault) {
        throw fault instanceof ConnectorFault ? new ConnectorFault(fault.outcome, sent.length) : fault;
      }
    }
    return sent;
  }

  async updateActivity(context: TurnContext, activity: Partial<Activity>): Promise<ResourceResponse> {
    return { id: await this.#connector.update(context.activity.serviceUrl, activity) };
  }

  async deleteActivity(
    context: TurnContext,
    { conversation, activityId }: Partial<ConversationReference>,
  ): Promise<void> {
    if (conversation && activityId)
      await this.#connector.remove(context.activity.serviceUrl, conversation.id, activityId);
  }

  /** A turn of the bot's own accord. It answers no message, so what is sent names none. */
  async continueConversation(
    reference: Partial<ConversationReference>,
    logic: (context: TurnContext) => Promise<void>,
    limit = this.#limit,
  ): Promise<void> {
    const { id: _, ...activity } = ActivityEx.getContinuationActivity(reference);
    await logic(new ChannelTurn(this, activity, performance.now() + limit));
  }
}

/** A turn with the moment (of `performance.now()`) at which it must have ended. */
class ChannelTurn extends TurnContext {
  invokeAnswer: Answer | undefined;
  readonly until: number;

  constructor(adapter: BotAdapter, activity: Partial<Activity>, until: number) {
    super(adapter, activity);
    this.until = until;
  }

  /** As the framework does it where nobody listens in, which is the case here. */
  override async sendActivities(activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    if (this.activity.deliveryMode === 'expectReplies') return (await super.sendActivities(activities)) ?? [];
    const { channelId, serviceUrl, conversation, from: user, recipient: bot, id: replyToId } = this.activity;
    const addressed = activities.map(({ id: _, ...message }) => ({
      ...message,
      type: message.type ?? 'message',
      channelId,
      serviceUrl,
      conversation,
      from: bot,
      recipient: user,
      ...(replyToId ? { replyToId } : {}),
    }));
    const sent = await this.adapter.sendActivities(this, addressed);
    // The framework's own setter refuses anything but true.
    if (addressed.some(({ type }) => type !== 'trace')) this.responded = true;
    return sent;
  }
}
