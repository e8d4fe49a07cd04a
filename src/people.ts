import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** Roles in the order of what they may do; a person's voice is the first that they hold. */
export const roles = [
  'headteacher',
  'dsl',
  'deputy_head',
  'deputy_dsl',
  'governor',
  'staff',
  'parent_rep',
  'parent',
  'pupil',
] as const;

export type Role = (typeof roles)[number];

/** Somebody who talks to the bot. Rights come from `roles`, which come from account ids alone. */
export interface Person {
  /** `teams:<Entra object id>`, `whatsapp:<user id>` or `terminal:<name>`. */
  account: string;
  /** As configured, or as the channel shows it; never a source of rights. */
  name: string;
  roles: readonly Role[];
  /** The role is a guess: neither the list nor the channel says what this person is. */
  assumed?: boolean;
}

const entrySchema = z.strictObject({
  role: z.enum(roles),
  name: z.string().min(1),
  accounts: z.array(z.string().regex(/^[a-z]+:.+$/, 'write it as channel:id, e.g. teams:<object id>')),
});

export type PersonEntry = z.infer<typeof entrySchema>;

export type PeopleLoaded = { ok: true; people: People } | { ok: false; faults: string[] };

/** Who holds which role. One account may hold several (a Headteacher who is also the DSL). */
export class People {
  #byAccount = new Map<string, Person>();
  #entries: readonly PersonEntry[];

  constructor(entries: readonly PersonEntry[]) {
    this.#entries = entries;
    for (const { role, name, accounts } of entries) {
      for (const account of accounts) {
        const held = this.#byAccount.get(account)?.roles ?? [];
        const all = roles.filter((each) => each === role || held.includes(each));
        this.#byAccount.set(account, {
          account,
          name: this.#byAccount.get(account)?.name ?? name,
          roles: all,
        });
      }
    }
  }

  /** The listed person, or somebody with the channel's default role and no rights but their own reports. */
  of(account: string, shownName: string, defaultRole: Role): Person {
    return this.#byAccount.get(account) ?? { account, name: shownName, roles: [defaultRole] };
  }

  /** These people and others. */
  and(others: readonly PersonEntry[]): People {
    return new People([...this.#entries, ...others]);
  }

  /** From now on the same as the others, for everybody who has hold of it. */
  become(others: People): void {
    this.#byAccount = others.#byAccount;
    this.#entries = others.#entries;
  }

  isEmpty(): boolean {
    return this.#byAccount.size === 0;
  }

  lists(account: string): boolean {
    return this.#byAccount.has(account);
  }

  /** Everybody who holds the role, in the order of the file. */
  holding(role: Role): readonly Person[] {
    return [...this.#byAccount.values()].filter((person) => person.roles.includes(role));
  }
}

/** Reads `people.yaml`; every fault is named with its place in the list. */
export function loadPeople(file: string): PeopleLoaded {
  let list: unknown;
  try {
    list = parse(readFileSync(file, 'utf8'));
  } catch (fault) {
    return { ok: false, faults: [`${file}: ${fault instanceof Error ? fault.message : 'cannot be read'}`] };
  }
  const entries = z.array(entrySchema).safeParse(list ?? []);
  if (entries.success) return { ok: true, people: new People(entries.data) };
  return {
    ok: false,
    faults: entries.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`),
  };
}

export function holds(person: Person, ...wanted: readonly Role[]): boolean {
  return person.roles.some((role) => wanted.includes(role));
}

/** The role that a person speaks in: it chooses the wording of answers and help lines. */
export function voiceOf(person: Person): Role {
  return roles.find((role) => person.roles.includes(role)) ?? 'parent';
}
