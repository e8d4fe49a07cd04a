/** What became of one attempt to send a message. */
export type Delivery =
  | { ok: true }
  | {
      ok: false;
      /** A code for the log and for `show`, never the text of an answer. */
      fault: string;
      /** `later`: try again; `waiting`: when the person next writes; `never`: it is refused for good. */
      retry: 'later' | 'waiting' | 'never';
    };
