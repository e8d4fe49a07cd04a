import { join } from 'node:path';
import { z } from 'zod';
import { type Role, roles } from '../people.js';
import { type Loaded, readData } from './datafile.js';

export const contactKeys = [
  'office',
  'headteacher',
  'dsl',
  'deputyDsls',
  'outOfHours',
  'chairOfGovernors',
  'clerk',
  'childrensServices',
  'lado',
  'dataProtection',
] as const;
export type ContactKey = (typeof contactKeys)[number];

export const documentKeys = [
  'complaints_procedure',
  'online_safety',
  'acceptable_use',
  'code_of_conduct',
  'digital_images',
  'safeguarding',
  'privacy_notice',
] as const;
export type DocumentKey = (typeof documentKeys)[number];

/** Contacts for a concern about the Headteacher: they must not be read by the office or the Headteacher. */
const independent = ['chairOfGovernors', 'clerk', 'lado'] as const satisfies readonly ContactKey[];
const notIndependent = ['office', 'headteacher'] as const satisfies readonly ContactKey[];

const words = z.string().trim().min(1);
const day = z.iso.date();
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write it as "19:00"');
const webAddress = z.url({ protocol: /^https?$/ });
const count = z.int().positive();

const reachSchema = z
  .strictObject({
    name: words.optional(),
    phone: z
      .string()
      .regex(/^\+?[0-9][0-9 ]{2,}$/, 'write it in quotes, digits and spaces')
      .optional(),
    email: z.email().optional(),
    url: webAddress.optional(),
    hours: words.optional(),
  })
  .refine(
    ({ name, phone, email, url }) => name ?? phone ?? email ?? url,
    'needs a name, phone, email or url',
  );

/** One way to reach somebody. */
export type Reach = z.infer<typeof reachSchema>;

const contactSchema = z.strictObject({
  called: words,
  reach: z
    .array(reachSchema)
    .min(1)
    .nullable()
    .transform((reach) => reach ?? []),
  missing: words,
});

/** Somebody to turn to. `reach` is empty when it is not configured; the bot then says `missing`. */
export type Contact = z.infer<typeof contactSchema>;

const contactsSchema = z.record(z.enum(contactKeys), contactSchema).superRefine((contacts, context) => {
  for (const key of independent) {
    const own = new Set(addressesOf(contacts[key]));
    for (const other of notIndependent) {
      if (!addressesOf(contacts[other]).some((address) => own.has(address))) continue;
      const message = `must not be an address of ${contacts[other].called}: concerns about the Headteacher go there`;
      context.addIssue({ code: 'custom', path: [key, 'reach'], message });
    }
  }
});

const termSchema = z
  .strictObject({
    name: words,
    from: day,
    to: day,
    halfTerm: z.strictObject({ from: day, to: day }).optional(),
  })
  .refine(({ from, to }) => from <= to, 'ends before it begins');

/** People who are not listed have no rights but their own reports, so no other role can be a default. */
const defaultRole = z.enum(roles).refine((role) => ['staff', 'parent', 'pupil'].includes(role), {
  message: 'can only be staff, parent or pupil',
});

const schoolSchema = z.strictObject({
  name: words,
  shortName: words,
  website: webAddress.nullable(),
  whatsappNumber: z
    .string()
    .regex(/^\+[1-9][0-9 ]{7,19}$/, 'write it in quotes with the country code, as in "+44 ..."')
    .nullable(),
  policy: z.strictObject({
    title: words,
    agreed: day,
    agreedBy: words,
    nextReview: words,
    overdueAfter: day,
    url: webAddress.nullable(),
  }),
  contacts: contactsSchema,
  documents: z.record(z.enum(documentKeys), z.strictObject({ title: words, url: webAddress.nullable() })),
  documentMissing: words.includes('{title}'),
  timezone: words.refine(isTimezone, 'is not a time zone'),
  termDates: z.array(termSchema),
  schoolYearEnds: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'write it as "08-31"'),
  quietHours: z.strictObject({ from: clockTime, to: clockTime, weekends: z.boolean() }),
  languages: z.array(words).min(1),
  defaultRoles: z.object({ default: defaultRole }).catchall(defaultRole),
  retention: z.strictObject({
    draftHours: count,
    closedIncidentSchoolYears: count,
    staffIncidentYears: count,
    pointerSchoolYears: count,
    outboxDays: count,
    handledMessageDays: count,
    audit: z.literal('with the record'),
  }),
  limits: z.strictObject({
    reportsPerHour: count,
    alertsPerHour: count,
    messagesPerMinute: count,
    groupMessagesPerMinute: count,
    messageCharacters: count,
  }),
});

/** What the bot knows about the school. */
export type School = z.infer<typeof schoolSchema>;

/** A document that the policy names. Without a `url` the bot says `missing`. */
export type SchoolDocument = School['documents'][DocumentKey] & { missing: string };

/** Reads `school.yaml` of the school's folder. */
export function loadSchool(folder: string): Loaded<School> {
  return readData(join(folder, 'school.yaml'), schoolSchema);
}

/** The role of somebody on the channel who is not listed in `people.yaml`. */
export function defaultRoleOn(school: School, channel: string): Role {
  return (
    (Object.hasOwn(school.defaultRoles, channel) ? school.defaultRoles[channel] : undefined) ??
    school.defaultRoles.default
  );
}

/** The document with the words for when it has no link. */
export function documentOf({ documents, documentMissing }: School, key: DocumentKey): SchoolDocument {
  return { ...documents[key], missing: documentMissing.replace('{title}', documents[key].title) };
}

/** Whether the day after which the policy's review is overdue has passed, by the school's clock. */
export function reviewOverdue({ policy, timezone }: School, now: Date): boolean {
  return dayIn(timezone, now) > policy.overdueAfter;
}

/** The calendar day, `YYYY-MM-DD`, that it is in the time zone. */
export function dayIn(timezone: string, now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(now);
}

/** `2024-02-01` as "1 February 2024". */
export function dayInWords(isoDay: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(isoDay));
}

function addressesOf(contact: Contact): string[] {
  return contact.reach.flatMap(({ phone, email }) => [
    ...(phone ? [phone.replace(/\D/g, '').replace(/^44/, '0')] : []),
    ...(email ? [email.toLowerCase()] : []),
  ]);
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
