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

/** Lines of a busy moment are written together, after so many bytes or milliseconds. */
const together = { bytes: 4096, ms: 200 };

/**
 * Structured lines on standard output; `level` is pino's (`info`, `warn`, `error`, `silent`). What went wrong is
 * written at once, with what stood before it, and so is all when the program ends.
 */
export function createLog(level: string): Log {
  const output = pino.destination({ dest: 1, sync: true, minLength: together.bytes });
  const lines = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, output);
  let waiting: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(waiting);
    waiting = undefined;
    output.flushSync();
  };
  process.once('exit', write);
  return {
    info(event, fields = {}) {
      lines.info({ event, ...fields });
      waiting ??= setTimeout(write, together.ms);
    },
    warn(event, fields = {}) {
      lines.warn({ event, ...fields });
      write();
    },
    error(event, fields = {}) {
      lines.error({ event, ...fields });
      write();
    },
  };
}

/** What may be logged of a fault: its class and code, never its message, which can quote input. */
export function faultName(fault: unknown): string {
  if (!(fault instanceof Error)) return typeof fault;
  const code = 'code' in fault && typeof fault.code === 'string' ? `:${fault.code}` : '';
  return `${fault.name}${code}`;
}
