import { DateTime } from 'luxon';

/** When ordinary messages wait. Times are `HH:MM` in the school's zone; `from` may be later than `to` (overnight). */
export interface QuietHours {
  from: string;
  to: string;
  weekends: boolean;
}

/**
 * The moment when the quiet hours that `now` falls into end; `now` itself outside them. Danger never
 * asks: only ordinary alerts, reminders and digests wait.
 */
export function afterQuiet(now: Date, quiet: QuietHours | null | undefined, zone: string): Date {
  if (!quiet) return now;
  let moment: DateTime<boolean> = DateTime.fromJSDate(now, { zone });
  for (let guard = 0; guard < 8; guard++) {
    if (quiet.weekends && moment.weekday > 5) {
      moment = atTime(moment.plus({ days: 8 - moment.weekday }), quiet.to);
      continue;
    }
    const clock = moment.toFormat('HH:mm');
    const overnight = quiet.from > quiet.to;
    if (overnight && clock >= quiet.from) moment = atTime(moment.plus({ days: 1 }), quiet.to);
    else if (overnight && clock < quiet.to) moment = atTime(moment, quiet.to);
    else if (!overnight && clock >= quiet.from && clock < quiet.to) moment = atTime(moment, quiet.to);
    else return moment.toJSDate();
  }
  return moment.toJSDate();
}

function atTime(day: DateTime<boolean>, time: string): DateTime<boolean> {
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 });
}
