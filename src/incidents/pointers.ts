import { z } from 'zod';
import { type Role, roles } from '../people.js';
import { momentColumn, toMoment, wholeColumn } from '../storage/columns.js';
import type { Database } from '../storage/database.js';
import { type Owed, owe } from '../storage/outbox.js';

const sorts = ['safeguarding', 'callback'] as const;
export type PointerSort = (typeof sorts)[number];

const abouts = ['danger', 'indecent_image', 'other'] as const;
export type PointerAbout = (typeof abouts)[number];

/** That somebody asks for a call: who, when and what sort. Never what they said. */
export interface Pointer {
  /** `safeguarding` is for the DSL and deputies, `callback` for the Headteacher. */
  sort: PointerSort;
  about: PointerAbout;
  account: string;
  name: string;
  role: Role;
  at: Date;
}

export interface KeptPointer extends Pointer {
  id: number;
  handledAt?: Date;
  /** The name of the person who said that it was done. */
  handledBy?: string;
}

export interface PointerFilter {
  /** Absent or empty: every sort. */
  sorts?: readonly PointerSort[];
  unhandledOnly?: boolean;
}

const pointerRow = z.object({
  id: wholeColumn,
  sort: z.enum(sorts),
  about: z.enum(abouts),
  account: z.string(),
  name: z.string(),
  role: z.enum(roles),
  at: momentColumn,
  handled_at: momentColumn.nullable(),
  handled_by: z.string().nullable(),
});

/** Requests for a call, kept apart from the incidents. */
export class PointerStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Keeps the pointer and the messages that `owed` says, all or nothing. Returns its id. */
  async add(pointer: Pointer, owed: (id: number) => readonly Owed[], now: Date): Promise<number> {
    const { sort, about, account, name, role, at } = pointer;
    return this.#database.transaction(async (trx) => {
      const [row]: unknown[] = await trx('pointer')
        .insert({ sort, about, account, name, role, at: toMoment(at) })
        .returning('*');
      const { id } = pointerRow.parse(row);
      await owe(trx, owed(id), now);
      return id;
    });
  }

  /** Newest first. */
  async list({ sorts: wanted = [], unhandledOnly = false }: PointerFilter): Promise<KeptPointer[]> {
    const query = this.#database('pointer').orderBy('id', 'desc');
    if (wanted.length > 0) query.whereIn('sort', wanted);
    if (unhandledOnly) query.whereNull('handled_at');
    const rows: unknown[] = await query;
    return rows.map((stored) => {
      const { handled_at, handled_by, ...pointer } = pointerRow.parse(stored);
      return {
        ...pointer,
        ...(handled_at === null ? {} : { handledAt: handled_at }),
        ...(handled_by === null ? {} : { handledBy: handled_by }),
      };
    });
  }

  /** Notes who dealt with it. False: there is none, or somebody has noted it before. */
  async handled(id: number, by: string, now: Date): Promise<boolean> {
    return this.#database.transaction(async (trx) => {
      const query = trx('pointer').where({ id }).whereNull('handled_at');
      return (await query.update({ handled_at: toMoment(now), handled_by: by })) > 0;
    });
  }
}
