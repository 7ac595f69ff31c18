-- Secret addresses at which somebody's calendar program reads: only the hash of the secret is kept. Each is read with the
-- rights of the person who made it, as they are at that moment. Deleted when it is revoked; a new one takes its place.
CREATE TABLE calendar_addresses (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES people (id),
  scope TEXT NOT NULL CHECK (scope IN ('person', 'organisation', 'offer')),
  subject_id TEXT NOT NULL,                       -- the person, the organisation, the offer
  cluster_id TEXT REFERENCES clusters (id),       -- NULL: the person's own, whatever the cluster
  language TEXT NOT NULL,
  created_at TEXT NOT NULL,
  last_read_at TEXT,
  CHECK ((scope = 'person') = (cluster_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX calendar_addresses_are_one_each
  ON calendar_addresses (person_id, scope, subject_id, coalesce(cluster_id, ''));

-- Calendars that lenders keep elsewhere: what is in them closes a capacity (holds with reason 'closure', source_id = the feed).
CREATE TABLE calendar_feeds (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  listing_id TEXT NOT NULL REFERENCES listings (id),    -- the offer on whose page it was given
  capacity_id TEXT NOT NULL REFERENCES capacities (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  name TEXT NOT NULL,
  address TEXT,                                   -- https, often a secret; NULL: a file, or removed
  created_by TEXT NOT NULL,
  removed_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK (removed_at IS NULL OR address IS NULL)
) STRICT;
CREATE INDEX calendar_feeds_by_capacity ON calendar_feeds (capacity_id, id) WHERE removed_at IS NULL;

-- How the reading of each goes: no facts, written by the clock.
CREATE TABLE feed_reads (
  feed_id TEXT PRIMARY KEY REFERENCES calendar_feeds (id),
  due_at TEXT,                                    -- when it is read next; NULL: never, it is a file
  failures INTEGER NOT NULL DEFAULT 0,            -- in a row
  problem TEXT,                                   -- what the last one met
  etag TEXT, last_modified TEXT,                  -- what its server said, to be asked with
  read_at TEXT,                                   -- when it was last reached
  whole_at TEXT,                                  -- when it was last read from end to end
  report TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_reads_due ON feed_reads (due_at) WHERE due_at IS NOT NULL;

-- What runs now may have begun long ago: a calendar finds it without reading the past.
CREATE INDEX bookings_running_by_borrower ON bookings (borrower_id, ends_at) WHERE status = 'in_use';
CREATE INDEX bookings_running_by_lender ON bookings (lender_id, ends_at) WHERE status = 'in_use';
