import { z } from 'zod';
import { type AnswersOf, question } from '../src/conversation/form.js';
import { sayWhen, whenIn } from '../src/language/dates.js';
import {
  type Affected,
  affecteds,
  factsIn,
  type Kind,
  kinds,
  type Platform,
  type Poster,
  parts,
  platforms,
  posters,
  type StillUp,
  stillUps,
  type Visibility,
  visibilities,
  type When,
} from '../src/language/facts.js';
import { plain } from '../src/language/words.js';
import {
  affectedLabels,
  kindLabels,
  platformLabels,
  posterLabels,
  stillUpLabels,
  visibilityLabels,
} from './labels.js';
import { affectedIn } from './report-affected.js';
import { kindOptions } from './report-kinds.js';

/** Goes up when a question is added; a report keeps the version that it was answered in. */
export const reportFormVersion = 1;

/** Longer words are kept up to here and the person is told (an incident is a summary, not a file). */
export const mostWords = 1500;

const whenSchema: z.ZodType<When | null> = z
  .object({
    from: z.iso.date(),
    to: z.iso.date().optional(),
    time: z.string().optional(),
    part: z.enum(parts).optional(),
  })
  .nullable();

const notSure = /\b(?:not sure|dont know|no idea|idk|unsure|cant remember|dunno)\b/;

/**
 * The report, in the order of asking. One list drives the questions, the buttons, the checks, the
 * read-back, the changes, the stored record, the Headteacher's view and the export. The words for the
 * kinds are the policy's own (R22, R23, R58, R61) and those that helplines see most.
 */
export const reportForm = [
  question<'kind', Kind>({
    key: 'kind',
    label: 'Kind of post',
    schema: z.enum(kinds),
    ask: () => 'What kind of post is it?',
    options: kindOptions,
    hear: (said, clock) => factsIn(said, clock).kind,
    show: (value) => kindLabels[value],
  }),
  question<'carryOn', boolean>({
    key: 'carryOn',
    label: 'More than criticism',
    schema: z.boolean(),
    ask: () =>
      'People are free to criticise the school, and a post that only does that is not an incident. Is there more to it, such as insults, threats or something about a child?',
    options: [
      { label: 'Yes, there is more', value: true, also: /\b(?:yes|yeah|yep|more)\b/ },
      { label: 'No, it is criticism', value: false, also: /\b(?:no|nope|just)\b/ },
    ],
    when: ({ kind }) => kind === 'disrepute',
    show: (value) => (value ? 'Yes' : 'No'),
  }),
  question<'platform', Platform>({
    key: 'platform',
    label: 'Where',
    schema: z.enum(platforms),
    ask: () => 'Where is it? For example WhatsApp, Facebook or a Google review.',
    options: (
      [
        'whatsapp',
        'facebook',
        'instagram',
        'tiktok',
        'snapchat',
        'x',
        'youtube',
        'google_review',
        'other',
      ] as const
    ).map((value) => ({ label: platformLabels[value], value })),
    hear: (said, clock) => factsIn(said, clock).platform,
    show: (value) => platformLabels[value],
  }),
  question<'visibility', Visibility>({
    key: 'visibility',
    label: 'Who can see it',
    schema: z.enum(visibilities),
    ask: () => 'Is it in a private group or chat, or can anyone see it?',
    options: [
      {
        label: visibilityLabels.private_group,
        value: 'private_group',
        also: /\b(?:private|group|chat|closed|dm|friends)\b/,
      },
      {
        label: visibilityLabels.public,
        value: 'public',
        also: /\b(?:public|anyone|everyone|everybody|anybody|open)\b/,
      },
      { label: visibilityLabels.not_sure, value: 'not_sure', also: notSure },
    ],
    hear: (said, clock) => factsIn(said, clock).visibility,
    show: (value) => visibilityLabels[value],
  }),
  question<'when', When | null>({
    key: 'when',
    label: 'When',
    schema: whenSchema,
    ask: () => 'When was it posted, as near as you know?',
    options: [{ label: 'Today' }, { label: 'Yesterday' }, { label: 'Not sure', value: null, also: notSure }],
    hear: (said, clock) => whenIn(said, clock),
    show: (value) => (value ? sayWhen(value) : 'Not sure'),
  }),
  question<'postedBy', Poster>({
    key: 'postedBy',
    label: 'Posted by',
    schema: z.enum(posters),
    ask: () => 'Who posted it? Please do not give a name, only what kind of person.',
    options: [
      { label: posterLabels.pupil, value: 'pupil', also: /\b(?:pupil|child|kid|boy|girl|student)\b/ },
      { label: posterLabels.parent, value: 'parent', also: /\b(?:parent|carer|mum|dad|mother|father)\b/ },
      {
        label: posterLabels.staff,
        value: 'staff',
        also: /\b(?:staff|teacher|ta|governor|volunteer|adult at|contractor|headteacher|head)\b/,
      },
      { label: posterLabels.outside, value: 'outside', also: /\b(?:outside|stranger|nobody from)\b/ },
      { label: posterLabels.not_sure, value: 'not_sure', also: notSure },
    ],
    hear: (said, clock) => factsIn(said, clock).postedBy,
    show: (value) => posterLabels[value],
  }),
  question<'affected', Affected[]>({
    key: 'affected',
    label: 'Who it is about',
    schema: z.array(z.enum(affecteds)).min(1),
    ask: () => 'Who is it about, or who is hurt by it? No names, please.',
    options: affecteds.map((value) => ({ label: affectedLabels[value], value: [value] })),
    hear: affectedIn,
    show: (value) => value.map((one) => affectedLabels[one]).join(', '),
  }),
  question<'stillUp', StillUp>({
    key: 'stillUp',
    label: 'Still up',
    schema: z.enum(stillUps),
    ask: () => 'Can it still be seen?',
    options: [
      {
        label: stillUpLabels.yes,
        value: 'yes',
        also: /\b(?:yes|yeah|yep|still|i think so)\b(?!.*\b(?:not|gone|deleted)\b)/,
      },
      {
        label: stillUpLabels.no,
        value: 'no',
        also: /\b(?:no|nope|gone|deleted|removed|taken down|not any ?more)\b/,
      },
      { label: stillUpLabels.not_sure, value: 'not_sure', also: notSure },
    ],
    hear: (said, clock) => factsIn(said, clock).stillUp,
    show: (value) => stillUpLabels[value],
  }),
  question<'link', string | null>({
    key: 'link',
    label: 'Link',
    schema: z.string().max(500).nullable(),
    ask: () => 'Is there a link to it? Paste it here, or say no link. Please do not send a picture.',
    options: [
      {
        label: 'No link',
        value: null,
        also: /^(?:no|none|nope|not sure)\b|\b(?:dont|havent|cant|cannot) (?:have|know|got|get|find|see|copy)\b/,
      },
    ],
    when: ({ platform, stillUp, link }) =>
      typeof link === 'string' || (stillUp !== 'no' && hasLinks(platform)),
    hear: (said) => /(?:https?:\/\/|www\.|\b[a-z0-9-]{1,60}\.(?:com|org|net|uk)\/)\S{3,480}/i.exec(said)?.[0],
    show: (value) => value ?? 'None given',
  }),
  question<'words', string>({
    key: 'words',
    label: 'What it says',
    schema: z.string().min(1).max(mostWords),
    ask: () =>
      'In your own words, what does the post say or show? A sentence or two is enough. Please leave out children’s names.',
    options: [],
    hear: (said) => (plain(said).length >= 2 ? said.slice(0, mostWords) : undefined),
    show: (value) => value,
  }),
  question<'mayContact', boolean>({
    key: 'mayContact',
    label: 'May be contacted',
    schema: z.boolean(),
    ask: () => 'May the Headteacher get in touch with you about it?',
    options: [
      {
        label: 'Yes',
        value: true,
        also: /^(?:yes|yeah|yep|ok|okay|sure|of course|fine|they (?:can|may)|she can|he can|if (?:they|she|he|you)|only)\b/,
      },
      {
        label: 'No',
        value: false,
        also: /^(?:no|nope|not really|(?:id )?(?:rather|prefer) not|please dont|dont)\b/,
      },
    ],
    show: (value) => (value ? 'Yes' : 'No'),
  }),
] as const;

export type ReportAnswers = AnswersOf<typeof reportForm>;

/** Only the web has links: a WhatsApp message, a snap or an e-mail has none. */
function hasLinks(platform: unknown): boolean {
  return !['whatsapp', 'snapchat', 'teams', 'email', 'discord', 'roblox'].includes(String(platform));
}
