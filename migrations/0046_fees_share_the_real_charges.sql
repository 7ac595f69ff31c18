-- The rule by which a site's charges are shared. A change is a new version, in force from a month on.
CREATE TABLE fee_rules (
  id TEXT PRIMARY KEY,                            -- fru_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  site_id TEXT NOT NULL REFERENCES sites (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  from_month TEXT NOT NULL CHECK (from_month GLOB '[12][0-9][0-9][0-9]-[01][0-9]'),
  empty TEXT NOT NULL CHECK (empty IN ('owner', 'spread')),       -- who bears what an empty lot weighs
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (site_id, number)
) STRICT;

-- A month of a site that was drawn up: once, with what it was computed from.
CREATE TABLE fee_months (
  id TEXT PRIMARY KEY,                            -- fmo_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  site_id TEXT NOT NULL REFERENCES sites (id),
  month TEXT NOT NULL CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]'),
  rule_number INTEGER NOT NULL,                   -- 0: the standard rule, where none was set
  empty TEXT NOT NULL CHECK (empty IN ('owner', 'spread')),
  charges_cents INTEGER NOT NULL CHECK (charges_cents >= 0),      -- of the year, as they were known
  owner_cents INTEGER NOT NULL CHECK (owner_cents >= 0),          -- what the owner bears of the month
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (site_id, month)
) STRICT;

-- What is due and what was paid, line by line. A line is never changed: what was wrong is put right by another line.
CREATE TABLE fee_lines (
  id TEXT PRIMARY KEY,                            -- fel_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  site_id TEXT NOT NULL REFERENCES sites (id),
  lot_id TEXT NOT NULL REFERENCES lots (id),
  occupancy_id TEXT NOT NULL REFERENCES occupancies (id),
  kind TEXT NOT NULL CHECK (kind IN ('due', 'paid')),
  month TEXT CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]'),  -- of what is due
  on_date TEXT NOT NULL,                          -- local date: from when it is due, or when it was paid
  cents INTEGER NOT NULL,                         -- a correction can be below zero
  days INTEGER, weight INTEGER,                   -- what a share was computed from
  words TEXT NOT NULL DEFAULT '',
  corrects TEXT REFERENCES fee_lines (id),
  noted_by TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK (kind = 'paid' OR month IS NOT NULL),
  CHECK (cents > 0 OR corrects IS NOT NULL OR (kind = 'due' AND cents = 0)),
  CHECK (corrects IS NULL OR words <> '')
) STRICT;
CREATE INDEX fee_lines_by_occupancy ON fee_lines (occupancy_id, on_date, id);
CREATE INDEX fee_lines_by_site ON fee_lines (site_id, month);
CREATE INDEX fee_lines_by_cluster ON fee_lines (cluster_id, on_date);
CREATE UNIQUE INDEX fee_lines_are_due_once ON fee_lines (occupancy_id, month) WHERE kind = 'due' AND corrects IS NULL;
CREATE TRIGGER fee_lines_are_never_edited BEFORE UPDATE ON fee_lines
BEGIN SELECT RAISE(ABORT, 'maillage:transition_not_allowed'); END;
