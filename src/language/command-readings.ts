import { FILTER } from './command-filters.js';
import { end, entry, item, start, type Wording, within } from './command-wording.js';

const filler =
  '(?:me|us|all|the|a|at|of|about|for|from|on|more|up|again|full|details?|record|everything|rest|in|into|to)';

const spans =
  '(?:today|yesterday|days?|weeks?|fortnight|months?|terms?|half term|year|since|so far|between|january|february|march|april|may|june|july|august|september|sept|october|november|december|from \\d|the \\d+\\w*|\\d+/\\d+|autumn|spring|summer|lately|recently)';
/** A count of something is about the log when a span of time, an entry or governors stand beside it. */
const ofTheLog = `(?=.*(?<![\\w#])(?:${entry}|posts|governors?|fgb|open|closed|platforms?|by (?:type|kind|sort|poster)|${spans})${end})`;
const counting =
  '(?:summar(?:y|ies|ise|ize)|sum up|figures|totals?|overview|statistics?|stats|numbers|breakdown|break down|break the)';

/** Commands that read the log, in the order of asking. */
export const logWordings: readonly Wording[] = [
  {
    command: 'history',
    patterns: [
      within(`(?:history|audit trail|audit|trail|timeline|change log|log of changes)${end}.*${item}`),
      within('(?:history|audit trail|timeline)$'),
      within(
        `who (?:has |have |all )?(?:looked at|viewed|seen|changed|opened|read|touched|closed|edited|did what)${end}.*${item}`,
      ),
      within(
        `(?:been |was |we |weve |what we |steps (?:what )?we )(?:done|did|taken|have taken|took) (?:on|about|for|with|in) ${item}`,
      ),
      within(`(?:what|which|all) steps${end}.*${item}`),
      start(`what (?:has )?happened with ${item} from the start`),
      start(
        `when (?:was|were|did) ${item} (?:\\w+ )?(?:closed|opened|reopened|reported|changed|viewed)${end}`,
      ),
      within(`(?:every|all|any) changes?${end}.*${item}`),
    ],
  },
  {
    command: 'export',
    patterns: [
      within(`(?:export|csv|spreadsheet|excel)${end}`),
      start(`(?:download|extract|save out|print out)${end}`),
      within(
        `(?:download|extract|printable copy|print ?out|copy)${end}.*(?<![\\w#])(?:${entry}|records|everything)${end}`,
      ),
      within(`(?:anonymised|anonymous) (?:extract|file|copy)${end}`),
      within(
        `(?:get|getting|get me|generate|save|have) (?:the |all the )?(?:whole |incident )?(?:log|records|register) (?:off|out|as|into|in|to print)${end}`,
      ),
      within(`(?:#|log|records|register) (?:as|in|into) (?:a |an )?(?:file|document|table)${end}`),
      within(`(?:file|copy) without names${end}`),
      within(`incident register${end}.* (?:generate|produce|make|send)${end}`),
    ],
  },
  {
    command: 'summary',
    patterns: [
      start(
        `(?:a |an |the |some |any |quick |full |give me |show me |get me )*${counting}(?: (?:please|overall|now|anonymised|anonymous|without names|no names))*$`,
      ),
      within(`${counting}${end}${ofTheLog}`),
      within(
        `how many (?:(?:${FILTER}|other|of the|of them) )*(?:${entry}|are (?:there|we|still|open|new|closed)|did we|we had|have we|have been|this|last|came|posts)${end}`,
      ),
      within(`how many (?:open|new|closed|waiting)${end}`),
      within(`how many (?:\\w+ )?(?:on|from|about) (?:the )?${FILTER}${end}`),
      within('how many this'),
      start(
        `how (?:did|has|have|does|is) (?:the )?(?:\\w+ ){1,3}(?:look|looked|looking|gone|going|been)(?: overall)?$`,
      ),
      within(`how have we done${end}`),
      within(
        `(?:which|what) (?:was the |is the )?(?:most common |commonest )?(?:platforms?|apps?|sites?|kinds?|sorts?)${end}.*(?:most|trouble|worst|often|incident)${end}`,
      ),
      within(`most common (?:sort|kind|platform)`),
      within(`(?:patterns?|trends?)${end}.* (?:${entry}|lately|recently)${end}`),
      within(`(?:counts?|number) of (?:(?:the |all |${FILTER} )*)${entry}${end}`),
      within(`(?:getting (?:better or )?worse|worse or better|going up or down|average time)${end}`),
      within(`are there more ${entry} than`),
    ],
  },
  {
    command: 'list',
    patterns: [
      start(
        `(?:(?:all|any|only|just|the|more|our|incident|${FILTER}) )*(?:incidents|reports|cases|ones|incident (?:list|log))${end}(?! (?:about my|of my))`,
      ),
      start(
        `(?:(?:all|any|only|just|the) )*(?:${FILTER} )+(?:(?:ones|incidents?|reports?|cases?)${end}|posts(?= *$| (?:on|since|from|this|last|in|between|today|yesterday|please)${end}))`,
      ),
      start(
        `(?:show|see|list|give|get|view|display|bring up|pull up|look at|have|check|find|read)(?: me| us)?(?: (?!#)[\\w]+){0,6}? ${entry}${end}`,
      ),
      start(
        `(?:show|see|list|view|read|give|get)(?: me| us)?(?: out)? (?:everything|anything|all|what|the new|whats|what is)${end}.*(?<![\\w#])(?:${FILTER}|come in|came in|things)${end}`,
      ),
      start(
        `(?:is there |are there |got |have we (?:had|got) |do we have )*(?:anything|whats|what is|what are|any)(?: \\w+){0,2}? (?:new|open|outstanding|unread|waiting|live|not closed|not dealt)(?= *$| (?:ones?|today|this|now|since|on|in the log|from|please|incidents?|reports?|cases?|at|with|yesterday|in|i|for me|${FILTER})${end})`,
      ),
      within(`(?:whats|what is) (?:still |left |now )*(?:in the log|on my plate|to do)${end}`),
      start(`what have (?:i|we) (?:still )?(?:got|have)${end}`),
      start(
        `(?:is there |are there |got |have we (?:had|got) )*(?:anything|any)(?: (?:more|else|new|at all))* (?:on|from|by|this|last|since|today|yesterday)${end}(?=.*(?<!\\w)(?:${FILTER}|${spans})${end}|.*(?:today|yesterday))`,
      ),
      start(
        `(?:is there |are there |got )*(?:anything|any) (?:today|yesterday|this week|last week|since \\w+)$`,
      ),
      start(
        `(?:any|are there any|have we had any|do we have any|were there any|is there any|has there been any|have there been any)${end}(?: (?:more|other|${FILTER}))* ${entry}${end}`,
      ),
      start(`(?:what|whats|what is) (?:has |have )?(?:just |now )?(?:came|come|comes|arrived) in${end}`),
      start(
        `what (?:happened|was reported|has been reported|got reported) (?:today|yesterday|this|last|over|on|in|since)${end}`,
      ),
      start(
        `(?:which|what) ${entry} (?:are|were|is|was|have|havent|had|came|come|happened|do|did|involve|need|i|still|mention|concern)${end}`,
      ),
      start(`what (?:are|am) (?:we|i) (?:still )?(?:waiting (?:on|for)|dealing with)${end}`),
      start(
        `(?:(?:today|yesterday|(?:this|last|the last|the past) (?:week|fortnight|month|half term|term|year)) (?:on|from|by|about) (?:the )?${FILTER}(?: please)?$)`,
      ),
      start('(?:the log|log|the list|list|list (?:this|last) \\w+|everything|the lot)$'),
      start(
        `everything (?:thats |that is )?(?:still )?(?:open|outstanding|new|waiting|by|from|on|this|last|since)${end}`,
      ),
    ],
  },
  {
    command: 'show',
    patterns: [
      /^#(?: (?:please|again|details?|now|pls|thanks|what is that about|what was that about))*$/,
      start(
        `(?:show|see|view|open|display|read|bring|pull|get|details?|more|tell|look|have a look|go|full record|give|record|incident|case|report|let)(?: ${filler})* #`,
      ),
      start(
        '(?:whats|what is|what was|what does|what did|what exactly does|what exactly is|who (?:posted|reported|sent|made|wrote|put|told us about)|where (?:is|was)|remind me what|remind me about|tell me what)(?: (?:in|on|about|with|up|happening|going|the|story|is|was|it|latest|status|of|written))* #',
      ),
      start(`(?:is|was|has|did|are|have) # (?!times|or)`),
      start(
        `(?:show|see|view|open|display|read|bring|pull up|details of|more about|more on|tell me (?:more )?about|look at|go into|who (?:reported|posted|sent))(?: (?:me|us|up|again))* ${item}(?: (?:one|back|up|again|on screen|please|in full|now|for me|once more))*$`,
      ),
      start(
        `(?:show|see|view|open|read|pull up|bring up) (?:me )?(?:the )?(?:newest|latest|most recent) (?:one|incident|report|case)${end}`,
      ),
    ],
  },
];
