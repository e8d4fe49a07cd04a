import { type Card, say } from '../src/cards/card.js';
import type { Services } from '../src/conversation/dialog.js';
import { afterQuiet } from '../src/conversation/quiet.js';
import type { Turn } from '../src/conversation/turn.js';
import type { Owed } from '../src/storage/outbox.js';
import { alertTimeWords, alertTo } from './alerts.js';

/** Alerts are gathered for as long as this, in milliseconds, so that nothing waits for much longer. */
const quarter = 15 * 60_000;
/** A turn is kept within this of its beginning. One so near the end of a quarter belongs to the next, whose alert is not sent yet. */
const longestTurn = 60_000;

/**
 * The alert for everything that is reported within a quarter of an hour, owed once however many reports it tells
 * of, and sent when the quarter is over. It is for hours in which one alert for each report would bury the reader.
 */
export function gatheredAlert(incident: number, { now, person }: Turn, services: Services): Owed[] {
  const over = quarterEnd(now);
  const alert = {
    key: gatheredKey(now, services),
    sort: 'alert',
    urgent: false,
    card: manyReportsCard(),
  } as const;
  return alertTo(['headteacher', 'deputy_head'], alert, over, services)
    .filter(({ recipient }) => recipient !== person.account)
    .map((owed) => ({ ...owed, gathers: incident }));
}

/** By the moment at which it is sent, so that what is gathered in quiet hours is one message too. */
function gatheredKey(reportedAt: Date, { policy }: Services): string {
  const { quietHours, timezone } = policy.school;
  return `reports:${afterQuiet(quarterEnd(reportedAt), quietHours, timezone).toISOString()}`;
}

/** What the reporter is told about it. */
export function gatheredWords(called: string, now: Date, services: Services): string {
  const when = alertTimeWords(now, services);
  return `Many reports are coming in, so I will tell ${called} of yours and others together, ${when === 'now' ? 'within about 15 minutes' : when}.`;
}

/** It holds no number, because more may come in before it is sent. */
export function manyReportsCard(): Card {
  return say(
    'More reports are coming in than usual, so I tell you of them together. New ones are in the log.',
    'Say list new to see them.',
  );
}

function quarterEnd(now: Date): Date {
  return new Date((Math.floor((now.getTime() + longestTurn) / quarter) + 1) * quarter);
}
