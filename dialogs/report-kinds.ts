import type { Option } from '../src/conversation/form.js';
import type { Kind } from '../src/language/facts.js';
import { kindLabels } from './labels.js';

/**
 * The kinds of post that are offered, each with other words for it: the policy's own (R22, R23, R58, R61)
 * and those that helplines see most. Violent, upsetting, illegal and extremist posts are only heard.
 */
export const kindOptions: readonly Option<Kind>[] = [
  {
    label: kindLabels.bullying,
    value: 'bullying',
    also: /\b(?:bull(?:y|ying|ied)|picked on|picking on)\b/,
  },
  {
    label: kindLabels.insult,
    value: 'insult',
    also: /\b(?:rude|insult\w*|swear\w*|swore|nasty|names|horrible|unkind|mean|vile|offensive)\b/,
  },
  { label: kindLabels.abuse, value: 'abuse', also: /\b(?:abus\w*|aggressive|harass\w*)\b/ },
  { label: kindLabels.threat, value: 'threat', also: /\bthreat\w*\b/ },
  {
    label: kindLabels.image,
    value: 'image',
    also: /\b(?:photos?|pics?|pictures?|videos?|permission|naming|named|personal|details)\b/,
  },
  {
    label: kindLabels.impersonation,
    value: 'impersonation',
    also: /\b(?:fake|pretend\w*|impersonat\w*)\b/,
  },
  {
    label: kindLabels.false_claim,
    value: 'false_claim',
    also: /\b(?:untrue|lies?|lying|false|rumou?rs?|gossip)\b/,
  },
  { label: kindLabels.hate, value: 'hate', also: /\b(?:hate\w*|racis\w*|homophobi\w*|islamophobi\w*)\b/ },
  { label: kindLabels.disrepute, value: 'disrepute', also: /\b(?:critici\w*|slagging|moaning)\b/ },
  { label: kindLabels.other, value: 'other', also: /\b(?:other|else|none|not sure|dont know|unsure)\b/ },
];
