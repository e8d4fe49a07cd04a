/**
 * Turns are kept by one statement, and so by one write to the disk: what is inserted into this view goes to
 * both tables or, when it is too late for one of them, to neither. Several may be inserted at once: one that is
 * too late is left out, and of the others each is kept whole. What was kept is given back (RETURNING).
 */
const view = `CREATE TEMP VIEW IF NOT EXISTS finished_turn AS
  SELECT '' AS seen_key, '' AS process, '' AS at, '' AS replies, '' AS state_key, '' AS value, '' AS etag,
  '' AS etag_read`;
const kept = `CREATE TEMP TRIGGER IF NOT EXISTS finished_turn_kept INSTEAD OF INSERT ON finished_turn
BEGIN
  SELECT RAISE(IGNORE) WHERE EXISTS (
    SELECT 1 FROM main.seen
    WHERE key = NEW.seen_key AND NOT (process = NEW.process AND state = 'working'));
  SELECT RAISE(IGNORE) WHERE NEW.etag_read IS NOT '*'
    AND NEW.etag_read IS NOT (SELECT etag FROM main.bot_state WHERE key = NEW.state_key);
  INSERT INTO main.seen (key, state, process, at, replies)
    VALUES (NEW.seen_key, 'done', NEW.process, NEW.at, NEW.replies)
    ON CONFLICT (key) DO UPDATE SET state = excluded.state, at = excluded.at, replies = excluded.replies;
  INSERT INTO main.bot_state (key, value, etag, updated_at)
    VALUES (NEW.state_key, NEW.value, NEW.etag, NEW.at)
    ON CONFLICT (key) DO UPDATE
      SET value = excluded.value, etag = excluded.etag, updated_at = excluded.updated_at;
END`;

/** What a connection needs for it. It is the connection's own and no part of the file. */
export const turnView: readonly string[] = [view, kept];
