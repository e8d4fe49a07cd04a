/** What became of one attempt to send a message. */
export type Delivery =
  | { ok: true }
  | {
      ok: false;
      /** A code for the log and for `show`, never the text of an answer. */
      fault: string;
      /**
       * `later`: try again; `waiting`: when the person next writes; `never`: it is refused for good;
       * `unknown`: nobody answered, so it may have arrived, and the same message is not sent again.
       */
      retry: 'later' | 'waiting' | 'never' | 'unknown';
      /** Seconds that the channel asks to wait. */
      afterSeconds?: number;
      /** The conversation that is kept is not there any more. */
      gone?: boolean;
    };
