import type { Message, Services } from '../src/conversation/dialog.js';
import { changesIn, type HistoryLine } from '../src/incidents/incident.js';
import { byline } from './headteacher-words.js';

/** The tab shows an incident anew when it is refreshed and after each order: so long, that is one look. */
const oneLookMs = 15 * 60_000;

/** Puts down that somebody looked at the incident; in the tab once for a look. */
export async function noteLook(number: number, message: Message, services: Services): Promise<void> {
  const { now, place } = message.turn;
  const line = { at: now, by: byline(message), what: 'viewed' } as const;
  if (place.channel === 'tab' && isSameLook(await services.incidents.history(number), line)) return;
  await services.incidents.write(number, line);
}

/** They looked a moment ago, and nobody else has changed anything since. */
function isSameLook(history: readonly HistoryLine[], { at, by }: HistoryLine): boolean {
  const before = history.findLastIndex(
    (line) => line.what === 'viewed' && line.by.account === by.account && isRecent(line, at),
  );
  const since = changesIn(history.slice(before + 1));
  return before >= 0 && since.every((line) => line.by.account === by.account);
}

function isRecent(line: HistoryLine, now: Date): boolean {
  return now.getTime() - line.at.getTime() < oneLookMs;
}
