-- What a coordinator tells those who fund the cluster. A draft shows the figures as they are; publishing keeps them with the
-- report, together with the event up to which they were counted, and nothing of it changes any more.
CREATE TABLE funder_reports (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  status TEXT NOT NULL CHECK (status IN ('draft', 'published')),
  title TEXT NOT NULL,
  foreword TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL CHECK (language IN ('fr', 'en', 'ar')),   -- of title and foreword
  from_month TEXT NOT NULL CHECK (from_month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
  to_month TEXT NOT NULL CHECK (to_month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
  quotes TEXT NOT NULL DEFAULT '[]',              -- what somebody said and who, chosen by the coordinator
  data TEXT,
  as_of INTEGER,                                  -- the `seq` of the last event that was counted
  published_at TEXT, published_by TEXT,
  created_by TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK (from_month <= to_month),
  CHECK (status = 'draft' OR (data IS NOT NULL AND as_of IS NOT NULL AND published_at IS NOT NULL))
) STRICT;
CREATE INDEX funder_reports_by_cluster ON funder_reports (cluster_id, created_at DESC, id);
CREATE TRIGGER published_reports_are_frozen BEFORE UPDATE ON funder_reports WHEN OLD.status = 'published'
BEGIN SELECT RAISE(ABORT, 'maillage:report_published'); END;
