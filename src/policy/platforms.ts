import { join } from 'node:path';
import { z } from 'zod';
import { plain } from '../language/words.js';
import { type Loaded, readData } from './datafile.js';
import { dayInWords } from './school.js';

const words = z.string().trim().min(1);
const conf = z.enum(['A', 'B', 'C']);

const platformSchema = z.strictObject({
  id: z.string().regex(/^[a-z_]+$/),
  name: words,
  nicknames: z.array(words).min(1),
  age: z
    .strictObject({
      years: z.int().nullable(),
      words: words.optional(),
      asOf: words.optional(),
      conf,
      more: words.optional(),
    })
    .refine((age) => age.conf === 'C' || (age.words && age.asOf), 'needs words and asOf')
    .optional(),
  announced: words.optional(),
  report: z.strictObject({ words, conf }).optional(),
});

const fileSchema = z
  .strictObject({
    reviewBy: z.iso.date(),
    words: z.strictObject({
      stale: words.includes('{date}'),
      ageUnknown: words.includes('{name}'),
      reportUnknown: words,
    }),
    announcement: z.strictObject({ on: z.iso.date(), opening: words, status: words, staleStatus: words }),
    platforms: z.array(platformSchema).min(1),
  })
  .transform(({ platforms, ...sheet }) => platforms.map((platform): Platform => ({ ...platform, sheet })));

/** What is true of all platforms of one file: when it must be checked again, and the words around the facts. */
interface Sheet {
  reviewBy: string;
  words: { stale: string; ageUnknown: string; reportUnknown: string };
  announcement: { on: string; opening: string; status: string; staleStatus: string };
}

/** A place where people post, with its minimum age and how to report a post there. */
export type Platform = z.infer<typeof platformSchema> & { sheet: Sheet };

/** A fact and how old it is, to be shown in brackets after it. */
export interface DatedFact {
  text: string;
  asOf?: string | undefined;
}

/** Reads `platforms.yaml` of the folder that all schools share. */
export function loadPlatforms(folder: string): Loaded<Platform[]> {
  return readData(join(folder, 'platforms.yaml'), fileSchema);
}

/** The platforms that the text names, by name or nickname, in the order of the file. */
export function platformsNamed(text: string, platforms: readonly Platform[]): Platform[] {
  const said = ` ${plain(text)} `;
  return platforms.filter(({ nicknames }) =>
    nicknames.some((nickname) => said.includes(` ${plain(nickname)} `)),
  );
}

/**
 * The platform's minimum age, with the announced change where one was announced for it. Undefined for
 * a platform to which ages do not apply.
 */
export function ageNote(platform: Platform, now: Date): DatedFact | undefined {
  const fact = ageFact(platform, now);
  if (!fact) return undefined;
  const announcement = announcementNote([platform], now);
  return announcement ? { ...fact, text: `${fact.text} ${announcement.text}` } : fact;
}

/** The platform's minimum age alone. An age that nobody has checked (graded C) is not said. */
export function ageFact({ age, sheet, name }: Platform, now: Date): DatedFact | undefined {
  if (!age) return undefined;
  if (age.conf === 'C' || !age.words) return { text: sheet.words.ageUnknown.replace('{name}', name) };
  const stale = staleOn(sheet, now)
    ? sheet.words.stale.replace('{date}', dayInWords(sheet.reviewBy))
    : undefined;
  return { text: sentences(age.words, age.more, stale), asOf: age.asOf };
}

/**
 * What was announced for the platforms, as an announcement and not as law, said once for all of them.
 * Undefined before the announcement, and where it named none of them.
 */
export function announcementNote(platforms: readonly Platform[], now: Date): DatedFact | undefined {
  const named = platforms.flatMap(({ announced }) => announced ?? []);
  const sheet = platforms[0]?.sheet;
  if (!sheet || named.length === 0 || dayOf(now) < sheet.announcement.on) return undefined;
  const { opening, status, staleStatus } = sheet.announcement;
  return { text: sentences(opening, ...named, staleOn(sheet, now) ? staleStatus : status) };
}

/** How to report a post on the platform itself; a general sentence where the steps were not checked. */
export function reportNote({ report, sheet }: Platform): string {
  return report && report.conf !== 'C' ? report.words : sheet.words.reportUnknown;
}

/** Whether the day by which the ages must be checked again has passed. */
export function agesStale(platforms: readonly Platform[], now: Date): boolean {
  return platforms.some(({ sheet }) => staleOn(sheet, now));
}

function staleOn({ reviewBy }: Sheet, now: Date): boolean {
  return dayOf(now) > reviewBy;
}

function sentences(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ');
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
