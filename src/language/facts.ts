import { affectedIn } from './affected.js';
import { type Clock, pastWhenIn } from './dates.js';
import type { Facts } from './fact-values.js';
import { kindIn } from './kinds-said.js';
import { peopleIn } from './people-said.js';
import { platformIn } from './platforms-said.js';
import { stillUpIn, visibilityIn } from './post-state.js';
import { posterIn } from './posters.js';
import { linkIn, wordsOf } from './wording.js';

export * from './fact-values.js';

/**
 * What a message says about a post, each field only where the words say it: a wrong fact is worse than a
 * missing one. Only the first 1,000 characters are read. Never a name.
 */
export function factsIn(text: string, clock: Clock): Facts {
  const words = wordsOf(text, clock.schoolNames);
  const people = peopleIn(words);
  const platform = platformIn(words, text);
  const kind = kindIn(words);
  return said({
    platform,
    postedBy: posterIn(words, people),
    when: pastWhenIn(text, clock),
    stillUp: stillUpIn(words),
    visibility: visibilityIn(words),
    kind,
    affected: affectedIn(words, people, platform === 'google_review'),
    link: linkIn(text),
  });
}

type Heard = { [Field in keyof Facts]: Facts[Field] | undefined };

/** The fields that were heard. */
function said({ platform, postedBy, when, stillUp, visibility, kind, affected, link }: Heard): Facts {
  return {
    ...(platform && { platform }),
    ...(postedBy && { postedBy }),
    ...(when && { when }),
    ...(stillUp && { stillUp }),
    ...(visibility && { visibility }),
    ...(kind && { kind }),
    ...(affected && { affected }),
    ...(link && { link }),
  };
}
