import type { Affected, Kind, Platform, Poster } from '../language/facts.js';
import type { Database } from '../storage/database.js';
import type { Status } from './incident.js';

/** Which incidents to list. What is absent or empty does not narrow. */
export interface IncidentFilter {
  statuses?: readonly Status[] | undefined;
  kinds?: readonly Kind[] | undefined;
  platforms?: readonly Platform[] | undefined;
  posters?: readonly Poster[] | undefined;
  /** Any of them. */
  affected?: readonly Affected[] | undefined;
  /** Reported on these days, both inclusive: `YYYY-MM-DD` in the school's time zone. */
  from?: string | undefined;
  to?: string | undefined;
  /** All of these words somewhere in what the reporter wrote, the link or the outcome. */
  words?: string | undefined;
}

/** More words than this would make a slow query and find nothing. */
const mostWords = 10;

/** The incidents that the filter lets through, as a query to be finished. */
export function filtered(database: Database, filter: IncidentFilter) {
  const query = database('incident');
  const lists = [
    ['status', filter.statuses],
    ['kind', filter.kinds],
    ['platform', filter.platforms],
    ['posted_by', filter.posters],
  ] as const;
  for (const [column, values] of lists) if (values?.length) query.whereIn(column, values);
  if (filter.from) query.where('reported_on', '>=', filter.from);
  if (filter.to) query.where('reported_on', '<=', filter.to);
  const { affected = [] } = filter;
  if (affected.length > 0) {
    query.where((any) => {
      for (const one of affected) any.orWhere('affected', 'like', `%"${one}"%`);
    });
  }
  for (const word of (filter.words ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, mostWords)) {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    query.whereRaw(
      "(lower(words) like ? escape '\\' or lower(coalesce(link, '')) like ? escape '\\' or lower(coalesce(outcome, '')) like ? escape '\\')",
      [like, like, like],
    );
  }
  return query;
}
