import pino from 'pino';

/**
 * One line an event. Fields are codes, counts and durations only: never what somebody wrote, a name,
 * an account, a number or a route (a route's name would tell the reader of the log that somebody
 * raised a concern about the Headteacher).
 */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** For how long lines of the ordinary course are gathered before they are written, in milliseconds, and in bytes. */
const gatheredMs = 100;
const gatheredBytes = 4096;

/**
 * Structured lines on standard output; `level` is pino's (`info`, `warn`, `error`, `silent`). Lines of the ordinary
 * course are written together, because a write each costs a tenth of a turn; a warning or an error is written at
 * once, with what was gathered before it, and so is everything when the program ends.
 */
export function createLog(level: string): Log {
  const output = pino.destination({
    fd: process.stdout.fd,
    sync: false,
    minLength: gatheredBytes,
    periodicFlush: gatheredMs,
  });
  const lines = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, output);
  const atOnce = (write: (fields: object) => void, event: string, fields: LogFields): void => {
    write({ event, ...fields });
    output.flush();
  };
  return {
    info: (event, fields = {}) => lines.info({ event, ...fields }),
    warn: (event, fields = {}) => atOnce((line) => lines.warn(line), event, fields),
    error: (event, fields = {}) => atOnce((line) => lines.error(line), event, fields),
  };
}

/** What may be logged of a fault: its class and code, never its message, which can quote input. */
export function faultName(fault: unknown): string {
  if (!(fault instanceof Error)) return typeof fault;
  const code = 'code' in fault && typeof fault.code === 'string' ? `:${fault.code}` : '';
  return `${fault.name}${code}`;
}
