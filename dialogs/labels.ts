import type { Action, HistoryEvent, Status } from '../src/incidents/incident.js';
import type { Affected, Kind, Platform, Poster, StillUp, Visibility } from '../src/language/facts.js';

/** What each value of a record is called, everywhere it is shown. */
export const kindLabels: Readonly<Record<Kind, string>> = {
  bullying: 'Bullying',
  insult: 'Rude or insulting',
  abuse: 'Abusive or aggressive',
  threat: 'A threat',
  violent: 'Violent',
  upsetting: 'Upsetting',
  illegal: 'Perhaps against the law',
  image: 'Shared without asking',
  impersonation: 'A fake account',
  false_claim: 'An untrue claim',
  hate: 'Hateful',
  extremism: 'Extremist',
  disrepute: 'Criticism of the school',
  other: 'Something else',
};

export const platformLabels: Readonly<Record<Platform, string>> = {
  whatsapp: 'WhatsApp',
  facebook: 'Facebook',
  instagram: 'Instagram',
  tiktok: 'TikTok',
  snapchat: 'Snapchat',
  x: 'X (was Twitter)',
  youtube: 'YouTube',
  discord: 'Discord',
  roblox: 'Roblox',
  google_review: 'Google review',
  teams: 'Teams',
  email: 'E-mail',
  other: 'Somewhere else',
};

export const posterLabels: Readonly<Record<Poster, string>> = {
  pupil: 'A pupil',
  parent: 'A parent or carer',
  staff: 'An adult at the school',
  outside: 'Someone outside school',
  not_sure: 'Not sure',
};

export const visibilityLabels: Readonly<Record<Visibility, string>> = {
  private_group: 'A private group or chat',
  public: 'Anyone can see it',
  not_sure: 'Not sure',
};

export const stillUpLabels: Readonly<Record<StillUp, string>> = {
  yes: 'Yes, it is still up',
  no: 'No, it is gone',
  not_sure: 'Not sure',
};

export const affectedLabels: Readonly<Record<Affected, string>> = {
  pupil: 'A pupil or pupils',
  staff: 'Someone on the staff',
  parent: 'A parent or carer',
  school: 'The school',
  other: 'Someone else',
};

export const statusLabels: Readonly<Record<Status, string>> = {
  new: 'new',
  open: 'open',
  waiting: 'waiting',
  closed: 'closed',
  withdrawn: 'withdrawn by the person who sent it',
};

export const actionLabels: Readonly<Record<Action, string>> = {
  deletion_requested: 'Asked for the post to be deleted',
  reported_to_platform: 'Reported the post to the platform',
  posh_contacted: 'Contacted the Professionals Online Safety Helpline (POSH)',
  authority_informed: 'Told the police or another authority',
};

export const historyLabels: Readonly<Record<HistoryEvent, string>> = {
  ...actionLabels,
  reported: 'Reported',
  viewed: 'Looked at',
  noted: 'Note',
  added: 'Added by the person who reported it',
  waiting: 'Put on waiting',
  closed: 'Closed',
  reopened: 'Opened again',
  withdrawn: 'Withdrawn by the person who reported it',
  exported: 'Exported',
  acknowledged: 'Alert seen',
};
