/** Longer messages are cut here before any other work, so that reading takes a bounded time. */
export const LONGEST_READ = 1000;

/**
 * The beginning of a message with one kind of space, apostrophe and dash, so that patterns meet one
 * spelling. Case and punctuation stay; apostrophes go ("it's" is its), and a new line
 * ends a sentence. At most 1,000 characters.
 */
export function legible(text: string): string {
  return text
    .slice(0, LONGEST_READ)
    .normalize('NFKC')
    .slice(0, LONGEST_READ)
    .replace(/['’‘`´]/g, '')
    .replace(/[‐-―]/g, '-')
    .replace(/…/g, '.')
    .replace(/[“”]/g, '"')
    .replace(/ ?[\r\n]+/g, '. ')
    .replace(/\s+/g, ' ')
    .trim();
}
