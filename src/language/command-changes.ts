import { end, item, named, start, type Wording, within } from './command-wording.js';

const closed =
  '(?:done(?: and dusted| with)?|finished(?: with)?|closed(?: off)?|sorted(?: out)?|resolved|settled|dealt with|complete|completed|over|wrapped up)';
const memo = '(?:note|comment|remark|memo)s?';
const placed = '(?:to|on|against|for|in|about|under|with)';

/** Commands whose words come first and whose end is free: a note or an outcome may hold any words. */
export const freeWordings: readonly Wording[] = [
  {
    command: 'note',
    changes: true,
    free: true,
    patterns: [
      start(
        `(?:add|make|leave|put|attach|write|record|take)(?: me| myself| us)? (?:a |an |another |this |my )?(?:quick |short )?${memo}(?: down)? ${placed} (?:the file (?:on|for) |the record (?:of|for) )?${item}(?: (?:to say|saying|that))?${end}`,
      ),
      start(
        `(?:add|make|leave|take|write)(?: me| myself| us)? (?:a |another )?(?:quick |short )?(?:note|memo)(?: down)?(?: that)?(?! of| in| to| about)${end}`,
      ),
      start(`(?:a |another )?${memo}(?: down)?(?: for the file)? (?:${placed} )*${item}(?: that)?${end}`),
      start(
        `(?:jot|scribble|write|put|pop|stick|say|record)(?: down| this| something)? (?:on|against|in|to|under|for) (?:the (?:file|record) (?:on|of|for) )?${item}(?: down)?(?: that)?${end}`,
      ),
      start(`add (?:this )?(?:to|on) ${item}(?: that)?${end}`),
      start(
        `for ${item} (?:please |can you |could you )*(?:note|write|jot|put|add|record|log)(?: down)?(?: that)?${end}`,
      ),
      start(`(?:note|jot|write)(?: down)? that${end}`),
      start(`(?:put|place) (?:it )?on (?:the )?record that${end}`),
    ],
  },
  {
    command: 'close',
    changes: true,
    free: true,
    patterns: [
      start(
        `(?:close|shut|wrap up|finish|finish off|sign off|resolve|resolved)(?: (?:up|off|down|out))?(?: the (?:file|case) on)? ${item}(?: (?:off|up|down|out))?(?: (?:as|because|since|with(?: the)? outcome))?${end}`,
      ),
      start(
        `(?:mark|set|put|count|treat|class) (?:#|it|this|that|the [\\w ]+?|that [\\w ]+?) (?:down )?(?:as |to )?${closed}${end}`,
      ),
      start(`(?:consider |i consider )${named} ${closed}${end}`),
      start(
        `(?:thats |that is )?${named} (?:is |are |has been |have been |was |can be |now |all |being )*${closed}${end}`,
      ),
      start(`put ${item} to bed${end}`),
      start(`(?:take|cross) ${item} off (?:my|the) list${end}`),
      start(`(?:nothing more to do|no (?:further|more) action) (?:on|for|with) ${item}${end}`),
      start('close(?: (?:an?|the) (?:incident|case|report))?$'),
      within(`(?:so|and|then|please|can) (?:just |now )?(?:close|finish off|shut|sign off) ${item}$`),
    ],
  },
];

/** The other commands that change the log. The four actions have their own patterns (`command-actions.ts`). */
export const changeWordings: readonly Wording[] = [
  {
    command: 'reopen',
    changes: true,
    patterns: [
      within(`(?:re ?open|un ?close)(?:ed)?${end}`),
      within(`open ${item} (?:up |back )?(?:again|up again|back up)${end}`),
      within(`open(?:ed)? (?:it |that )?(?:back )?up again${end}.*#|open(?:ed)? again${end}.*#`),
      within(`#.* open(?:ed)? (?:it |that )?(?:(?:up )?again|back up)${end}`),
      within(`undo the (?:close|closing|closure)${end}`),
      within(`put ${item} back (?:to|on|as|in)(?: the| my)? (?:open|list|log|live)${end}`),
      within(`bring ${item} back(?: to life)?${end}(?! up| to me)`),
      within(`(?:make|need|want) ${item} (?:to be )?(?:live|open|active) again${end}`),
      within(`${item} (?:needs to be |should be |must be )(?:live|open|active|opened) again${end}`),
      within(`${item} back (?:to )?open${end}`),
      within(`(?:closed|shut) ${item} (?:too|by mistake|in error|by accident)${end}`),
      within(`${named} (?:isnt|is not) (?:over|finished|done|closed)(?: after all)?${end}`),
    ],
  },
  {
    command: 'erase',
    changes: true,
    patterns: [
      start(`(?:delete|erase|remove|wipe|destroy|get rid of|bin) (?:the (?:record|file) of )?${item}${end}`),
    ],
  },
  {
    command: 'about_me',
    patterns: [
      within(
        '(?:incidents?|reports?|cases?|complaints?|anything|something|concerns?|ones|posts?) (?:about|against|on|involving|concerning) (?:me|myself|the head(?:teacher)?)$',
      ),
    ],
  },
  { command: 'act', changes: true, patterns: [] },
  {
    command: 'wait',
    changes: true,
    free: true,
    patterns: [
      start(
        `(?:thats )?${named} (?:is |are |has been |still |now )*(?:waiting|on hold|parked|pending)${end}`,
      ),
      start(`(?:put|leave|mark|keep|set) ${item} (?:down )?(?:as |to |on )*(?:hold|waiting|pending)${end}`),
      start(`park ${item}${end}`),
      start(`(?:(?:im|i am|we are|were|still) )*waiting (?:for|on) .*(?:on|about|for|re|with) ${item}$`),
    ],
  },
];
