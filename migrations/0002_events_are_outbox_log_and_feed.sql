-- One row per fact, written in the batch that made it true, never edited. `subject_version` is read from the row that
-- carries this event's id: if the guarded write touched no row it is NULL, the insert fails and the batch is undone.
CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  cluster_id TEXT,                                -- absent for facts about a person alone
  type TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  subject_version INTEGER NOT NULL,
  payload TEXT NOT NULL DEFAULT '{}',             -- ids and numbers, never personal data
  actor_id TEXT,                                  -- absent: the clock
  on_behalf_of TEXT,                              -- the member for whom a coordinator acted
  occurred_at TEXT NOT NULL,
  relayed_at TEXT
) STRICT;
CREATE INDEX events_not_relayed ON events (seq) WHERE relayed_at IS NULL;
CREATE INDEX events_by_cluster ON events (cluster_id, seq);
CREATE INDEX events_by_subject ON events (subject_id, seq);
CREATE TRIGGER events_are_never_edited BEFORE UPDATE OF id, cluster_id, type, subject_id, subject_version, payload, actor_id, occurred_at ON events
BEGIN SELECT RAISE(ABORT, 'maillage:event_edited'); END;
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'maillage:event_deleted'); END;

-- What the consumers could not do after all retries, for the alarm and the operator.
CREATE TABLE dead_letters (
  event_seq INTEGER NOT NULL, consumer TEXT NOT NULL, error TEXT NOT NULL, failed_at TEXT NOT NULL,
  PRIMARY KEY (event_seq, consumer)
) STRICT, WITHOUT ROWID;
