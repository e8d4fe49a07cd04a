export const platforms = [
  'whatsapp',
  'facebook',
  'instagram',
  'tiktok',
  'snapchat',
  'x',
  'youtube',
  'discord',
  'roblox',
  'google_review',
  'teams',
  'email',
  'other',
] as const;
export type Platform = (typeof platforms)[number];

export const posters = ['pupil', 'parent', 'staff', 'outside', 'not_sure'] as const;
export type Poster = (typeof posters)[number];

export const stillUps = ['yes', 'no', 'not_sure'] as const;
export type StillUp = (typeof stillUps)[number];

export const visibilities = ['private_group', 'public', 'not_sure'] as const;
export type Visibility = (typeof visibilities)[number];

export const affecteds = ['pupil', 'staff', 'parent', 'school', 'other'] as const;
export type Affected = (typeof affecteds)[number];

export const kinds = [
  'bullying',
  'abuse',
  'insult',
  'threat',
  'violent',
  'upsetting',
  'illegal',
  'disrepute',
  'image',
  'impersonation',
  'false_claim',
  'hate',
  'extremism',
  'other',
] as const;
export type Kind = (typeof kinds)[number];

export const parts = ['morning', 'afternoon', 'evening', 'night'] as const;
export type PartOfDay = (typeof parts)[number];

/** A day or a span of days as a person told it. Dates are `YYYY-MM-DD` in the school's time zone. */
export interface When {
  from: string;
  to?: string | undefined;
  /** `HH:MM`, 24 hours. */
  time?: string | undefined;
  part?: PartOfDay | undefined;
}

/** What a message says about a post. A field is absent when the message does not say. */
export interface Facts {
  platform?: Platform;
  postedBy?: Poster;
  when?: When;
  stillUp?: StillUp;
  visibility?: Visibility;
  kind?: Kind;
  affected?: Affected[];
  link?: string;
}
