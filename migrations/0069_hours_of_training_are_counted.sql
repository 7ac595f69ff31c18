-- Hours of training and of work integration given with an exchange: who gave them, to how many people, in which family of
-- skills. Numbers alone: no name, no free text. A correction is an event; what was withdrawn counts no more.
CREATE TABLE inclusion_hours (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  booking_id TEXT NOT NULL REFERENCES bookings (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  day TEXT NOT NULL CHECK (day GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),   -- local: the first of the exchange
  purpose TEXT NOT NULL CHECK (purpose IN ('training', 'integration')),
  family TEXT NOT NULL,
  people INTEGER NOT NULL CHECK (people BETWEEN 1 AND 500),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 15 AND people * 24000),    -- of all of them together; 400 h each at most
  withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX inclusion_hours_of_booking ON inclusion_hours (booking_id, id);
CREATE INDEX inclusion_hours_by_day ON inclusion_hours (cluster_id, day, organisation_id) WHERE withdrawn = 0;
