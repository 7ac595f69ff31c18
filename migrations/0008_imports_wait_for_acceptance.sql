-- A file a coordinator sent, while they look at it and while its rows are taken in, a few at a time. The text of the file is
-- forgotten once the last row is done; the report stays.
CREATE TABLE imports (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  kind TEXT NOT NULL CHECK (kind IN ('organisations', 'listings', 'sites')),
  source TEXT NOT NULL,                           -- with a row's own identifier, what it is found again by
  file_name TEXT NOT NULL DEFAULT '',
  csv TEXT NOT NULL,
  columns TEXT NOT NULL,                          -- which header of the file fills which field
  publish INTEGER NOT NULL DEFAULT 0 CHECK (publish IN (0, 1)),
  status TEXT NOT NULL CHECK (status IN ('preview', 'running', 'accepted')),
  total INTEGER NOT NULL,
  next_row INTEGER NOT NULL DEFAULT 0,            -- rows before it are claimed by some request
  added INTEGER NOT NULL DEFAULT 0, updated INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0,
  left_alone INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0,
  remarks TEXT NOT NULL DEFAULT '[]',             -- rows refused, or left alone in part: line, field, code
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL DEFAULT '',
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX imports_by_cluster ON imports (cluster_id, created_at DESC);
