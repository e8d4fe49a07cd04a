import type { Knex } from 'knex';

/** A day is its date; a month is the date's beginning after a word that keeps them apart. A week is its Monday. */
const steps: readonly string[] = [
  `create table period_count (
    period varchar(40) not null, field varchar(40) not null, value varchar(40) not null, count integer not null,
    primary key (period, field, value)
  ) without rowid`,
  `insert into period_count select reported_on, 'status', status, count(*)
  from incident group by 1, 3`,
  `insert into period_count select reported_on, 'kind', kind, count(*)
  from incident group by 1, 3`,
  `insert into period_count select reported_on, 'platform', platform, count(*)
  from incident group by 1, 3`,
  `insert into period_count select reported_on, 'posted_by', posted_by, count(*)
  from incident group by 1, 3`,
  `insert into period_count select reported_on, 'week', date(reported_on, 'weekday 0', '-6 days'), count(*)
  from incident group by 1, 3`,
  `insert into period_count select 'month:' || substr(reported_on, 1, 7), 'status', status, count(*)
  from incident group by 1, 3`,
  `insert into period_count select 'month:' || substr(reported_on, 1, 7), 'kind', kind, count(*)
  from incident group by 1, 3`,
  `insert into period_count select 'month:' || substr(reported_on, 1, 7), 'platform', platform, count(*)
  from incident group by 1, 3`,
  `insert into period_count select 'month:' || substr(reported_on, 1, 7), 'posted_by', posted_by, count(*)
  from incident group by 1, 3`,
  `insert into period_count select 'month:' || substr(reported_on, 1, 7), 'week', date(reported_on, 'weekday 0', '-6 days'), count(*)
  from incident group by 1, 3`,
  `create trigger period_count_add after insert on incident begin
  insert into period_count values
    (new.reported_on, 'status', new.status, 1),
    (new.reported_on, 'kind', new.kind, 1),
    (new.reported_on, 'platform', new.platform, 1),
    (new.reported_on, 'posted_by', new.posted_by, 1),
    (new.reported_on, 'week', date(new.reported_on, 'weekday 0', '-6 days'), 1),
    ('month:' || substr(new.reported_on, 1, 7), 'status', new.status, 1),
    ('month:' || substr(new.reported_on, 1, 7), 'kind', new.kind, 1),
    ('month:' || substr(new.reported_on, 1, 7), 'platform', new.platform, 1),
    ('month:' || substr(new.reported_on, 1, 7), 'posted_by', new.posted_by, 1),
    ('month:' || substr(new.reported_on, 1, 7), 'week', date(new.reported_on, 'weekday 0', '-6 days'), 1)
    on conflict do update set count = count + 1;
  end`,
  `create trigger period_count_remove after delete on incident begin
  update period_count set count = count - 1 where (period, field, value) in (values
    (old.reported_on, 'status', old.status),
    (old.reported_on, 'kind', old.kind),
    (old.reported_on, 'platform', old.platform),
    (old.reported_on, 'posted_by', old.posted_by),
    (old.reported_on, 'week', date(old.reported_on, 'weekday 0', '-6 days')),
    ('month:' || substr(old.reported_on, 1, 7), 'status', old.status),
    ('month:' || substr(old.reported_on, 1, 7), 'kind', old.kind),
    ('month:' || substr(old.reported_on, 1, 7), 'platform', old.platform),
    ('month:' || substr(old.reported_on, 1, 7), 'posted_by', old.posted_by),
    ('month:' || substr(old.reported_on, 1, 7), 'week', date(old.reported_on, 'weekday 0', '-6 days')));
  delete from period_count where count = 0
    and period in (old.reported_on, 'month:' || substr(old.reported_on, 1, 7));
  end`,
  `create trigger period_count_change
  after update of reported_on, status, kind, platform, posted_by on incident begin
  update period_count set count = count - 1 where (period, field, value) in (values
    (old.reported_on, 'status', old.status),
    (old.reported_on, 'kind', old.kind),
    (old.reported_on, 'platform', old.platform),
    (old.reported_on, 'posted_by', old.posted_by),
    (old.reported_on, 'week', date(old.reported_on, 'weekday 0', '-6 days')),
    ('month:' || substr(old.reported_on, 1, 7), 'status', old.status),
    ('month:' || substr(old.reported_on, 1, 7), 'kind', old.kind),
    ('month:' || substr(old.reported_on, 1, 7), 'platform', old.platform),
    ('month:' || substr(old.reported_on, 1, 7), 'posted_by', old.posted_by),
    ('month:' || substr(old.reported_on, 1, 7), 'week', date(old.reported_on, 'weekday 0', '-6 days')));
  delete from period_count where count = 0
    and period in (old.reported_on, 'month:' || substr(old.reported_on, 1, 7));
  insert into period_count values
    (new.reported_on, 'status', new.status, 1),
    (new.reported_on, 'kind', new.kind, 1),
    (new.reported_on, 'platform', new.platform, 1),
    (new.reported_on, 'posted_by', new.posted_by, 1),
    (new.reported_on, 'week', date(new.reported_on, 'weekday 0', '-6 days'), 1),
    ('month:' || substr(new.reported_on, 1, 7), 'status', new.status, 1),
    ('month:' || substr(new.reported_on, 1, 7), 'kind', new.kind, 1),
    ('month:' || substr(new.reported_on, 1, 7), 'platform', new.platform, 1),
    ('month:' || substr(new.reported_on, 1, 7), 'posted_by', new.posted_by, 1),
    ('month:' || substr(new.reported_on, 1, 7), 'week', date(new.reported_on, 'weekday 0', '-6 days'), 1)
    on conflict do update set count = count + 1;
  end`,
];

/**
 * Keeps how many incidents each day and each month has of each value, so that a summary reads a few counts and not
 * every incident. Triggers do it: a program of the version before, which runs on during a restart, counts too.
 */
export async function addPeriodCounts(trx: Knex.Transaction): Promise<void> {
  for (const step of steps) await trx.raw(step);
}
