/** What a parent rep meets in a class group: three steps, words to paste, and words for one person. */
export interface Situation {
  id: string;
  title: string;
  /** In the order of doing; what has to do with safety comes first. */
  steps: readonly [string, string, string];
  paste: string;
  privately: string;
  /** Other words for it, from somebody who is listed as a parent rep. */
  heard: RegExp;
}

/**
 * No names, no blame, and no hint that anybody has reported anything. The words hold to what the policy asks
 * of everybody: respect (R21), also in private groups (R24), the school in private first (R25, R27), and
 * permission before something of other people is shared (R58).
 */
export const situations: readonly Situation[] = [
  {
    id: 'named_child',
    title: 'Someone named a child',
    steps: [
      'First, if it is about harm to a child, tell the DSL (Designated Safeguarding Lead) at the school today.',
      'Then write to the person who posted it, in private, and ask them to delete it.',
      'Last, paste the words below. Do not say the child’s name again.',
    ],
    paste:
      'Hi all. Please let us keep children’s names out of this group, even when we are upset. If something has happened at school, the best way is to tell the school directly and in private. Thank you.',
    privately:
      'Hi. Would you mind deleting the message that names a child? I know it was not meant badly. The school can help with it in private.',
    heard:
      /\bnam(?:ed|ing|es) (?:a |the |another |somebodys |someones )?(?:child|kid|children|kids|boy|girl|pupil)/,
  },
  {
    id: 'photos',
    title: 'Photos are being shared',
    steps: [
      'First, if a picture shows a child without clothes, do not look, save or share. Tell the DSL (Designated Safeguarding Lead) at once, and in danger call 999.',
      'Then ask the person who shared it, in private, to take it down.',
      'Last, paste the words below. Do not pass the photos on.',
    ],
    paste:
      'Hi all. Before we share photos or videos with other people’s children in them, please ask their parents first. That is what the school asks of all of us. If you have posted one, please check or take it down. Thank you.',
    privately:
      'Hi. Could you take down the photo with the other children in it, unless their parents have said yes? Thank you.',
    heard:
      /\b(?:photos?|pics?|pictures?|videos?|vids?)\b.*\b(?:going (?:round|around)|shared|sharing|in the (?:group|chat))\b/,
  },
  {
    id: 'complaint',
    title: 'A complaint is brewing',
    steps: [
      'First, do not take sides. You do not have to speak for the group.',
      'Then paste the words below.',
      'Last, let each family write to the school for themselves.',
    ],
    paste:
      'Hi all. It sounds as if several of us are unhappy about this. The school asks us to raise it directly and in private, as talking about it here is unlikely to sort it out. If that does not settle it, there is a complaints procedure. Thank you.',
    privately:
      'Hi. I can hear you are unhappy about this. Writing to the school yourself is the quickest way to an answer.',
    heard: /\bcomplain(?:t|ts|ing)?\b.*\b(?:brewing|group|chat|everyone|everybody|together)\b|\bpetition\b/,
  },
  {
    id: 'argument',
    title: 'People are arguing',
    steps: [
      'First, if somebody is threatened, call 999 in danger, and report it to the school.',
      'Then paste the words below, and do not answer what comes back tonight.',
      'Last, write in private to the one who is most upset.',
    ],
    paste:
      'Hi all. This is getting heated, so shall we leave it here for tonight? Let us speak to each other here as we would at the school gate. Thank you.',
    privately:
      'Hi. I think that came across harder than you meant. Would you be happy to delete it, so that things can calm down?',
    heard:
      /\bkick(?:ing|ed|s)? off\b|\bblow(?:n|ing) up\b|\b(?:arguing|rowing|a row|fighting) (?:in|on) the (?:group|chat)\b/,
  },
  {
    id: 'rumour',
    title: 'A rumour is going round',
    steps: [
      'First, if it is about the safety of a child, tell the DSL (Designated Safeguarding Lead) at the school. Say only what you know.',
      'Then do not repeat it, not even to say that it is wrong.',
      'Last, paste the words below.',
    ],
    paste:
      'Hi all. None of us knows yet what happened, so please let us not pass it on or guess. If you know something that matters, please tell the school directly. Thank you.',
    privately:
      'Hi. I would rather we did not guess about this in the group. Could you take it down until the school has said something?',
    heard: /\b(?:rumours?|rumors?|gossip)\b.*\b(?:going|round|spreading|group|chat)\b/,
  },
  {
    id: 'teacher',
    title: 'A teacher is being criticised',
    steps: [
      'First, if it says that an adult harmed a child, do not discuss or name anyone. Tell the Headteacher in private. If it is about the Headteacher, tell the chair of governors.',
      'Then ask the person who wrote it, in private, to take it to the school.',
      'Last, paste the words below.',
    ],
    paste:
      'Hi all. Please let us not talk about members of staff here. If you have a concern, the school asks us to raise it directly and in private. Thank you.',
    privately:
      'Hi. I understand that you are cross. Would you delete what you wrote and take it to the school instead?',
    heard:
      /\b(?:slagging|slag|slating|bitching about|bashing|laying into|having a go at|moaning about) (?:off )?(?:the |a |our |their )?(?:\w+ )?(?:teacher|ta|staff)\b/,
  },
];
