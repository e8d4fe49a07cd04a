/** A line of a chat that says who wrote, and perhaps when and what. */
export interface Header {
  stamp?: string;
  sender: string;
  text: string;
  /** Nothing but a chat is written like this: a moment beside the name, or a number as the name. */
  sure: boolean;
}

/** A notice of the chat itself ("Sam left"), which nobody wrote. */
export interface Notice {
  stamp: string;
}

const day = String.raw`(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[./]\d{1,2}|(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|today|yesterday|\d{1,2} [a-z]{3,9}(?: \d{4})?|[a-z]{3,9} \d{1,2}(?:, \d{4})?)`;
const time = String.raw`\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\b\.?)?`;
const moment = `(?:${day},? (?:at )?${time}|${time},? ${day})`;

/** iPhone, WhatsApp Web and Teams: "[12/11/2026, 20:31] Sam: words". */
const bracketed = new RegExp(String.raw`^\[(${moment}|${time})\] ?[-–]? ?(.{1,})$`, 'i');
/** Android: "12/11/2026, 20:31 - Sam: words". */
const dashed = new RegExp(`^(${moment}) ?[-–] (.{1,})$`, 'i');
/** Teams: "Sam Lee, 12/11/2026 20:31" above the words, or before them with a colon. */
const trailing = new RegExp(String.raw`^([^:,]{2,60}?)(?:,? +|, ?)\[?(${moment})\]?(?:: ?(.*))?$`, 'i');
/** A moment on a line of its own, under a name. */
const alone = new RegExp(String.raw`^\[?(${moment}|${time})\]?$`, 'i');
/** An e-mail that is quoted or passed on. */
const wrote = /^on .{4,60}?\d[ ,]+([^\d,][^,]{1,60}?)(?: ?<[^>]*>)? wrote:$/i;
const fromLine = /^(?:from|sent by|to|cc): ?([^<>]{2,60}?)(?: ?<[^>]*>)?$/i;
const named = /^([^:]{1,60}?): ?(.*)$/;

const marker =
  /^(?:[-_=]{2,} ?)?(?:(?:begin )?(?:forwarded|original) message|forwarded(?: many times)?|fwd?:)/i;

/** Words that make a line a notice of the chat and no name. */
const notice =
  /\b(?:added|left|joined|removed|created|changed|deleted|pinned|started|ended|invite|encrypted|missed|is|was|are|were|now)\b/i;

/** What stands before a colon in ordinary messages, and in the words of the bot itself. */
const ordinary = new Set(
  `a about action actions address admin advice after again age all also amount an and anonymous another answer answers any as ask at attachment bcc because before best breakfast but by cc change children choice class clear club cons contact correction date day days dear deadline detail details dinner discord done e edit either email english evening example facebook fact facts fear final first for form forwarded friday from fyi g good google group he hello her here hi him his history home homework how however http https i idea if important in info information instagram is issue issues it item kind later link links list location lunch ma main math maths maybe message messages monday morning my name names nb never next night no not note notes now of office ok on one option options or other our pe per photo photos plan platform play please post posted pps problem problems pros ps question questions re reading reason reasons reply report result rule rules said says saturday school science second see seen sent she shop sign situation snapchat so solution some spelling sports started status step steps still story subject summary sunday swimming teams term text thanks the their them then there these they thing things third this thursday tiktok time times title to today tomorrow topic trip tuesday twitter two uniform up update updates url us version visibility warning was we website wednesday week weekend well were what whatsapp when where which who why will with words wrote x year years yes yesterday you your youtube`.split(
    /\s+/,
  ),
);

/** Whether a line says that what follows is passed on. */
export function isForwardMark(line: string): boolean {
  return marker.test(line);
}

/** The sender of the line, or a notice; undefined when the line is the words of a message. `next` is the line below. */
export function headerIn(line: string, next: string): Header | Notice | undefined {
  const stamped = bracketed.exec(line) ?? dashed.exec(line);
  if (stamped) return afterStamp(stamped[1] ?? '', stamped[2] ?? '');
  const [, quoted] = wrote.exec(line) ?? [];
  if (quoted) return { sender: quoted, text: '', sure: true };
  const [, name = '', stamp = '', text = ''] = trailing.exec(line) ?? [];
  if (name && mayBeName(name)) return { sender: name, stamp, text, sure: true };
  const [, under] = alone.exec(next) ?? [];
  if (under && mayBeName(line) && looksLikeName(line))
    return { sender: line, stamp: under, text: '', sure: true };
  const [, address] = fromLine.exec(line) ?? [];
  if (address && looksLikeName(address)) return { sender: address, text: '', sure: false };
  const [, sender = '', words = ''] = named.exec(line) ?? [];
  if (isNumber(sender)) return { sender, text: words, sure: true };
  if (words.startsWith('//') || !(isSelf(sender) || mayBeName(sender))) return undefined;
  return { sender, text: words, sure: false };
}

/** Whether the line is nothing but the moment that belongs to the name above it. */
export function isMoment(line: string): boolean {
  return alone.test(line);
}

/** What an app or a writer puts for the person who copies the messages. */
export function isSelf(sender: string): boolean {
  return /^(?:me|you)$/i.test(sender);
}

/** A phone number in place of a name. */
export function isNumber(sender: string): boolean {
  return /^[~ ]*\+?[\d\s().-]{7,24}$/.test(sender) && sender.replace(/\D/g, '').length >= 7;
}

function afterStamp(stamp: string, rest: string): Header | Notice {
  const [, sender = '', text = ''] = named.exec(rest) ?? [];
  if (sender && !/^https?$/i.test(sender)) return { stamp, sender, text, sure: true };
  const isName = rest.split(' ').length <= 5 && !notice.test(rest) && (isNumber(rest) || looksLikeName(rest));
  return isName ? { stamp, sender: rest, text: '', sure: true } : { stamp };
}

/** Whether what stands before a colon may be somebody's name, or what people call a contact ("Ella’s mum Y4"). */
function mayBeName(label: string): boolean {
  const words = lettersOf(label);
  const plainMarks = /^(?:[\p{L}\p{M}\p{N}\s'’.&()~\p{Extended_Pictographic}-]|\ufe0f)+$/u.test(label);
  if (!plainMarks || words.length === 0 || label.trim().split(/\s+/).length > 5) return false;
  if (/^\d/.test(label.trim())) return false;
  const named = words.filter((word) => !familyWords.has(word.toLowerCase()));
  return named.length > 0 && named.every((word) => !ordinary.has(word.toLowerCase()));
}

/** Each word of it has a capital letter, or a script has none. */
function looksLikeName(label: string): boolean {
  const words = label.trim().split(/\s+/);
  return mayBeName(label) && words.every((word) => !/^\p{Ll}/u.test(word) || familyWords.has(word));
}

/** Words beside a name by which people keep a contact. They name nobody. */
export const familyWords: ReadonlySet<string> = new Set(
  'mum mums mummy mom dad dads daddy nan nanny gran grandma grandad auntie aunt uncle mr mrs ms miss mx dr sir rev prof teacher teachers parent parents carer rep reps admin pta class year group school friend neighbour work new old de la le van von der bin al el and of the'.split(
    ' ',
  ),
);

/** The runs of letters of a label. */
export function lettersOf(label: string): string[] {
  return label.match(/[\p{L}\p{M}]+/gu) ?? [];
}
