import { z } from 'zod';
import { unreadableSorts } from '../../conversation/turn.js';
import { type Change, type Contact, partSchemas, type RawMessage } from './webhook.js';

const shared = { id: z.string(), user: z.string(), name: z.string(), at: z.iso.datetime() };
const forwarded = z.literal(true).exactOptional();

/** A message as it is kept until its turn is done. */
export const incomingSchema = z.discriminatedUnion('sort', [
  z.object({ ...shared, sort: z.literal('words'), text: z.string(), forwarded }),
  /** A button or row: its id, which is what pressing it sends, and the words on it. */
  z.object({ ...shared, sort: z.literal('press'), press: z.string(), text: z.string() }),
  /** A picture, film or file with its caption. It is never fetched. */
  z.object({ ...shared, sort: z.literal('picture'), text: z.string(), forwarded }),
  z.object({ ...shared, sort: z.literal('unreadable'), what: z.enum(unreadableSorts) }),
  z.object({ ...shared, sort: z.literal('edit') }),
  /** The person is there and has written nothing: they have opened the chat, or asked for what waits. */
  z.object({ ...shared, sort: z.literal('arrival') }),
]);

export type Incoming = z.infer<typeof incomingSchema>;

type Content =
  | { sort: 'words' | 'picture'; text: string }
  | { sort: 'press'; press: string; text: string }
  | { sort: 'unreadable'; what: (typeof unreadableSorts)[number] }
  | { sort: 'edit' | 'arrival' };

/** The messages of a change that the bot answers, each with who it is from. */
export function incomingIn({ messages, contacts }: Change): Incoming[] {
  return messages.flatMap((message): Incoming[] => {
    const contact = contactOf(message, contacts);
    const user = message.from_user_id ?? contact?.user_id ?? message.from;
    const content = contentOf(message);
    // The bot cannot be in a class group, and answers no other.
    if (!user || !content || message.group_id) return [];
    const at = new Date(Number(message.timestamp) * 1000).toISOString();
    const common = { id: message.id, user, name: contact?.profile?.name ?? '', at };
    const { context } = message;
    const passedOn = context?.forwarded || context?.frequently_forwarded;
    const isWords = content.sort === 'words' || content.sort === 'picture';
    return [
      incomingSchema.parse({ ...common, ...content, ...(passedOn && isWords ? { forwarded: true } : {}) }),
    ];
  });
}

function contactOf({ from, from_user_id: userId }: RawMessage, contacts: readonly Contact[]) {
  const found = contacts.find(({ user_id, wa_id }) =>
    userId ? user_id === userId : from !== undefined && wa_id === from,
  );
  if (found) return found;
  // The only person named, unless the message names somebody else.
  const [only, ...more] = contacts;
  const another = (userId && only?.user_id) || (from && only?.wa_id);
  return more.length === 0 && !another ? only : undefined;
}

/** Undefined for what needs no answer: news of a number, a reaction taken back, a message taken back. */
function contentOf(message: RawMessage): Content | undefined {
  switch (message.type) {
    case 'text':
      return read(message, partSchemas.text, ({ text }) => ({ sort: 'words', text: text.body }));
    // The button of the template that asks a person to write: what waited for them comes by itself.
    case 'button':
      return { sort: 'arrival' };
    case 'interactive':
      return read(message, partSchemas.interactive, ({ interactive }) => {
        const reply = interactive.button_reply ?? interactive.list_reply;
        return reply
          ? { sort: 'press', press: reply.id, text: reply.title }
          : { sort: 'unreadable', what: 'other' };
      });
    case 'image':
      return read(message, partSchemas.image, ({ image }) => pictureWith(image.caption));
    case 'video':
      return read(message, partSchemas.video, ({ video }) => pictureWith(video.caption));
    case 'document':
      return read(message, partSchemas.document, ({ document }) => pictureWith(document.caption));
    case 'audio':
    case 'voice':
      return { sort: 'unreadable', what: 'voice' };
    case 'sticker':
      return { sort: 'unreadable', what: 'sticker' };
    case 'location':
      return { sort: 'unreadable', what: 'location' };
    case 'contacts':
      return { sort: 'unreadable', what: 'contact' };
    case 'reaction': {
      const removed = partSchemas.reaction.safeParse(message).data?.reaction.emoji === '';
      return removed ? undefined : { sort: 'unreadable', what: 'reaction' };
    }
    case 'edit':
      return { sort: 'edit' };
    case 'request_welcome':
      return { sort: 'arrival' };
    case 'system':
    case 'revoke':
      return undefined;
    default:
      return { sort: 'unreadable', what: 'other' };
  }
}

function pictureWith(caption: string | null | undefined): Content {
  return { sort: 'picture', text: caption ?? '' };
}

/** A message whose own part is not as it is documented is answered like one of an unknown type. */
function read<T>(message: RawMessage, schema: z.ZodType<T>, content: (part: T) => Content): Content {
  const part = schema.safeParse(message);
  return part.success ? content(part.data) : { sort: 'unreadable', what: 'other' };
}
