/**
 * What follows when the Cloud API refuses a message. `later`: it may be taken another time, or once
 * somebody has mended the account; `waiting`: once the person has written; `never`: not this message.
 */
export type Remedy = 'later' | 'waiting' | 'never';

/** More than 24 hours have passed since the person last wrote. */
export const windowClosed = 131047;

/** By the codes of the Cloud API's error reference. `mend`: nothing goes out until somebody mends it. */
const remedies: Readonly<Record<number, { retry: Remedy; mend?: string }>> = {
  [windowClosed]: { retry: 'waiting' },
  0: { retry: 'later', mend: 'the access token is not accepted' },
  3: { retry: 'later', mend: 'the access token lacks a permission' },
  10: { retry: 'later', mend: 'the access token lacks a permission' },
  190: { retry: 'later', mend: 'the access token has run out' },
  200: { retry: 'later', mend: 'the access token lacks a permission' },
  131005: { retry: 'later', mend: 'the access token lacks a permission' },
  368: { retry: 'later', mend: 'the account is blocked for a while for a breach of the rules' },
  131031: { retry: 'later', mend: 'the account is locked' },
  131042: { retry: 'later', mend: 'the payment method of the account has a fault' },
  131045: { retry: 'later', mend: 'the phone number is not registered' },
  133010: { retry: 'later', mend: 'the phone number is not registered' },
  33: { retry: 'later', mend: 'the phone number has been deleted' },
  130497: { retry: 'never', mend: 'the account may not write to people in that country' },
  131030: { retry: 'never', mend: 'a test number writes only to numbers on its list' },
  132001: { retry: 'never', mend: 'there is no such template in that language' },
  132007: { retry: 'never', mend: 'the template breaks a rule' },
  132015: { retry: 'never', mend: 'the template is paused' },
  132016: { retry: 'never', mend: 'the template is disabled' },
  1: { retry: 'later' },
  2: { retry: 'later' },
  4: { retry: 'later' },
  80007: { retry: 'later' },
  130429: { retry: 'later' },
  131000: { retry: 'later' },
  131016: { retry: 'later' },
  131048: { retry: 'later' },
  131056: { retry: 'later' },
  131057: { retry: 'later' },
  133004: { retry: 'later' },
  100: { retry: 'never' },
  130472: { retry: 'never' },
  131008: { retry: 'never' },
  131009: { retry: 'never' },
  131021: { retry: 'never' },
  131026: { retry: 'never' },
  131049: { retry: 'never' },
  131050: { retry: 'never' },
  131051: { retry: 'never' },
  131052: { retry: 'never' },
  131053: { retry: 'never' },
  131062: { retry: 'never' },
  132000: { retry: 'never' },
  132005: { retry: 'never' },
  132012: { retry: 'never' },
  132068: { retry: 'never' },
  132069: { retry: 'never' },
  135000: { retry: 'never' },
};

/** A code that is not in the table was not taken either, so that it is tried again. */
export function remedyFor(code: number | undefined): Remedy {
  return (code === undefined ? undefined : remedies[code]?.retry) ?? 'later';
}

/** What somebody has to mend, in words for the log. Undefined: it is nothing of that sort. */
export function mendFor(code: number): string | undefined {
  return remedies[code]?.mend;
}

/** Every code that the table knows, for the test that meets each. */
export const knownCodes: readonly number[] = Object.keys(remedies).map(Number);
