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

/** Structured lines on standard output; `level` is pino's (`info`, `warn`, `error`, `silent`). */
export function createLog(level: string): Log {
  const lines = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (event, fields = {}) => lines.info({ event, ...fields }),
    warn: (event, fields = {}) => lines.warn({ event, ...fields }),
    error: (event, fields = {}) => lines.error({ event, ...fields }),
  };
}

/** What may be logged of a fault: its class and code, never its message, which can quote input. */
export function faultName(fault: unknown): string {
  if (!(fault instanceof Error)) return typeof fault;
  const code = 'code' in fault && typeof fault.code === 'string' ? `:${fault.code}` : '';
  return `${fault.name}${code}`;
}
