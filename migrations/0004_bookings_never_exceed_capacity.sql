-- A booking takes a quantity of a capacity over [busy_from, busy_to). Holds refer to a capacity, not to an offer, so that
-- one van in two offers cannot be taken twice. The invariant lives here: no code path can go round it.

CREATE TABLE capacities (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  shape TEXT NOT NULL CHECK (shape IN ('thing', 'lot', 'window', 'stock', 'person', 'week')),
  label TEXT NOT NULL DEFAULT '',
  quantity INTEGER NOT NULL CHECK (quantity >= 0),
  unit TEXT NOT NULL,
  details TEXT NOT NULL DEFAULT '{}',             -- of a lot: surface, floor, state, dates
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL
) STRICT;
CREATE INDEX capacities_by_organisation ON capacities (organisation_id);

-- Which capacities a booking of an offer takes: one for most kinds, one lot of several for premises, two together for
-- staff (the person, and the minutes of the week).
CREATE TABLE listing_capacities (
  listing_id TEXT NOT NULL REFERENCES listings (id),
  capacity_id TEXT NOT NULL REFERENCES capacities (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (listing_id, capacity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_capacities_by_capacity ON listing_capacities (capacity_id);

CREATE TABLE bookings (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  listing_id TEXT NOT NULL REFERENCES listings (id),
  capacity_id TEXT NOT NULL REFERENCES capacities (id),
  lender_id TEXT NOT NULL REFERENCES organisations (id),
  borrower_id TEXT NOT NULL REFERENCES organisations (id),
  need_id TEXT REFERENCES listings (id),
  status TEXT NOT NULL CHECK (status IN ('requested', 'confirmed', 'in_use', 'completed', 'declined', 'expired', 'cancelled', 'no_show')),
  starts_at TEXT NOT NULL, ends_at TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity >= 1),
  unit TEXT NOT NULL,
  tariff TEXT NOT NULL DEFAULT 'reference' CHECK (tariff IN ('solidarity', 'reference', 'support')),
  price_cents INTEGER NOT NULL DEFAULT 0 CHECK (price_cents >= 0),   -- what the lender gets: the reference price
  currency TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  answer_by TEXT,                                 -- a request lapses then
  requested_by TEXT NOT NULL,                     -- the person who wrote it
  on_behalf_of TEXT,                              -- the member for whom a coordinator acted
  cancel_reason TEXT, cancelled_side TEXT CHECK (cancelled_side IN ('borrower', 'lender', 'coordinator')),
  series_id TEXT,                                 -- one date of a series
  basket_id TEXT,                                 -- asked for together with others, all or nothing
  competing INTEGER NOT NULL DEFAULT 0 CHECK (competing IN (0, 1)),  -- while requested it holds nothing: the lender chooses
  ended_at TEXT,                                  -- when it was completed, or marked a no-show: opens the seven days of correction
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK (starts_at < ends_at),
  CHECK (status <> 'requested' OR answer_by IS NOT NULL)
) STRICT;
CREATE INDEX bookings_by_borrower ON bookings (borrower_id, starts_at, id);
CREATE INDEX bookings_by_lender ON bookings (lender_id, starts_at, id);
CREATE INDEX bookings_by_listing ON bookings (listing_id, starts_at);
CREATE INDEX bookings_by_series ON bookings (series_id, starts_at) WHERE series_id IS NOT NULL;
CREATE INDEX bookings_by_basket ON bookings (basket_id) WHERE basket_id IS NOT NULL;
CREATE INDEX bookings_by_cluster ON bookings (cluster_id, starts_at);
-- What the clock looks for, each minute: requests that lapse, bookings that begin, bookings that end.
CREATE INDEX bookings_to_expire ON bookings (answer_by) WHERE status = 'requested';
CREATE INDEX bookings_to_begin ON bookings (starts_at) WHERE status = 'confirmed';
CREATE INDEX bookings_to_end ON bookings (ends_at) WHERE status = 'in_use';

-- busy_from and busy_to are UTC minutes since 1970 and include buffers. A hold that never ends (a stock) has
-- busy_to = 2147483647. live = 1 while it takes capacity.
CREATE TABLE holds (
  id INTEGER PRIMARY KEY,
  capacity_id TEXT NOT NULL REFERENCES capacities (id),
  booking_id TEXT REFERENCES bookings (id),
  -- 'waitlist': kept for the one who is offered a freed place, until they answer.
  reason TEXT NOT NULL CHECK (reason IN ('booking', 'closure', 'maintenance', 'waitlist')),
  source_id TEXT,                                 -- what a hold without a booking comes from: an outage, a calendar, an offer of a place
  busy_from INTEGER NOT NULL, busy_to INTEGER NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity >= 1 OR (quantity = 0 AND reason NOT IN ('booking', 'waitlist'))),
  live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
  -- The outage whose own hold has taken the place of this one, until the thing works again: it is not live meanwhile.
  suspended_by TEXT CHECK (suspended_by IS NULL OR live = 0),
  -- An overlap is searched by its end: busy_to > from AND busy_to < to + longest. One long hold would make that range long
  -- for all, so holds are searched by class of length: up to 4 h, a day, a month, longer.
  length_class INTEGER NOT NULL GENERATED ALWAYS AS (
    CASE WHEN busy_to - busy_from <= 240 THEN 1 WHEN busy_to - busy_from <= 1440 THEN 2
         WHEN busy_to - busy_from <= 44640 THEN 3 ELSE 4 END) STORED,
  CHECK (busy_from < busy_to)
) STRICT;
CREATE INDEX holds_live ON holds (capacity_id, length_class, busy_to, busy_from, quantity) WHERE live = 1;
CREATE INDEX holds_by_booking ON holds (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX holds_by_source ON holds (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX holds_suspended ON holds (suspended_by) WHERE suspended_by IS NOT NULL;

-- The check, written once: a row "inserted" here asks whether a quantity still fits over an interval. Mostly the sum of all
-- that overlaps already fits, and that costs one row for each; else the peak is looked for.
CREATE VIEW capacity_checks AS SELECT '' AS capacity_id, 0 AS busy_from, 0 AS busy_to, 0 AS quantity, 0 AS except_hold;
CREATE TRIGGER capacity_is_never_exceeded INSTEAD OF INSERT ON capacity_checks
BEGIN
  SELECT RAISE(ABORT, 'maillage:capacity_taken') WHERE CASE WHEN NEW.quantity + coalesce((
    SELECT sum(quantity) FROM (
      SELECT max(busy_from, NEW.busy_from) AS f, min(busy_to, NEW.busy_to) AS t, quantity FROM holds
       WHERE capacity_id = NEW.capacity_id AND live = 1 AND length_class = 1 AND busy_to > NEW.busy_from
         AND busy_to < NEW.busy_to + 240 AND busy_from < NEW.busy_to AND id <> NEW.except_hold
      UNION ALL
      SELECT max(busy_from, NEW.busy_from), min(busy_to, NEW.busy_to), quantity FROM holds
       WHERE capacity_id = NEW.capacity_id AND live = 1 AND length_class = 2 AND busy_to > NEW.busy_from
         AND busy_to < NEW.busy_to + 1440 AND busy_from < NEW.busy_to AND id <> NEW.except_hold
      UNION ALL
      SELECT max(busy_from, NEW.busy_from), min(busy_to, NEW.busy_to), quantity FROM holds
       WHERE capacity_id = NEW.capacity_id AND live = 1 AND length_class = 3 AND busy_to > NEW.busy_from
         AND busy_to < NEW.busy_to + 44640 AND busy_from < NEW.busy_to AND id <> NEW.except_hold
      UNION ALL
      SELECT max(busy_from, NEW.busy_from), min(busy_to, NEW.busy_to), quantity FROM holds
       WHERE capacity_id = NEW.capacity_id AND live = 1 AND length_class = 4 AND busy_to > NEW.busy_from
         AND busy_from < NEW.busy_to AND id <> NEW.except_hold)
  ), 0) <= (SELECT quantity FROM capacities WHERE id = NEW.capacity_id) THEN 0 ELSE NEW.quantity + coalesce((
    WITH taken AS (
      SELECT max(busy_from, NEW.busy_from) AS f, min(busy_to, NEW.busy_to) AS t, quantity FROM holds
       WHERE capacity_id = NEW.capacity_id AND live = 1 AND length_class = 1 AND busy_to > NEW.busy_from
         AND busy_to < NEW.busy_to + 240 AND busy_from < NEW.busy_to AND id <> NEW.except_hold
      UNION ALL
      SELECT max(busy_from, NEW.busy_from), min(busy_to, NEW.busy_to), quantity FROM holds
       WHERE capacity_id = NEW.capacity_id AND live = 1 AND length_class = 2 AND busy_to > NEW.busy_from
         AND busy_to < NEW.busy_to + 1440 AND busy_from < NEW.busy_to AND id <> NEW.except_hold
      UNION ALL
      SELECT max(busy_from, NEW.busy_from), min(busy_to, NEW.busy_to), quantity FROM holds
       WHERE capacity_id = NEW.capacity_id AND live = 1 AND length_class = 3 AND busy_to > NEW.busy_from
         AND busy_to < NEW.busy_to + 44640 AND busy_from < NEW.busy_to AND id <> NEW.except_hold
      UNION ALL
      SELECT max(busy_from, NEW.busy_from), min(busy_to, NEW.busy_to), quantity FROM holds
       WHERE capacity_id = NEW.capacity_id AND live = 1 AND length_class = 4 AND busy_to > NEW.busy_from
         AND busy_from < NEW.busy_to AND id <> NEW.except_hold)
    SELECT max(load) FROM (
      -- a sweep over starts and ends; at one instant ends come first, because intervals are half-open. What runs at the
      -- start is one step, and what ends with the interval or later is none.
      SELECT sum(delta) OVER (ORDER BY at, delta ROWS UNBOUNDED PRECEDING) AS load FROM (
        SELECT NEW.busy_from AS at, coalesce(sum(quantity), 0) AS delta FROM taken WHERE f = NEW.busy_from
        UNION ALL SELECT f, quantity FROM taken WHERE f > NEW.busy_from
        UNION ALL SELECT t, -quantity FROM taken WHERE t < NEW.busy_to))
  ), 0) > (SELECT quantity FROM capacities WHERE id = NEW.capacity_id) END;
END;

CREATE TRIGGER holds_fit_when_made BEFORE INSERT ON holds WHEN NEW.live = 1
BEGIN
  -- Nothing is held of nothing: only a closure whose capacity is lowered to 0 gets there.
  SELECT RAISE(ABORT, 'maillage:capacity_taken') WHERE NEW.quantity = 0;
  INSERT INTO capacity_checks VALUES (NEW.capacity_id, NEW.busy_from, NEW.busy_to, NEW.quantity, -1);
END;

CREATE TRIGGER holds_fit_when_changed BEFORE UPDATE OF capacity_id, busy_from, busy_to, quantity, live ON holds
WHEN NEW.live = 1 AND (OLD.live = 0 OR NEW.capacity_id <> OLD.capacity_id OR NEW.quantity > OLD.quantity
  OR NEW.busy_from < OLD.busy_from OR NEW.busy_to > OLD.busy_to)
BEGIN
  INSERT INTO capacity_checks VALUES (NEW.capacity_id, NEW.busy_from, NEW.busy_to, NEW.quantity, OLD.id);
END;

-- A closure of the whole is left out: it shrinks with what it closes, see below. What an outage of the whole has suspended
-- counts in its stead, for it comes back; an outage of a part has suspended no more than it holds itself.
CREATE TRIGGER capacity_is_never_lowered_below_what_is_held BEFORE UPDATE OF quantity ON capacities
WHEN NEW.quantity < OLD.quantity
BEGIN
  SELECT RAISE(ABORT, 'maillage:capacity_held') WHERE NEW.quantity < coalesce((
    WITH held AS (
      SELECT busy_from, busy_to, quantity FROM holds
       WHERE capacity_id = NEW.id AND (reason IN ('booking', 'waitlist') OR quantity <> OLD.quantity)
         AND (live = 1 OR suspended_by IN (SELECT source_id FROM holds
           WHERE capacity_id = NEW.id AND live = 1 AND reason = 'maintenance' AND quantity = OLD.quantity)))
    SELECT max(load) FROM (
      SELECT sum(delta) OVER (ORDER BY at, delta ROWS UNBOUNDED PRECEDING) AS load FROM (
        SELECT busy_from AS at, quantity AS delta FROM held UNION ALL SELECT busy_to, -quantity FROM held))), 0);
END;

-- A closure of the whole stays one: a third van bought while two are in repair does not become free by itself, and a
-- closed room does not forbid to lower its quantity.
CREATE TRIGGER closures_follow_their_capacity AFTER UPDATE OF quantity ON capacities WHEN NEW.quantity <> OLD.quantity
BEGIN
  UPDATE holds SET quantity = NEW.quantity
   WHERE capacity_id = NEW.id AND (live = 1 OR suspended_by IS NOT NULL) AND reason NOT IN ('booking', 'waitlist')
     AND quantity = OLD.quantity;
END;

-- A booking and its holds can not disagree: whatever is answered, cancelled or ended frees its capacity in the same
-- statement. What was taken from a stock stays taken. What an outage has suspended stays so while the booking stands, and
-- has nothing to come back to once it is given up.
CREATE TRIGGER bookings_free_their_holds AFTER UPDATE OF status ON bookings WHEN NEW.status <> OLD.status
BEGIN
  UPDATE holds SET suspended_by = NULL
   WHERE booking_id = NEW.id AND suspended_by IS NOT NULL AND NEW.status NOT IN ('requested', 'confirmed', 'in_use');
  UPDATE holds SET live = CASE
      WHEN NEW.status = 'requested' THEN 1 - NEW.competing
      WHEN NEW.status IN ('confirmed', 'in_use') THEN 1
      WHEN NEW.status = 'completed' THEN (SELECT shape = 'stock' FROM capacities WHERE id = holds.capacity_id)
      ELSE 0 END
   WHERE booking_id = NEW.id AND suspended_by IS NULL AND live <> CASE
      WHEN NEW.status = 'requested' THEN 1 - NEW.competing
      WHEN NEW.status IN ('confirmed', 'in_use') THEN 1
      WHEN NEW.status = 'completed' THEN (SELECT shape = 'stock' FROM capacities WHERE id = holds.capacity_id)
      ELSE 0 END;
END;
