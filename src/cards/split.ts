/** Where a text may be parted, the best place first: between paragraphs, lines, sentences, words. */
const seams: readonly RegExp[] = [/\n\n+/g, /\n/g, /(?<=[.?!]["”')\]]?) +/g, / +/g];

/**
 * The text in pieces of at most `limit` characters, each as long as it can be, parted between
 * paragraphs where possible, then lines, then sentences, then words. Only a single word that is
 * longer than the limit is parted inside. Nothing but the space at a seam is left out.
 */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const { end, next } = seamIn(rest, limit);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(next);
  }
  return rest === '' ? pieces : [...pieces, rest];
}

function seamIn(text: string, limit: number): { end: number; next: number } {
  for (const seam of seams) {
    let best: { end: number; next: number } | undefined;
    for (const found of text.slice(0, limit + 2).matchAll(seam)) {
      if (found.index > 0 && found.index <= limit) {
        best = { end: found.index, next: found.index + found[0].length };
      }
    }
    if (best) return best;
  }
  // Half of a character of two units would be nothing that can be sent.
  const paired = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
  return { end: paired, next: paired };
}
