/** Scripts that belong to one language here; where several share one, letters below decide. */
const scripts: readonly {
  script: RegExp;
  language: string;
  unless: readonly { letters: RegExp; language: string }[];
}[] = [
  { script: /\p{Script=Bengali}/gu, language: 'bn', unless: [] },
  {
    script: /\p{Script=Arabic}/gu,
    language: 'ar',
    unless: [
      { letters: /[ٹڈڑںےھہ]/u, language: 'ur' },
      { letters: /[ښځڅډړږۍې]/u, language: 'ps' },
      { letters: /[ێۆڵڕە]/u, language: 'ku' },
      { letters: /[پچژگی]/u, language: 'fa' },
    ],
  },
  {
    script: /\p{Script=Cyrillic}/gu,
    language: 'ru',
    unless: [
      { letters: /[іїєґ]/iu, language: 'uk' },
      { letters: /[ђћџљњј]/iu, language: 'sr' },
      { letters: /^(?!.*[ыэё]).*(?:ъ[^яеюё]|\b(?:съм|няма|това|моят|моята)\b)/isu, language: 'bg' },
    ],
  },
  { script: /\p{Script=Hiragana}|\p{Script=Katakana}/gu, language: 'ja', unless: [] },
  { script: /\p{Script=Hangul}/gu, language: 'ko', unless: [] },
  { script: /\p{Script=Han}/gu, language: 'zh', unless: [] },
  { script: /\p{Script=Devanagari}/gu, language: 'hi', unless: [] },
  { script: /\p{Script=Gurmukhi}/gu, language: 'pa', unless: [] },
  { script: /\p{Script=Gujarati}/gu, language: 'gu', unless: [] },
  { script: /\p{Script=Tamil}/gu, language: 'ta', unless: [] },
  { script: /\p{Script=Telugu}/gu, language: 'te', unless: [] },
  { script: /\p{Script=Malayalam}/gu, language: 'ml', unless: [] },
  { script: /\p{Script=Sinhala}/gu, language: 'si', unless: [] },
  { script: /\p{Script=Ethiopic}/gu, language: 'am', unless: [{ letters: /[ኸኣኽቐ]/u, language: 'ti' }] },
  { script: /\p{Script=Greek}/gu, language: 'el', unless: [] },
  { script: /\p{Script=Hebrew}/gu, language: 'he', unless: [] },
  { script: /\p{Script=Thai}/gu, language: 'th', unless: [] },
  { script: /\p{Script=Georgian}/gu, language: 'ka', unless: [] },
  { script: /\p{Script=Armenian}/gu, language: 'hy', unless: [] },
];

/** Letters that only few Latin alphabets have. In a name with a capital they say nothing. */
export const specialLetters: readonly { language: string; letters: RegExp }[] = [
  { language: 'pl', letters: /[łąęśżź]/ },
  { language: 'tr', letters: /[ğış]/ },
  { language: 'ro', letters: /[ăâțţșş]/ },
  { language: 'es', letters: /[ñ]/ },
  { language: 'pt', letters: /[ãõ]/ },
  { language: 'hu', letters: /[őű]/ },
  { language: 'sq', letters: /[ë]/ },
  { language: 'lt', letters: /[ėįųū]/ },
  { language: 'vi', letters: /[ơưđạảấầậếềệọốồộớờợụủứừự]/ },
  { language: 'fr', letters: /[çèêàù]/ },
];

/** Fewer letters of a script are a name or a sign. */
const LEAST_LETTERS = 2;

/** The language of the script that most letters of a text belong to; undefined when it is the Latin one. */
export function scriptIn(text: string): string | undefined {
  let most = 0;
  let language: string | undefined;
  for (const one of scripts) {
    const count = text.match(one.script)?.length ?? 0;
    if (count < LEAST_LETTERS || count <= most) continue;
    most = count;
    language = one.unless.find((other) => other.letters.test(text))?.language ?? one.language;
  }
  return language;
}
