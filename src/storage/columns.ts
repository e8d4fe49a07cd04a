import { z } from 'zod';

/**
 * How values are kept in columns, the same on SQLite and on PostgreSQL: a moment is ISO 8601 text in
 * UTC with milliseconds (it sorts as text), and what is not queried is JSON text.
 */
export const momentColumn = z.iso.datetime().transform((text) => new Date(text));

/** SQLite gives 0 and 1, PostgreSQL false and true. */
export const flagColumn = z.union([z.boolean(), z.literal([0, 1])]).transform(Boolean);

/** SQLite gives a number, PostgreSQL gives a count as text. */
export const wholeColumn = z.coerce.number().int();

/** JSON text of what the schema accepts. */
export function jsonColumn<T>(schema: z.ZodType<T>) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** A moment as its column keeps it. */
export function toMoment(at: Date): string {
  return at.toISOString();
}
