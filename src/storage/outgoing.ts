import { z } from 'zod';
import { roles } from '../people.js';
import { flagColumn, jsonColumn, momentColumn, wholeColumn } from './columns.js';
import { storedCard } from './stored-card.js';

/** `pending`: to be sent at `nextAt`; `waiting`: until the person next writes. */
export const outgoingStates = ['pending', 'sent', 'waiting', 'undeliverable'] as const;

/** Why a message waits: the channel lets the bot write only after the person has, and it has asked them to. */
export const askedToWrite = 'asked to write';

const sorts = ['alert', 'pointer', 'callback', 'reporter', 'digest', 'reminder', 'reply'] as const;

/** A row of the outbox as the message it holds. */
export const outgoingRow = z
  .object({
    id: wholeColumn,
    key: z.string(),
    recipient: z.string().nullable(),
    otherwise: jsonColumn(z.array(z.enum(roles))).nullable(),
    card: jsonColumn(storedCard),
    sort: z.enum(sorts),
    urgent: flagColumn,
    incident: wholeColumn.nullable(),
    state: z.enum(outgoingStates),
    attempts: wholeColumn,
    next_at: momentColumn,
    last_fault: z.string().nullable(),
    made_at: momentColumn,
    sent_at: momentColumn.nullable(),
  })
  .transform((row) => ({
    id: row.id,
    key: row.key,
    sort: row.sort,
    card: row.card,
    urgent: row.urgent,
    state: row.state,
    attempts: row.attempts,
    otherwise: row.otherwise ?? [],
    nextAt: row.next_at,
    madeAt: row.made_at,
    ...(row.recipient === null ? {} : { recipient: row.recipient }),
    ...(row.incident === null ? {} : { incident: row.incident }),
    ...(row.last_fault === null ? {} : { lastFault: row.last_fault }),
    ...(row.sent_at === null ? {} : { sentAt: row.sent_at }),
  }));

/** A message of the outbox and what became of it. */
export type Outgoing = z.infer<typeof outgoingRow>;
