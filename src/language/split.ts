/** Most parts a message is taken apart into. */
const MOST_PARTS = 4;
const FEWEST_WORDS = 2;

/** Where one thing may end and another begin: the end of a sentence, a new line, "and", "also", "plus". */
const SENTENCE_END = /[.!?;]+(?=\s|$)|\n+/g;
const JOIN =
  /(?:,\s*)?\b(?:and also|and|also|plus|as well as|but)\b|,\s+(?=(?:what|who|how|when|where|can|is|are|do|does|why|which)\b)/gi;

/** Sentences of a text, without those of a single word; a text without an end is one sentence. */
export function sentencesOf(text: string): string[] {
  return cutAt(text, SENTENCE_END);
}

/**
 * The smallest pieces that could be things on their own: sentences, and halves of a sentence around "and".
 * A piece too short to say anything joins the one before it. At most four; the last holds the rest.
 */
export function piecesOf(text: string): string[] {
  const pieces = sentencesOf(text).flatMap((sentence) => cutAt(sentence, JOIN));
  if (pieces.length <= MOST_PARTS) return pieces;
  return [...pieces.slice(0, MOST_PARTS - 1), pieces.slice(MOST_PARTS - 1).join(' ')];
}

function cutAt(text: string, border: RegExp): string[] {
  const pieces: string[] = [];
  let from = 0;
  const push = (piece: string): void => {
    const trimmed = piece.trim();
    if (trimmed === '') return;
    const before = pieces.at(-1);
    if (before !== undefined && wordCount(trimmed) < FEWEST_WORDS)
      pieces[pieces.length - 1] = `${before} ${trimmed}`;
    else if (before !== undefined && wordCount(before) < FEWEST_WORDS)
      pieces[pieces.length - 1] = `${before} ${trimmed}`;
    else pieces.push(trimmed);
  };
  for (const found of text.matchAll(border)) {
    const end = found.index + (found[0].includes('?') ? found[0].length : 0);
    push(text.slice(from, end));
    from = found.index + found[0].length;
  }
  push(text.slice(from));
  return pieces;
}

function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
