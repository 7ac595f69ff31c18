-- A series: one request for many dates. Each date is a booking of its own; here is what joins them.

CREATE TABLE series (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  listing_id TEXT NOT NULL REFERENCES listings (id),
  capacity_id TEXT NOT NULL REFERENCES capacities (id),
  lender_id TEXT NOT NULL REFERENCES organisations (id),
  borrower_id TEXT NOT NULL REFERENCES organisations (id),
  need_id TEXT REFERENCES listings (id),
  rrule TEXT NOT NULL,                            -- RFC 5545, without DTSTART
  starts_on TEXT NOT NULL,                        -- the local date from which the rule counts
  starts_time TEXT, ends_time TEXT,               -- local times; both null: whole days
  days INTEGER NOT NULL CHECK (days BETWEEN 0 AND 31),  -- local days from a date to its end
  zone TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity >= 1),
  tariff TEXT NOT NULL DEFAULT 'reference' CHECK (tariff IN ('solidarity', 'reference', 'support')),
  exdates TEXT NOT NULL DEFAULT '[]',             -- dates of the rule that were never wanted
  note TEXT NOT NULL DEFAULT '',
  requested_by TEXT NOT NULL,
  on_behalf_of TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK ((starts_time IS NULL) = (ends_time IS NULL)),
  CHECK (starts_time IS NOT NULL OR days >= 1)
) STRICT;

-- Every date of the rule, also those that were skipped: they can be added back. The date is the one that the rule gave,
-- whatever became of its booking; starts_at and ends_at are when the series has it.
CREATE TABLE series_dates (
  series_id TEXT NOT NULL REFERENCES series (id),
  date TEXT NOT NULL,
  booking_id TEXT REFERENCES bookings (id),
  state TEXT NOT NULL CHECK (state IN ('booked', 'skipped', 'moved')),
  starts_at TEXT NOT NULL, ends_at TEXT NOT NULL,
  PRIMARY KEY (series_id, date),
  CHECK ((state = 'skipped') = (booking_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX series_dates_by_booking ON series_dates (booking_id) WHERE booking_id IS NOT NULL;
