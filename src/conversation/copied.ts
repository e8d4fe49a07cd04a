import { type Excerpt, excerptIn } from '../language/excerpt.js';
import type { Turn } from './turn.js';

/** A turn in which no copied message names who wrote it. */
export interface Copied {
  turn: Turn;
  /** What was copied out of a chat, where the message holds such. */
  excerpt?: Excerpt;
}

/**
 * Takes the names and numbers of those who wrote out of messages that the person copied or forwarded, before
 * anything else reads them. A message longer than `most` characters stays as it is, because it is refused.
 */
export function withoutSenders(turn: Turn, most: number): Copied {
  if (turn.said.length > most) return { turn };
  const excerpt = turn.pressed ? undefined : excerptIn(turn.said, turn.forwarded);
  if (excerpt) return { turn: { ...turn, said: excerpt.text }, excerpt };
  const filled = turn.pressed?.filled;
  // Lines matter where they are messages of a chat, and nowhere else.
  if (!turn.pressed || !filled) return { turn: { ...turn, said: turn.said.replace(/\s+/g, ' ') } };
  const copied = Object.entries(filled.typed).map(([field, typed]) => ({
    field,
    typed,
    excerpt: typed.length > most ? undefined : excerptIn(typed),
  }));
  const first = copied.find(({ excerpt: one }) => one)?.excerpt;
  if (!first) return { turn };
  const typed = Object.fromEntries(
    copied.map(({ field, typed: as, excerpt: one }) => [field, one?.text ?? as]),
  );
  return { turn: { ...turn, pressed: { ...turn.pressed, filled: { ...filled, typed } } }, excerpt: first };
}
