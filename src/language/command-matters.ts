import { end, entry, item, start, type Wording, within } from './command-wording.js';

/** Commands about the bot's other matters: help, questions, the digest, calls, the policy's own state. */
export const matterWordings: readonly Wording[] = [
  {
    command: 'seen',
    changes: true,
    patterns: [start('(?:(?:i|we) (?:have )?|(?:ive|weve) )?(?:seen|saw) (?:the alert (?:about|for) )?#$')],
  },
  {
    command: 'help',
    patterns: [
      within(`commands${end}(?!.*#)`),
      within(`(?:which|what|list|list of) (?:\\w+ )?instructions${end}`),
      start('(?:command list|head(?:teacher)?s? help|help with the (?:incident )?log)$'),
      within(`(?:what|how) (?:can|could|should|to|must) (?:i |we )?type(?= *$| (?:here|in|to|for)${end})`),
      within(`(?:what|how) words (?:\\w+ ){0,3}type${end}`),
      within('what (?:can|could) i (?:say|tell you|ask you)(?: here| to you| in here| to do.*)?$'),
      within(
        `(?:what|which)(?: things)? can (?:you do for me|i do|you do) (?:as (?:the )?head|with the log|in here)${end}`,
      ),
      within(`(?:what|which) things can you do for me${end}`),
      start(
        `how (?:do|can|would|should) (?:i|we) (?:close|reopen|export|record|log|note|add a note to|list|show|see|get|remind)${end}.* (?:${entry}|incident|action|records?|wording|in here|reminders?)${end}`,
      ),
      within('(?:forgotten|remind me|know|tell me) (?:what|how) (?:i (?:can |have to |should )?|to )type'),
      within(`how (?:do )?i tell you to do things${end}`),
    ],
  },
  {
    command: 'unanswered',
    patterns: [
      within(`unanswered${end}`),
      start('(?:remove|delete|drop|done with|take off|clear) questions? #'),
      within(
        `you (?:couldnt|could not|cant|cannot|didnt|did not|were not able to|werent able to) (?:\\w+ )?(?:answer|know)${end}`,
      ),
      within(`(?:couldnt|could not|didnt|cant) you (?:answer|know)${end}`),
      within(
        `(?:questions?|list|which|things|list of things|what)${end}.* (?:stumped you|you got stuck on|(?:bot|you) got stuck on|had no (?:answer|reply) for|had nothing for|without (?:an )?answers?|didnt know|did not know)`,
      ),
      within(`(?:questions?|queries|qs)${end}.* pass(?:ed)? on${end}`),
      within(`pass(?:ed)? on questions?${end}`),
      within(`(?:where|what) did you fail to answer${end}`),
      within(
        `ask(?:ed|ing|s)? .*(?:no (?:answer|reply) for|(?:not|isnt|arent|wasnt|werent) in (?:the|our) policy|(?:the|our) policy doesnt cover)`,
      ),
      within(`gaps${end}.* (?:ask|asking|want to know|policy|questions)${end}`),
    ],
  },
  {
    command: 'digest',
    patterns: [
      within(`digests?${end}`),
      within(`round ?ups?${end}`),
      within(
        `weekly (?:\\w+ )?(?:summary|summaries|e ?mails?|mails?|bulletins?|reports?|messages?|updates?)${end}`,
      ),
      within(`monday (?:morning )?(?:summary|e ?mails?|bulletins?|updates?)${end}`),
    ],
  },
  {
    command: 'remind',
    patterns: [
      within(
        `(?:remind|nudge|chase|prompt|ping|poke) me${end}(?! what| who| how)(?: (?!about|on|of|re )\\w+){0,5} (?:about|on|of|re|regarding|to \\w+(?: \\w+){0,2}|to) .*?(?:${item}${end}|(?:case|incident|report)${end})`,
      ),
      within(`(?:reminder|prompt|nudge)s?${end}.*?(?:${item}${end}|(?:case|incident|report)${end})`),
      within(`dont let me forget ${item}${end}`),
      within(`#.* dont let me forget${end}`),
      within(`bring ${item} back to me${end}`),
      start('(?:remind|nudge|chase) me$'),
      within(`(?:remind|nudge|chase|ping) me(?! what| who| how)(?: \\w+){0,6} #`),
    ],
  },
];

/** As `matterWordings`, asked after the words for what was done: "rang 101 about 3" is no call that was asked for. */
export const laterWordings: readonly Wording[] = [
  {
    command: 'pointers',
    patterns: [
      within(`pointers?${end}`),
      within(`call ?backs${end}`),
      within(`call ?back (?:requests?|list)${end}`),
      start('(?:the |my |any |show (?:me )?(?:the )?|list (?:the )?)*calls$'),
      start(`(?:ive |i have |i )?(?:called|rang|rung|phoned)(?: back)? (?:#|them)(?: back)?(?: please)?$`),
      start(`(?:ive |i have |i )?(?:called|rang|rung|phoned|spoken to) that (?:parent|person)${end}`),
      start('(?:handled|done) calls? #'),
      start('calls? #(?: is| are)? (?:handled|done|sorted)'),
      within(
        `(?:waiting for|asked for|asking for|wants?|wanted|requests? for|requested|needs?) (?:a |an |me to |safeguarding )*(?:call|ring|phone)(?: ?back| from|ing)?${end}(?!.*#)`,
      ),
      within(`(?:wants?|needs?|asked to be) (?:ringing|calling|phoning|rung|called|phoned)${end}`),
      within(`wants that somebody rings${end}`),
      within(
        `(?:waiting for|asked for) (?:us|me|the dsl|the head(?:teacher)?) to (?:ring|call|phone|telephone)${end}`,
      ),
      start(
        `(?:who|whom) (?:do|should|must) (?:i|we) (?:need to |have to )?(?:ring|call|phone)(?: back)?(?: today| now| first)?$`,
      ),
      start(`(?:do i have|is there) (?:somebody|someone|anyone|anybody) to (?:ring|call|phone)${end}`),
      within(`who have (?:we|i) not (?:rung|called|phoned)${end}`),
      within(
        `(?:anyone|anybody|someone|somebody|who|people)${end}.* (?:ask(?:ed|ing)?|wants?|waiting) to (?:speak|talk) (?:to|with) (?:me|the dsl|the head)${end}`,
      ),
      within(`requests? for the (?:safeguarding lead|dsl|head(?:teacher)?) to${end}`),
      within(`flagged to me for a call${end}`),
    ],
  },
  {
    command: 'policy_status',
    patterns: [
      within(`policy (?:settings |set ?up )?(?:status|check|health)${end}`),
      within(`(?:status|check) of (?:the )?policy${end}`),
      within(`policy${end}.* its status${end}`),
      within(`policy (?:still )?(?:in|up to|out of) date${end}`),
      within(`policy${end}.* (?:due|overdue)${end}.* review`),
      within(`(?:when|is)${end}.* policy${end}.* (?:due|overdue)${end}`),
      within(`policy review (?:date|due)${end}`),
      within(
        `(?:settings|contacts|links|documents|details|set ?up|configur\\w+)${end}.*(?:missing|filled in|complete|blank|out of date|all set up|fill in|dont have yet|not (?:set|given|filled|configured))${end}`,
      ),
      within(
        `(?:missing|blank|out of date|not configured|havent (?:given|set|filled|been given)|still not given)${end}.* (?:settings|contacts?|links|details|set ?up|policy)${end}`,
      ),
      within('whats (?:still )?(?:missing|not configured)(?: from your set ?up| still)?$'),
      within(`contacts?${end}.* on file${end}`),
      within(`health check${end}`),
    ],
  },
];
