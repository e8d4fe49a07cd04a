/** What a request to the channel came to when it did not succeed. */
export interface Outcome {
  /** The status that was answered. Absent: no answer came. */
  status?: number;
  /** The channel's own code, such as `ConversationBlockedByUser`. */
  code?: string;
  /** Seconds the channel asks to wait (Retry-After). */
  retryAfter?: number;
  /** The request was on its way and no answer came: whether it was carried out is not known. */
  unknown: boolean;
}

/** The channel refused a request, or did not answer it. Its message names the status and nothing that was sent. */
export class ConnectorFault extends Error {
  override readonly name = 'ConnectorFault';
  readonly outcome: Outcome;
  /** Messages of the same call that had been taken before this one. */
  readonly taken: number;

  constructor(outcome: Outcome, taken = 0) {
    super(`The channel answered ${outcome.status ?? 'nothing'}`);
    this.outcome = outcome;
    this.taken = taken;
  }
}
