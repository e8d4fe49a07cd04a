/** Splits what a renderer would act on, without a mark that can be seen or heard. */
const joiner = '\u200b';

/** Text for a TextRun, which reads no Markdown but does turn `{{DATE(...)}}` into a date. */
export function plainRun(text: string): string {
  return text.replace(/\{\{(?=\s*(?:DATE|TIME)\b)/gi, `{${joiner}{`);
}

/** Text for `fallbackText`, which a client may read as Markdown or HTML: no link, heading or emphasis is live. */
export function plainFallback(text: string): string {
  return plainRun(text).replace(/[*_`~<[\]]|^[#>]/gm, (mark) => `${mark}${joiner}`);
}

/**
 * Text for WhatsApp, which draws what stands between `*`, `_`, `~` or a backtick in its own way, and a line that
 * begins with `> ` or `* ` (Meta, "How to format your messages"). An address stays as it is, so that it can be
 * followed, and a mark inside of a word is none there.
 */
export function plainWhatsApp(text: string): string {
  return text.replace(/https?:\/\/\S+|(?<![\p{L}\p{N}])[*_~`]+(?=\S)|^[>*](?= )/gmu, (found, at: number) => {
    if (found.startsWith('http')) return found;
    if (found === '>' || text[at + 1] === ' ') return `${joiner}${found}`;
    return found.replace(/./g, (mark) => `${mark}${joiner}`);
  });
}

/** Text for `speak`, which a client may read as SSML: no tag is live. */
export function plainSpeech(text: string): string {
  return plainRun(text).replace(/[<>&]/g, ' ');
}
