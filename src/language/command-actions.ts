/** The policy's own four actions (R62 to R65), in the order in which it names them. */
export type ActionName =
  | 'deletion_requested'
  | 'reported_to_platform'
  | 'posh_contacted'
  | 'authority_informed';

const platform =
  '(?:the )?(?:platform|app|site|website|facebook|fb|meta|insta|instagram|ig|tik ?tok|snap|snapchat|whatsapp|whats app|twitter|x|youtube|yt|google|discord|roblox|reddit|threads|pinterest|telegram|twitch|company)s?';
const gone =
  '(?:delet\\w*|remov\\w*|(?:take|takes|taken|taking)(?: [\\w#]+){0,4} (?:down|off)|(?:take|taken|taking) (?:down|off)|(?:come|comes|came) (?:off|down))';
const told =
  '(?:told|informed|notified|contacted|called|rang|rung|phoned|dialled|emailed|messaged|wrote|written|spoke|spoken|involved|aware|consulted|reported|referred|passed|handed|logged|asked|been in touch|been on to|been onto|got onto|got on to)';
const helpline =
  '(?:posh|professionals? (?:online )?(?:safety )?helpline|online safety helpline|safety helpline|the helpline|helpline)';
const authority =
  '(?:police|officers|pc|pcso|101|999|local authority|council|lado|social (?:services|care|workers?)|childrens (?:services|social care)|mash|prevent (?:team|officer|lead)|counter terrorism|ceop|iwf|the authorities)';

const deletion: readonly RegExp[] = [
  new RegExp(
    `\\b(?:ask(?:ed|ing|s)?|beg(?:ged)?|want(?:ed)?)\\b(?: (?!${platform} )[\\w#]+){0,9}? ${gone}\\b`,
  ),
  new RegExp(
    `\\b(?:told|instructed|ordered|messaged|emailed|wrote|written|spoke|spoken)\\b(?: [\\w#]+){0,6}? to ${gone}\\b`,
  ),
  new RegExp(`\\brequest(?:ed|ing)?\\b(?: [\\w#]+){0,5}? (?:deletion|removal|${gone})\\b`),
  /\b(?:deletion|removal|take ?down)(?: of [\w# ]+?)? (?:has been |have been |was |were |been )?(?:request(?:ed)?|asked for)\b/,
  new RegExp(`\\brequests? to ${gone}\\b`),
  /\basked for (?:the |a |its )?(?:deletion|removal)\b/,
  new RegExp(
    `\\b(?:agree[ds]?|promised|says (?:he|she|they)ll|says (?:he|she|they) will)(?: to)? ${gone}\\b`,
  ),
];

const reported: readonly RegExp[] = [
  new RegExp(
    `\\b(?:reported|report|flagged|escalated|raised|complained|referred|logged)\\b(?: [\\w#]+){0,7}? (?:to|with|via|on|through|at) ${platform}\\b`,
  ),
  new RegExp(`\\b(?:gone|sent|passed|submitted)\\b(?: [\\w#]+){0,4}? to ${platform}\\b`),
  new RegExp(
    `\\b(?:contacted|been in touch with|emailed|messaged|wrote to|written to|told|asked|notified) ${platform}\\b`,
  ),
  new RegExp(
    `\\b${platform} (?:has been |have been |been |was |were )?(?:informed|told|notified|contacted)\\b`,
  ),
];

const contacted: readonly RegExp[] = [
  new RegExp(`\\b${told}\\b(?: [\\w#]+){0,6}? ${helpline}\\b`),
  new RegExp(`\\b${helpline} (?:has been |have been |been |was |were )?${told}\\b`),
  new RegExp(`\\b(?:took|taken|got|had|sought) advice from ${helpline}\\b`),
  new RegExp(`\\b(?:took|taken|got|had|sought) advice from the ${helpline}\\b`),
];

const informed: readonly RegExp[] = [
  new RegExp(`\\b${told}\\b(?: [\\w#]+){0,7}? ${authority}\\b`),
  new RegExp(`\\b${authority} (?:has been |have been |been |was |were |are |is |now )*${told}\\b`),
  new RegExp(`\\blet (?:the )?${authority} know\\b`),
  new RegExp(`\\b(?:sent|gone|given)\\b(?: [\\w#]+){0,4}? to (?:the )?${authority}\\b`),
  /\b(?:as )?police involved\b|\bcrime (?:ref|reference|number)\b|\b(?:pc|police officer|officer) came\b/,
];

const table: readonly { action: ActionName; patterns: readonly RegExp[] }[] = [
  { action: 'deletion_requested', patterns: deletion },
  { action: 'reported_to_platform', patterns: reported },
  { action: 'posh_contacted', patterns: contacted },
  { action: 'authority_informed', patterns: informed },
];

/** Which of the four actions a line of plain words says were taken: not those that it denies, plans or asks about. */
export function actionsIn(line: string): ActionName[] {
  if (isQuestion(line)) return [];
  return table
    .filter(({ patterns }) => patterns.some((one) => isSaid(line, one)))
    .map(({ action }) => action);
}

function isSaid(line: string, pattern: RegExp): boolean {
  const match = pattern.exec(line);
  return match !== null && !isDenied(line.slice(0, match.index));
}

/** Whether the words just before a verb say that it was not done, or not yet. */
export function isDenied(before: string): boolean {
  return /\b(?:not|never|nobody|no one|dont|do not|didnt|havent|hasnt|hadnt|wont|wasnt|cant|cannot|couldnt|isnt|should|shall|must|need to|needs to|going to|gonna|will|ill|would|might|may|if|unless|planning to|about to|before i|before we)(?: [\w#]+){0,3} ?$/.test(
    before.trimEnd(),
  );
}

/** A question, or what was done to the person, is no report that they did it. */
export function isQuestion(line: string): boolean {
  if (
    /\b(?:ive been|i have been|weve been|we have been|i was|we were|i am being|im being|keep being|got) (?:told|asked|reported)\b/.test(
      line,
    )
  )
    return true;
  return /^(?:has|have (?:you|we|they|i)|had|is|are|was|were|did|do|does|should|shall|can (?:the|we|a|you tell)|when|who|whos|what|whats|which|why|how|where)\b/.test(
    line,
  );
}
