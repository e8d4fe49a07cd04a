import {
  type Activity,
  ActivityTypes,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import { splitText } from '../../cards/split.js';
import { limits } from '../../cards/whatsapp.js';
import { whatsAppType } from '../draw.js';
import type { Post } from './post.js';

/** WhatsApp as a channel of the Bot Framework: what a turn sends goes to the post. */
export class WhatsAppAdapter extends BotAdapter {
  readonly #post: Post;

  constructor(post: Post) {
    super();
    this.#post = post;
  }

  /** Runs the turn of an Activity. */
  async process(activity: Partial<Activity>, logic: (context: TurnContext) => Promise<void>): Promise<void> {
    await this.runMiddleware(new TurnContext(this, activity), logic);
  }

  /** Resolves when the messages are kept, and sent unless they have to wait. */
  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const { conversation, id } = context.activity;
    const messages = activities.filter(({ type }) => type === ActivityTypes.Message).flatMap(messagesIn);
    await this.#post.reply(`whatsapp:${conversation.id}`, id ?? '', messages);
    return activities.map(() => ({ id: '' }));
  }

  override updateActivity(): Promise<never> {
    return Promise.reject(new Error('WhatsApp has no way to change a message that was sent'));
  }

  override deleteActivity(): Promise<never> {
    return Promise.reject(new Error('WhatsApp has no way to delete a message that was sent'));
  }

  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    const event = { type: ActivityTypes.Event, name: 'continueConversation' };
    const { activityId: _, ...place } = reference;
    await this.process(TurnContext.applyConversationReference(event, place, true), logic);
  }
}

/** A message that was drawn for WhatsApp as it is, and any other as its text. */
function messagesIn({ text, attachments }: Partial<Activity>): object[] {
  const drawn = (attachments ?? []).flatMap(({ contentType, content }): object[] =>
    contentType === whatsAppType ? [content] : [],
  );
  if (drawn.length > 0) return drawn;
  return splitText(text ?? '', limits.text).map((body) => ({
    type: 'text',
    text: { body, preview_url: false },
  }));
}
