-- A thing that is out of order, whole or for some of its quantity. Its hold (reason 'maintenance', source_id = the outage)
-- closes the calendar; holds that no longer fit beside it are suspended (holds.suspended_by), and come back in the batch that
-- ends it. At every instant no more is suspended than the outage holds itself, so they always fit again.
CREATE TABLE outages (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  capacity_id TEXT NOT NULL REFERENCES capacities (id),
  starts_at TEXT NOT NULL,
  ends_at TEXT,                                   -- when it is expected to work again; NULL: nobody knows
  quantity INTEGER,                               -- how many are out of order; NULL: all of them
  reason TEXT NOT NULL DEFAULT '',                -- told to those who had booked
  status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'ended')),
  ended_at TEXT,
  declared_by TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK (ends_at IS NULL OR starts_at < ends_at),
  CHECK (quantity IS NULL OR quantity >= 1),
  CHECK ((status = 'ended') = (ended_at IS NOT NULL))
) STRICT;
CREATE INDEX outages_by_capacity ON outages (capacity_id, starts_at);
CREATE INDEX outages_to_end ON outages (ends_at) WHERE status = 'open';

-- Who waits for a place that is taken. The order is that of asking, over all offers that share the capacity. A place that
-- is offered is held (reason 'waitlist', source_id = the entry) until offered_until: the database never offers one twice.
CREATE TABLE waitlist (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  listing_id TEXT NOT NULL REFERENCES listings (id),
  capacity_id TEXT NOT NULL REFERENCES capacities (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  starts_at TEXT NOT NULL, ends_at TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity >= 1),
  status TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'offered', 'taken', 'passed', 'left', 'lapsed')),
  offered_until TEXT,                             -- of the last offer, also once it is over
  booking_id TEXT REFERENCES bookings (id),       -- what it became
  asked_by TEXT NOT NULL,
  on_behalf_of TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK (starts_at < ends_at),
  CHECK (status <> 'offered' OR offered_until IS NOT NULL),
  CHECK ((status = 'taken') = (booking_id IS NOT NULL))
) STRICT;
CREATE INDEX waitlist_in_order ON waitlist (capacity_id, created_at, id) WHERE status = 'waiting';
CREATE INDEX waitlist_by_organisation ON waitlist (organisation_id, starts_at, id);
CREATE INDEX waitlist_to_begin ON waitlist (starts_at) WHERE status = 'waiting';
CREATE INDEX waitlist_to_answer ON waitlist (offered_until) WHERE status = 'offered';
-- One place in a queue for one wish.
CREATE UNIQUE INDEX waitlist_wishes ON waitlist (listing_id, organisation_id, capacity_id, starts_at, ends_at)
  WHERE status IN ('waiting', 'offered');

-- What is given up while somebody waits for it is kept for the queue in the same statement, so that nobody passes them by.
-- source_id is the booking; worker/waitlist offers the place, or lets it go, a moment later.
CREATE TRIGGER freed_places_are_kept_for_the_queue AFTER UPDATE OF live ON holds
WHEN OLD.live = 1 AND NEW.live = 0 AND NEW.reason = 'booking' AND NEW.suspended_by IS NULL AND EXISTS (
  SELECT 1 FROM waitlist WHERE capacity_id = NEW.capacity_id AND status = 'waiting'
     AND unixepoch(starts_at) / 60 < NEW.busy_to AND unixepoch(ends_at) / 60 > NEW.busy_from)
BEGIN
  INSERT INTO holds (capacity_id, reason, source_id, busy_from, busy_to, quantity)
  VALUES (NEW.capacity_id, 'waitlist', NEW.booking_id, NEW.busy_from, NEW.busy_to, NEW.quantity);
END;
CREATE INDEX holds_kept_for_the_queue ON holds (capacity_id) WHERE reason = 'waitlist';
