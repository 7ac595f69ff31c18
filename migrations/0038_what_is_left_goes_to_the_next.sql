-- What one taker leaves of a waste is offered on to the next who can take it. A cascade is about one stock, or one collection
-- of a stream; each remainder is held (holds.reason 'waitlist', source_id = the remainder) while it is offered, so that the
-- trigger of 0004 never lets the same kilogram be offered twice.
CREATE TABLE cascades (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  listing_id TEXT NOT NULL REFERENCES listings (id),
  capacity_id TEXT NOT NULL REFERENCES capacities (id),
  starts_at TEXT, ends_at TEXT,                   -- of the collection; NULL: a stock
  status TEXT NOT NULL CHECK (status IN ('open', 'ended')),
  outcome TEXT CHECK (outcome IN ('taken', 'nobody', 'stopped', 'past')),
  quantity_left INTEGER CHECK (quantity_left >= 0),                 -- when it ended
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK ((status = 'ended') = (outcome IS NOT NULL)),
  CHECK ((starts_at IS NULL) = (ends_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX cascades_one_at_a_time ON cascades (capacity_id, coalesce(starts_at, '')) WHERE status = 'open';
CREATE INDEX cascades_by_listing ON cascades (listing_id, created_at);
CREATE INDEX cascades_to_end ON cascades (starts_at) WHERE status = 'open';

CREATE TABLE remainders (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  cascade_id TEXT NOT NULL REFERENCES cascades (id),
  listing_id TEXT NOT NULL REFERENCES listings (id),
  capacity_id TEXT NOT NULL REFERENCES capacities (id),
  need_id TEXT NOT NULL REFERENCES listings (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  slot TEXT NOT NULL DEFAULT '',                  -- the start of the collection; of a stock, nothing
  position INTEGER NOT NULL,                      -- in its cascade: who was asked first
  quantity INTEGER NOT NULL CHECK (quantity >= 1),
  status TEXT NOT NULL CHECK (status IN ('offered', 'taken', 'refused', 'lapsed', 'withdrawn')),
  offered_until TEXT NOT NULL,
  taken_quantity INTEGER CHECK (taken_quantity BETWEEN 1 AND quantity),
  booking_id TEXT REFERENCES bookings (id),
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  -- Nobody is asked twice for the same collection, or the same stock.
  UNIQUE (capacity_id, slot, organisation_id),
  CHECK ((status = 'taken') = (booking_id IS NOT NULL)),
  CHECK ((status = 'taken') = (taken_quantity IS NOT NULL))
) STRICT;
CREATE INDEX remainders_by_cascade ON remainders (cascade_id, position);
CREATE INDEX remainders_by_organisation ON remainders (organisation_id, created_at, id);
CREATE INDEX remainders_to_answer ON remainders (offered_until) WHERE status = 'offered';

-- What is offered is held, in the same statement: a remainder that is offered to two can not be.
CREATE TRIGGER remainders_let_go AFTER UPDATE OF status ON remainders WHEN OLD.status = 'offered' AND NEW.status <> 'offered'
BEGIN
  DELETE FROM holds WHERE source_id = NEW.id AND reason = 'waitlist';
END;
CREATE TRIGGER remainders_are_held AFTER INSERT ON remainders
-- A copy that is restored brings the holds along.
WHEN NEW.status = 'offered' AND NOT EXISTS (SELECT 1 FROM holds WHERE source_id = NEW.id)
BEGIN
  INSERT INTO holds (capacity_id, reason, source_id, busy_from, busy_to, quantity)
  SELECT NEW.capacity_id, 'waitlist', NEW.id,
    CASE WHEN c.starts_at IS NULL THEN unixepoch(NEW.created_at) / 60 ELSE unixepoch(c.starts_at) / 60 END,
    CASE WHEN c.ends_at IS NULL THEN 2147483647 ELSE unixepoch(c.ends_at) / 60 END, NEW.quantity
  FROM cascades c WHERE c.id = NEW.cascade_id;
END;
