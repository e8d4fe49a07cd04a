import { createRequire } from 'node:module';
import type * as Adaptive from 'adaptivecards';
import { type AdaptiveCard, mostActions } from '../../src/cards/adaptive.js';

/** The package's own entry cannot be loaded in Node, because it asks for files without their endings. */
const adaptive = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as typeof Adaptive;

/** What Microsoft's own reader of Adaptive Cards says against a card of version 1.5; nothing when it is valid. */
export function faultsOf(card: AdaptiveCard | Record<string, unknown>): string[] {
  const context = new adaptive.SerializationContext(adaptive.Versions.v1_5);
  const parsed = new adaptive.AdaptiveCard();
  // Teams shows six buttons; the package takes five unless it is told.
  parsed.hostConfig = new adaptive.HostConfig({ actions: { maxActions: mostActions } });
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  return [...events, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
}
