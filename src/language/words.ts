import levenshtein from 'natural/lib/natural/distance/levenshtein_distance.js';

/**
 * A message as comparable words: lower case, no punctuation or emoji, single spaces. Only the first
 * 500 characters are looked at: this is for recognising short replies, not for reading messages.
 */
export function plain(text: string): string {
  return text
    .slice(0, 500)
    .toLowerCase()
    .replace(/[’‘`]/g, "'")
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The words without the courtesy around them: "help please" is "help". */
export function withoutCourtesy(words: string): string {
  return words
    .replace(/^(?:please|pls|hi|hello|ok|okay|can you|could you) (?=.)/, '')
    .replace(/ (?:please|pls|plz|thanks|thank you|thx|ta|x|xx)$/, '')
    .trim();
}

/** Whether `typed` is `meant` with one slip (four letters or more) or two (ten or more). */
export function closeTo(typed: string, meant: string): boolean {
  const allowed = meant.length >= 10 ? 2 : meant.length >= 4 ? 1 : 0;
  if (typed === meant) return true;
  if (allowed === 0 || Math.abs(typed.length - meant.length) > allowed || meant.length > 60) return false;
  return levenshtein.DamerauLevenshteinDistance(typed, meant, { restricted: true }) <= allowed;
}
