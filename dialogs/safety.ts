import type { Message, Reply, Services } from '../src/conversation/dialog.js';
import type { Recognition } from '../src/language/recognizer.js';
import { plain } from '../src/language/words.js';
import { holds } from '../src/people.js';
import { aboutHeadteacher, complaintAboutHeadteacher } from './about-headteacher.js';
import {
  mayAccuseHeadteacher,
  namesHeadteacher,
  namesHeadteacherAlone,
  saysAboutHeadteacher,
} from './headteacher-named.js';
import { askWhomItIsAbout, saysContact, staffContactReply } from './staff-contact.js';
import { type Danger, urgentReply } from './urgent.js';

/** The routes that stop everything else. */
export type SafetyRoute =
  | Danger
  | 'staff_contact'
  | 'about_headteacher'
  | 'perhaps_headteacher'
  | 'complaint_about_headteacher';

/** How sure the recognizer must be (0 to 1) that it is about the Headteacher, so that it need not be asked. */
const sure = 0.5;

/** Routes that could take what is said to a place where the Headteacher reads it. */
const accusable: readonly Recognition['route'][] = ['urgent', 'report', 'headteacher_command'];

/** What the policy says of attempts between pupils and adults sends staff's to the Headteacher (R47). */
const attemptClauses: readonly string[] = [
  'no-friending',
  'friending-notify',
  'following-staff',
  'staff-not-follow',
];

const dangerOf: Readonly<Record<string, Danger>> = {
  'urgent/danger': 'danger',
  'urgent/abuse': 'abuse',
  'urgent/self_harm': 'self_harm',
  'urgent/adult_distress': 'adult_distress',
  'urgent/grooming': 'grooming',
  'urgent/indecent_image': 'indecent_image',
  'urgent/threat': 'threat',
  'urgent/extremism': 'extremism',
  'urgent/child': 'child',
};

/**
 * The safety route of a message, or undefined when it has none. About the Headteacher wins over
 * everything, and where it is not clear that it is about them the person is asked. A report that
 * carries a threat or extremism is not stopped here, because the report shows 999 and the DSL itself
 * and then may go on.
 */
export function safetyRouteOf(meaning: Recognition, said: string): SafetyRoute | undefined {
  if (meaning.kind === 'about_headteacher') {
    if (meaning.route === 'complaint') return 'complaint_about_headteacher';
    const plainly = meaning.urgent >= sure && !namesHeadteacherAlone(said);
    const clear = saysAboutHeadteacher(said) || (namesHeadteacher(said) && plainly);
    return clear ? 'about_headteacher' : 'perhaps_headteacher';
  }
  if (saysAboutHeadteacher(said)) return 'perhaps_headteacher';
  if (accusable.includes(meaning.route) && mayAccuseHeadteacher(said)) return 'perhaps_headteacher';
  const attempt = meaning.route === 'policy' && attemptClauses.includes(meaning.clauses[0] ?? '');
  if ((attempt || meaning.banner) && mayAccuseHeadteacher(said)) return 'perhaps_headteacher';
  // In doubt between several clauses, and perhaps somebody at risk: who made the contact decides the way.
  if (attempt && meaning.clarify && meaning.banner) return 'staff_contact';
  if (meaning.kind === 'staff_contact') return 'staff_contact';
  if (meaning.kind === 'indecent_image') return 'indecent_image';
  if (meaning.route !== 'urgent') return undefined;
  return (
    dangerOf[meaning.label] ??
    (meaning.kind === 'threat' || meaning.kind === 'extremism' ? meaning.kind : 'danger')
  );
}

export function safetyReply(route: SafetyRoute, message: Message, services: Services): Reply {
  const isChild = holds(message.turn.person, 'pupil');
  if (isChild && /headteacher/.test(route)) return urgentReply('child', message, services);
  if (route === 'about_headteacher') return aboutHeadteacher(message, services);
  if (route === 'complaint_about_headteacher') return complaintAboutHeadteacher(message, services);
  if (route === 'perhaps_headteacher') return askWhomItIsAbout(message);
  if (route === 'staff_contact') return staffContactReply(message, services);
  if (route === 'child' && !isChild && !childWrites(message)) {
    return saysContact(message)
      ? staffContactReply(message, services)
      : urgentReply('danger', message, services);
  }
  return urgentReply(route, message, services);
}

/** A child may write on a parent's account. Staff do not, and whoever says "my son" is not the child. */
function childWrites({ turn, said }: Message): boolean {
  const grownUp = !holds(turn.person, 'parent', 'parent_rep', 'pupil');
  return !grownUp && !/\bmy (?:\w+ )?(?:child|kid|son|daughter|boy|girl|ds|dd|lo)s?\b/.test(plain(said));
}
