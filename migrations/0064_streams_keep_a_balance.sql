-- What arrives differs from what was promised: both are kept, and every kilogram (or piece) has an end. A hand-over says how
-- its quantity was found, and what of it was refused and stayed where it was.
ALTER TABLE handovers ADD COLUMN measure TEXT CHECK (measure IN ('weighed', 'counted', 'estimated'));
ALTER TABLE handovers ADD COLUMN refused_quantity INTEGER NOT NULL DEFAULT 0 CHECK (refused_quantity >= 0);
ALTER TABLE handovers ADD COLUMN refused_reason TEXT
  CHECK (refused_reason IN ('contaminated', 'not_as_told', 'too_much', 'other'));
-- Of what is counted in pieces, pallets or litres: what the scales said as well.
ALTER TABLE handovers ADD COLUMN weight_kg INTEGER CHECK (weight_kg >= 0);

-- The ledger of a stream: quantities in the unit of the offer move from one account to another, and no account goes below
-- nothing, so that promised = collected + refused + lapsed and collected = used + passed on + outlet + in hand hold whatever
-- happens. A line is never changed and never goes; what was wrong is moved back by another line.
--   said            outside: what is promised comes from here, and what is given up before its time goes back
--   awaited         promised, and its collection is still to come
--   in_hand         collected, with the taker: its end is still to come
--   used, passed_on, outlet                  the ends of what was collected
--   refused         stayed with the giver at the hand-over: still to go on
--   unfetched       nobody booked it, or nobody came: still to go on
--   refused_on, unfetched_on                 went on as an offer of its own, which keeps its own balance
--   refused_outlet, unfetched_outlet         the recycler collected it
--   missing         was promised and never came: there is nothing of it to go anywhere
CREATE TABLE stream_entries (
  id INTEGER PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  listing_id TEXT NOT NULL REFERENCES listings (id),
  batch_id TEXT NOT NULL,                         -- saved before the batches, whose totals are checked against these lines
  from_account TEXT NOT NULL CHECK (from_account IN ('said', 'awaited', 'in_hand', 'used', 'passed_on', 'outlet', 'refused',
    'refused_on', 'refused_outlet', 'unfetched', 'unfetched_on', 'unfetched_outlet', 'missing')),
  to_account TEXT NOT NULL CHECK (to_account IN ('said', 'awaited', 'in_hand', 'used', 'passed_on', 'outlet', 'refused',
    'refused_on', 'refused_outlet', 'unfetched', 'unfetched_on', 'unfetched_outlet', 'missing')),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  end_id TEXT UNIQUE,                             -- of an act of somebody: see stream_ends; else it follows from a booking
  created_at TEXT NOT NULL,
  CHECK (from_account <> to_account)
) STRICT;
CREATE INDEX stream_entries_by_batch ON stream_entries (batch_id, id);
CREATE INDEX stream_entries_by_listing ON stream_entries (listing_id, id);

-- One booking of a stream, or what nobody has booked of one collection (of a stock: what is free of it). Totals are the sums
-- of its lines, kept with each line.
CREATE TABLE stream_batches (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  listing_id TEXT NOT NULL REFERENCES listings (id),
  booking_id TEXT UNIQUE REFERENCES bookings (id),
  slot TEXT NOT NULL,                             -- the start of the collection; of a stock that nobody booked, nothing
  closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),       -- nothing is awaited any more
  promised INTEGER NOT NULL DEFAULT 0,
  awaited INTEGER NOT NULL DEFAULT 0 CHECK (awaited >= 0),
  in_hand INTEGER NOT NULL DEFAULT 0 CHECK (in_hand >= 0),
  used INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0),
  passed_on INTEGER NOT NULL DEFAULT 0 CHECK (passed_on >= 0),
  outlet INTEGER NOT NULL DEFAULT 0 CHECK (outlet >= 0),
  refused INTEGER NOT NULL DEFAULT 0 CHECK (refused >= 0),
  refused_on INTEGER NOT NULL DEFAULT 0 CHECK (refused_on >= 0),
  refused_outlet INTEGER NOT NULL DEFAULT 0 CHECK (refused_outlet >= 0),
  unfetched INTEGER NOT NULL DEFAULT 0 CHECK (unfetched >= 0),
  unfetched_on INTEGER NOT NULL DEFAULT 0 CHECK (unfetched_on >= 0),
  unfetched_outlet INTEGER NOT NULL DEFAULT 0 CHECK (unfetched_outlet >= 0),
  missing INTEGER NOT NULL DEFAULT 0 CHECK (missing >= 0),
  lines INTEGER NOT NULL DEFAULT 0,               -- how many lines it has: what was read too early is not written
  created_at TEXT NOT NULL,
  -- promised = awaited + collected + refused + lapsed; once the collection is over nothing is awaited.
  CONSTRAINT mass_balance CHECK (promised = awaited + (in_hand + used + passed_on + outlet + refused_outlet + unfetched_outlet)
    + (refused + refused_on) + (unfetched + unfetched_on + missing)),
  CONSTRAINT closed_is_over CHECK (closed = 0 OR awaited = 0)
) STRICT;
CREATE UNIQUE INDEX stream_batches_unbooked ON stream_batches (listing_id, slot) WHERE booking_id IS NULL;
CREATE INDEX stream_batches_by_listing ON stream_batches (listing_id, slot, id);
-- What has no end yet, for the coordinator.
CREATE INDEX stream_batches_loose ON stream_batches (cluster_id, slot, id)
  WHERE in_hand > 0 OR refused > 0 OR unfetched > 0;

-- What a batch holds in each account by its lines.
CREATE VIEW stream_accounts AS
  SELECT b.id AS batch_id, a.value AS account,
    coalesce((SELECT sum(CASE WHEN e.to_account = a.value THEN e.quantity ELSE 0 END)
      - sum(CASE WHEN e.from_account = a.value THEN e.quantity ELSE 0 END) FROM stream_entries e WHERE e.batch_id = b.id), 0) AS quantity
  FROM stream_batches b, json_each('["said","awaited","in_hand","used","passed_on","outlet","refused","refused_on",
    "refused_outlet","unfetched","unfetched_on","unfetched_outlet","missing"]') a;

CREATE TRIGGER stream_entries_take_what_is_there BEFORE INSERT ON stream_entries
WHEN NEW.from_account <> 'said' AND EXISTS (SELECT 1 FROM stream_batches WHERE id = NEW.batch_id)
BEGIN
  SELECT RAISE(ABORT, 'maillage:more_than_there') WHERE NEW.quantity > coalesce((
    SELECT sum(CASE WHEN to_account = NEW.from_account THEN quantity ELSE -quantity END) FROM stream_entries
     WHERE batch_id = NEW.batch_id AND NEW.from_account IN (to_account, from_account)), 0);
END;
CREATE TRIGGER stream_entries_are_summed AFTER INSERT ON stream_entries
BEGIN
  UPDATE stream_batches SET lines = lines + 1,
    promised = promised + (NEW.from_account = 'said') * NEW.quantity - (NEW.to_account = 'said') * NEW.quantity,
    awaited = awaited + (NEW.to_account = 'awaited') * NEW.quantity - (NEW.from_account = 'awaited') * NEW.quantity,
    in_hand = in_hand + (NEW.to_account = 'in_hand') * NEW.quantity - (NEW.from_account = 'in_hand') * NEW.quantity,
    used = used + (NEW.to_account = 'used') * NEW.quantity - (NEW.from_account = 'used') * NEW.quantity,
    passed_on = passed_on + (NEW.to_account = 'passed_on') * NEW.quantity - (NEW.from_account = 'passed_on') * NEW.quantity,
    outlet = outlet + (NEW.to_account = 'outlet') * NEW.quantity - (NEW.from_account = 'outlet') * NEW.quantity,
    refused = refused + (NEW.to_account = 'refused') * NEW.quantity - (NEW.from_account = 'refused') * NEW.quantity,
    refused_on = refused_on + (NEW.to_account = 'refused_on') * NEW.quantity - (NEW.from_account = 'refused_on') * NEW.quantity,
    refused_outlet = refused_outlet + (NEW.to_account = 'refused_outlet') * NEW.quantity
      - (NEW.from_account = 'refused_outlet') * NEW.quantity,
    unfetched = unfetched + (NEW.to_account = 'unfetched') * NEW.quantity - (NEW.from_account = 'unfetched') * NEW.quantity,
    unfetched_on = unfetched_on + (NEW.to_account = 'unfetched_on') * NEW.quantity
      - (NEW.from_account = 'unfetched_on') * NEW.quantity,
    unfetched_outlet = unfetched_outlet + (NEW.to_account = 'unfetched_outlet') * NEW.quantity
      - (NEW.from_account = 'unfetched_outlet') * NEW.quantity,
    missing = missing + (NEW.to_account = 'missing') * NEW.quantity - (NEW.from_account = 'missing') * NEW.quantity
   WHERE id = NEW.batch_id;
END;
CREATE TRIGGER stream_entries_are_never_edited BEFORE UPDATE ON stream_entries
BEGIN SELECT RAISE(ABORT, 'maillage:ledger_edited'); END;
CREATE TRIGGER stream_entries_never_go BEFORE DELETE ON stream_entries
BEGIN SELECT RAISE(ABORT, 'maillage:ledger_edited'); END;

-- Totals can not be written round the lines: not with a new batch (a copy that is restored brings both), not later.
CREATE TRIGGER stream_batches_begin_as_their_lines AFTER INSERT ON stream_batches
WHEN NEW.lines <> 0 OR NEW.promised <> 0 OR EXISTS (SELECT 1 FROM stream_entries WHERE batch_id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'maillage:ledger_edited') FROM stream_accounts WHERE batch_id = NEW.id AND quantity <> CASE account
    WHEN 'said' THEN -NEW.promised WHEN 'awaited' THEN NEW.awaited WHEN 'in_hand' THEN NEW.in_hand WHEN 'used' THEN NEW.used
    WHEN 'passed_on' THEN NEW.passed_on WHEN 'outlet' THEN NEW.outlet WHEN 'refused' THEN NEW.refused
    WHEN 'refused_on' THEN NEW.refused_on WHEN 'refused_outlet' THEN NEW.refused_outlet WHEN 'unfetched' THEN NEW.unfetched
    WHEN 'unfetched_on' THEN NEW.unfetched_on WHEN 'unfetched_outlet' THEN NEW.unfetched_outlet ELSE NEW.missing END;
END;
CREATE TRIGGER stream_batches_stay_their_lines BEFORE UPDATE OF promised, awaited, in_hand, used, passed_on, outlet, refused,
  refused_on, refused_outlet, unfetched, unfetched_on, unfetched_outlet, missing, lines ON stream_batches
WHEN NEW.lines <> OLD.lines + 1 OR NEW.lines <> (SELECT count(*) FROM stream_entries WHERE batch_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'maillage:ledger_edited'); END;
CREATE TRIGGER stream_batches_never_go BEFORE DELETE ON stream_batches
BEGIN SELECT RAISE(ABORT, 'maillage:ledger_edited'); END;
-- What is over stays over; only of a stock can more be free again, when its offer is.
CREATE TRIGGER stream_batches_stay_closed BEFORE UPDATE OF closed ON stream_batches
WHEN OLD.closed = 1 AND NEW.closed = 0 AND (OLD.booking_id IS NOT NULL OR OLD.slot <> '')
BEGIN SELECT RAISE(ABORT, 'maillage:ledger_edited'); END;

-- What somebody did with a quantity: the end it came to. `went_on`: it is an offer of its own now (to_listing_id).
CREATE TABLE stream_ends (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  listing_id TEXT NOT NULL REFERENCES listings (id),
  batch_id TEXT NOT NULL REFERENCES stream_batches (id),
  act TEXT NOT NULL CHECK (act IN ('used', 'passed_on', 'outlet', 'went_on', 'corrected')),
  from_account TEXT NOT NULL CHECK (from_account IN ('in_hand', 'refused', 'unfetched', 'used', 'passed_on', 'outlet',
    'refused_outlet', 'unfetched_outlet')),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  to_name TEXT NOT NULL DEFAULT '',               -- whom it was passed on to, or the recycler
  to_listing_id TEXT UNIQUE REFERENCES listings (id),
  slip_number TEXT,
  note TEXT NOT NULL DEFAULT '',
  happened_on TEXT NOT NULL,                      -- local day
  corrects TEXT REFERENCES stream_ends (id),
  noted_by TEXT NOT NULL,                         -- empty: it followed by itself
  on_behalf_of TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK ((act = 'went_on') = (to_listing_id IS NOT NULL)),
  CHECK ((act = 'corrected') = (corrects IS NOT NULL)),
  CHECK (act <> 'outlet' OR length(to_name) > 0),
  CHECK (act <> 'corrected' OR length(note) > 0),
  CHECK (act IN ('outlet', 'went_on') OR from_account IN ('in_hand', 'used', 'passed_on', 'outlet', 'refused_outlet',
    'unfetched_outlet')),
  CHECK ((act = 'corrected') = (from_account IN ('used', 'passed_on', 'outlet', 'refused_outlet', 'unfetched_outlet')))
) STRICT;
CREATE INDEX stream_ends_by_batch ON stream_ends (batch_id, created_at);
CREATE INDEX stream_ends_by_correction ON stream_ends (corrects) WHERE corrects IS NOT NULL;
CREATE TRIGGER stream_ends_are_never_edited BEFORE UPDATE ON stream_ends
BEGIN SELECT RAISE(ABORT, 'maillage:ledger_edited'); END;
CREATE TRIGGER stream_ends_never_go BEFORE DELETE ON stream_ends
BEGIN SELECT RAISE(ABORT, 'maillage:ledger_edited'); END;

-- Hazardous waste leaves no hand without its slip, nor as an offer that calls it harmless.
CREATE TRIGGER stream_ends_need_a_slip BEFORE INSERT ON stream_ends
WHEN NEW.act IN ('passed_on', 'outlet') AND coalesce(length(NEW.slip_number), 0) < 4
  AND EXISTS (SELECT 1 FROM listings WHERE id = NEW.listing_id AND details ->> 'hazardous' = 1)
BEGIN SELECT RAISE(ABORT, 'maillage:hazardous_needs_slip'); END;
CREATE TRIGGER stream_ends_stay_hazardous BEFORE INSERT ON stream_ends
WHEN NEW.act = 'went_on' AND EXISTS (SELECT 1 FROM listings WHERE id = NEW.listing_id AND details ->> 'hazardous' = 1)
  AND NOT EXISTS (SELECT 1 FROM listings WHERE id = NEW.to_listing_id AND kind = 'waste' AND details ->> 'hazardous' = 1)
BEGIN SELECT RAISE(ABORT, 'maillage:hazard_kept'); END;
-- No more is taken back than was noted.
CREATE TRIGGER stream_ends_correct_what_was BEFORE INSERT ON stream_ends WHEN NEW.act = 'corrected'
BEGIN
  SELECT RAISE(ABORT, 'maillage:more_than_there') WHERE NEW.quantity > coalesce((SELECT e.quantity FROM stream_ends e
    WHERE e.id = NEW.corrects AND e.batch_id = NEW.batch_id AND e.act IN ('used', 'passed_on', 'outlet')), 0)
    - coalesce((SELECT sum(quantity) FROM stream_ends WHERE corrects = NEW.corrects), 0);
END;
-- The line of the ledger, in the same statement. A copy that is restored brings its lines along.
CREATE TRIGGER stream_ends_are_entered AFTER INSERT ON stream_ends
WHEN NOT EXISTS (SELECT 1 FROM stream_entries WHERE end_id = NEW.id)
BEGIN
  INSERT INTO stream_entries (cluster_id, listing_id, batch_id, from_account, to_account, quantity, end_id, created_at)
  SELECT NEW.cluster_id, NEW.listing_id, NEW.batch_id, NEW.from_account, CASE
      WHEN NEW.act = 'corrected' AND NEW.from_account = 'refused_outlet' THEN 'refused'
      WHEN NEW.act = 'corrected' AND NEW.from_account = 'unfetched_outlet' THEN 'unfetched'
      WHEN NEW.act = 'corrected' THEN 'in_hand'
      WHEN NEW.act = 'used' THEN 'used'
      WHEN NEW.from_account = 'in_hand' THEN CASE NEW.act WHEN 'outlet' THEN 'outlet' ELSE 'passed_on' END
      WHEN NEW.act = 'outlet' THEN NEW.from_account || '_outlet'
      ELSE NEW.from_account || '_on' END,
    NEW.quantity, NEW.id, NEW.created_at;
END;

-- What is gone can not be unsaid: the hand-over that brought it is not lowered below it, nor called a no-show.
CREATE TRIGGER handovers_keep_what_has_gone BEFORE INSERT ON handovers
WHEN NEW.corrects IS NOT NULL AND NEW.step = 'pick_up'
BEGIN
  SELECT RAISE(ABORT, 'maillage:quantity_has_gone') FROM stream_batches b WHERE b.booking_id = NEW.booking_id
    AND (b.used + b.passed_on + b.outlet > NEW.quantity * NEW.happened
      OR b.refused_on + b.refused_outlet > NEW.refused_quantity * NEW.happened);
END;
CREATE TRIGGER bookings_keep_what_has_gone BEFORE UPDATE OF status ON bookings
WHEN NEW.status = 'no_show' AND OLD.status <> 'no_show'
BEGIN
  SELECT RAISE(ABORT, 'maillage:quantity_has_gone') FROM stream_batches b WHERE b.booking_id = NEW.id
    AND b.used + b.passed_on + b.outlet + b.refused_on + b.refused_outlet > 0;
END;
CREATE TRIGGER bookings_keep_what_went_on BEFORE UPDATE OF status ON bookings
WHEN OLD.status = 'no_show' AND NEW.status <> 'no_show'
BEGIN
  SELECT RAISE(ABORT, 'maillage:quantity_has_gone') FROM stream_batches b WHERE b.booking_id = NEW.id
    AND b.unfetched_on + b.unfetched_outlet > 0;
END;

-- When each recurring stream is next looked at: after the end of its next collection. Kept by the clock.
CREATE TABLE stream_looks (
  listing_id TEXT PRIMARY KEY REFERENCES listings (id),
  looked_until TEXT NOT NULL,
  next_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX stream_looks_due ON stream_looks (next_at);
-- Those that are offered already are looked at from now on.
INSERT INTO stream_looks (listing_id, looked_until, next_at)
  SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM listings
  WHERE kind = 'waste' AND direction = 'offer' AND grain = 'window' AND status = 'published';
