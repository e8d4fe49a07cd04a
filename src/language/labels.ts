/** The seven ways a message can go (DESIGN section 6). */
export type Route =
  | 'policy'
  | 'report'
  | 'complaint'
  | 'urgent'
  | 'headteacher_command'
  | 'smalltalk'
  | 'out_of_scope';

/** What sort of urgent message, report or complaint it is. */
export type Kind =
  | 'danger'
  | 'indecent_image'
  | 'staff_contact'
  | 'about_headteacher'
  | 'threat'
  | 'extremism';

type Meaning = { readonly route: Route; readonly kind?: Kind };

/**
 * Every label a training line may carry, except `policy:<clause id>`, with the route and kind it stands for.
 * The labels are finer than the routes, because a child's words and a grown-up's despair need different answers.
 */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  report: { route: 'report' },
  'report/threat': { route: 'report', kind: 'threat' },
  'report/extremism': { route: 'report', kind: 'extremism' },
  'report/staff_contact': { route: 'report', kind: 'staff_contact' },
  complaint: { route: 'complaint' },
  'complaint/about_headteacher': { route: 'complaint', kind: 'about_headteacher' },
  'urgent/danger': { route: 'urgent', kind: 'danger' },
  'urgent/abuse': { route: 'urgent', kind: 'danger' },
  'urgent/self_harm': { route: 'urgent', kind: 'danger' },
  'urgent/adult_distress': { route: 'urgent', kind: 'danger' },
  'urgent/grooming': { route: 'urgent', kind: 'danger' },
  'urgent/child': { route: 'urgent', kind: 'danger' },
  'urgent/indecent_image': { route: 'urgent', kind: 'indecent_image' },
  'urgent/threat': { route: 'urgent', kind: 'threat' },
  'urgent/extremism': { route: 'urgent', kind: 'extremism' },
  'urgent/staff_contact': { route: 'urgent', kind: 'staff_contact' },
  'urgent/about_headteacher': { route: 'urgent', kind: 'about_headteacher' },
  'rep/named_child': { route: 'policy' },
  'rep/photos': { route: 'policy' },
  'rep/complaint': { route: 'policy' },
  'rep/argument': { route: 'policy' },
  'rep/rumour': { route: 'policy' },
  'rep/teacher': { route: 'policy' },
  'mine/status': { route: 'report' },
  'mine/add': { route: 'report' },
  'mine/withdraw': { route: 'report' },
  'mine/held': { route: 'smalltalk' },
  'headteacher_command/list': { route: 'headteacher_command' },
  'headteacher_command/show': { route: 'headteacher_command' },
  'headteacher_command/note': { route: 'headteacher_command' },
  'headteacher_command/act': { route: 'headteacher_command' },
  'headteacher_command/close': { route: 'headteacher_command' },
  'headteacher_command/reopen': { route: 'headteacher_command' },
  'headteacher_command/summary': { route: 'headteacher_command' },
  'headteacher_command/history': { route: 'headteacher_command' },
  'headteacher_command/remind': { route: 'headteacher_command' },
  'headteacher_command/export': { route: 'headteacher_command' },
  'headteacher_command/digest': { route: 'headteacher_command' },
  'headteacher_command/policy_status': { route: 'headteacher_command' },
  'headteacher_command/unanswered': { route: 'headteacher_command' },
  'headteacher_command/pointers': { route: 'headteacher_command' },
  'headteacher_command/help': { route: 'headteacher_command' },
  'smalltalk/hello': { route: 'smalltalk' },
  'smalltalk/thanks': { route: 'smalltalk' },
  'smalltalk/bye': { route: 'smalltalk' },
  'smalltalk/bot': { route: 'smalltalk' },
  'smalltalk/capabilities': { route: 'smalltalk' },
  'smalltalk/human': { route: 'smalltalk' },
  'smalltalk/privacy': { route: 'smalltalk' },
  'smalltalk/ok': { route: 'smalltalk' },
  'smalltalk/stop': { route: 'smalltalk' },
  'out_of_scope/school': { route: 'out_of_scope' },
  'out_of_scope/silent': { route: 'out_of_scope' },
  'out_of_scope/other': { route: 'out_of_scope' },
  'out_of_scope/leak': { route: 'out_of_scope' },
};

const CLAUSE_PREFIX = 'policy:';

/** The clause id of a `policy:<clause id>` label, or undefined for any other label. */
export function clauseOf(label: string): string | undefined {
  return label.startsWith(CLAUSE_PREFIX) ? label.slice(CLAUSE_PREFIX.length) : undefined;
}

/** The route and kind a label stands for, or undefined when no such label exists. */
export function meaningOf(label: string): Meaning | undefined {
  return clauseOf(label) === undefined ? MEANINGS[label] : { route: 'policy' };
}

/** True when a training line may carry the label: a table entry, or a clause of this school's policy. */
export function isLabel(label: string, clauses: ReadonlySet<string>): boolean {
  const clause = clauseOf(label);
  return clause === undefined ? Object.hasOwn(MEANINGS, label) : clauses.has(clause);
}
