-- What the dashboard reads: a projection, made by the consumer `dashboards.project` and again by `npm run rebuild`.
--
-- Three tables are recomputed from the base tables, one listing or one booking at a time: `listing_facts`, `offer_weeks`,
-- `booking_weeks`. The `usage_of_…` tables are their sums by local week. The database keeps them by triggers, in the
-- transaction that changes what they sum, so that an event delivered twice or late changes nothing, and so that no
-- statement ever has to read a whole cluster (docs/decisions/0006). A week is the local date of its Monday.

-- One row per listing that was ever published.
CREATE TABLE listing_facts (
  listing_id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL, organisation_id TEXT NOT NULL,
  direction TEXT NOT NULL, kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'paused', 'closed', 'met', 'unmet', 'dropped')),
  week TEXT NOT NULL,                             -- in which it was published
  published_at TEXT NOT NULL, expires_at TEXT,
  open_until TEXT,                                -- the last week in which it is or was open
  held INTEGER NOT NULL DEFAULT 0,                -- how much of it can be held: bookings take a part of it
  first_match_at TEXT, minutes_to_match INTEGER,  -- of a need
  answered INTEGER NOT NULL DEFAULT 0,            -- of a need: somebody accepted, wrote, proposed a time or booked
  last_booked_at TEXT                             -- of an offer: when its last kept booking begins
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_facts_by_week ON listing_facts (cluster_id, direction, week, listing_id);
CREATE INDEX listing_facts_open ON listing_facts (cluster_id, direction, kind, listing_id) WHERE state = 'open';
CREATE INDEX listing_facts_by_end ON listing_facts (cluster_id, open_until, listing_id) WHERE direction = 'offer';
CREATE INDEX listing_facts_expiring ON listing_facts (cluster_id, expires_at) WHERE state = 'open';
CREATE INDEX needs_unanswered ON listing_facts (cluster_id, published_at) WHERE direction = 'need' AND state = 'open' AND answered = 0;
CREATE INDEX needs_unmatched ON listing_facts (cluster_id, published_at) WHERE direction = 'need' AND state = 'open' AND first_match_at IS NULL;
CREATE INDEX offers_asleep ON listing_facts (cluster_id, last_booked_at, published_at) WHERE direction = 'offer' AND state = 'open';

-- How long an offer is open in a week: minutes × lots; so many of one thing count as one that is taken in parts.
CREATE TABLE offer_weeks (
  listing_id TEXT NOT NULL, week TEXT NOT NULL,
  cluster_id TEXT NOT NULL, kind TEXT NOT NULL,
  minutes_open INTEGER NOT NULL,
  PRIMARY KEY (listing_id, week)
) STRICT, WITHOUT ROWID;

-- What a booking takes in each week it touches. It counts once, in the week in which it begins.
CREATE TABLE booking_weeks (
  booking_id TEXT NOT NULL, week TEXT NOT NULL,
  cluster_id TEXT NOT NULL, kind TEXT NOT NULL, listing_id TEXT NOT NULL,
  lender_id TEXT NOT NULL, borrower_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('requested', 'confirmed', 'completed', 'declined', 'expired', 'cancelled', 'no_show')),
  begins INTEGER NOT NULL CHECK (begins IN (0, 1)),
  minutes INTEGER NOT NULL,                       -- × the part of the offer it takes; 0 unless confirmed or completed
  quantity INTEGER NOT NULL, unit TEXT NOT NULL,  -- of a material, in the week in which it begins
  requested_at TEXT NOT NULL,
  PRIMARY KEY (booking_id, week)
) STRICT, WITHOUT ROWID;
CREATE INDEX booking_weeks_by_week ON booking_weeks (cluster_id, week, booking_id);
CREATE INDEX bookings_waiting ON booking_weeks (cluster_id, requested_at) WHERE state = 'requested' AND begins = 1;

CREATE TABLE usage_of_kinds (
  cluster_id TEXT NOT NULL, week TEXT NOT NULL, kind TEXT NOT NULL,
  minutes_open INTEGER NOT NULL DEFAULT 0, minutes_booked INTEGER NOT NULL DEFAULT 0,
  requested INTEGER NOT NULL DEFAULT 0, confirmed INTEGER NOT NULL DEFAULT 0, completed INTEGER NOT NULL DEFAULT 0,
  declined INTEGER NOT NULL DEFAULT 0, expired INTEGER NOT NULL DEFAULT 0, cancelled INTEGER NOT NULL DEFAULT 0,
  no_show INTEGER NOT NULL DEFAULT 0,
  offers_posted INTEGER NOT NULL DEFAULT 0, needs_posted INTEGER NOT NULL DEFAULT 0,
  needs_met INTEGER NOT NULL DEFAULT 0, needs_unmet INTEGER NOT NULL DEFAULT 0, needs_dropped INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (cluster_id, week, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE usage_of_offers (
  cluster_id TEXT NOT NULL, week TEXT NOT NULL, listing_id TEXT NOT NULL,
  minutes INTEGER NOT NULL, bookings INTEGER NOT NULL,
  PRIMARY KEY (cluster_id, week, listing_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE usage_of_pairs (
  cluster_id TEXT NOT NULL, week TEXT NOT NULL, lender_id TEXT NOT NULL, borrower_id TEXT NOT NULL,
  minutes INTEGER NOT NULL, bookings INTEGER NOT NULL,
  PRIMARY KEY (cluster_id, week, lender_id, borrower_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE usage_of_units (
  cluster_id TEXT NOT NULL, week TEXT NOT NULL, unit TEXT NOT NULL,
  quantity INTEGER NOT NULL, bookings INTEGER NOT NULL,
  PRIMARY KEY (cluster_id, week, unit)
) STRICT, WITHOUT ROWID;
-- Who posted: with the pairs, who was active.
CREATE TABLE usage_of_posters (
  cluster_id TEXT NOT NULL, week TEXT NOT NULL, organisation_id TEXT NOT NULL, listings INTEGER NOT NULL,
  PRIMARY KEY (cluster_id, week, organisation_id)
) STRICT, WITHOUT ROWID;
-- What is open now, whenever it was posted.
CREATE TABLE open_listings (
  cluster_id TEXT NOT NULL, direction TEXT NOT NULL, kind TEXT NOT NULL, listings INTEGER NOT NULL,
  PRIMARY KEY (cluster_id, direction, kind)
) STRICT, WITHOUT ROWID;

-- A difference of what a booking takes: a row "inserted" here is added to the sums. Written once for all three triggers.
CREATE VIEW booking_changes AS SELECT '' AS cluster_id, '' AS week, '' AS kind, '' AS listing_id, '' AS lender_id,
  '' AS borrower_id, '' AS unit, 0 AS minutes, 0 AS bookings, 0 AS quantity, 0 AS loads, 0 AS requested, 0 AS confirmed,
  0 AS completed, 0 AS declined, 0 AS expired, 0 AS cancelled, 0 AS no_show;
CREATE TRIGGER bookings_are_summed INSTEAD OF INSERT ON booking_changes
BEGIN
  INSERT INTO usage_of_kinds (cluster_id, week, kind, minutes_booked, requested, confirmed, completed, declined, expired, cancelled, no_show)
    VALUES (NEW.cluster_id, NEW.week, NEW.kind, NEW.minutes, NEW.requested, NEW.confirmed, NEW.completed, NEW.declined,
      NEW.expired, NEW.cancelled, NEW.no_show)
    ON CONFLICT (cluster_id, week, kind) DO UPDATE SET
      minutes_booked = minutes_booked + excluded.minutes_booked, requested = requested + excluded.requested,
      confirmed = confirmed + excluded.confirmed, completed = completed + excluded.completed,
      declined = declined + excluded.declined, expired = expired + excluded.expired,
      cancelled = cancelled + excluded.cancelled, no_show = no_show + excluded.no_show;
  INSERT INTO usage_of_offers SELECT NEW.cluster_id, NEW.week, NEW.listing_id, NEW.minutes, NEW.bookings
    WHERE NEW.minutes <> 0 OR NEW.bookings <> 0
    ON CONFLICT (cluster_id, week, listing_id) DO UPDATE SET
      minutes = minutes + excluded.minutes, bookings = bookings + excluded.bookings;
  INSERT INTO usage_of_pairs SELECT NEW.cluster_id, NEW.week, NEW.lender_id, NEW.borrower_id, NEW.minutes, NEW.bookings
    WHERE NEW.minutes <> 0 OR NEW.bookings <> 0
    ON CONFLICT (cluster_id, week, lender_id, borrower_id) DO UPDATE SET
      minutes = minutes + excluded.minutes, bookings = bookings + excluded.bookings;
  INSERT INTO usage_of_units SELECT NEW.cluster_id, NEW.week, NEW.unit, NEW.quantity, NEW.loads
    WHERE NEW.quantity <> 0 OR NEW.loads <> 0
    ON CONFLICT (cluster_id, week, unit) DO UPDATE SET
      quantity = quantity + excluded.quantity, bookings = bookings + excluded.bookings;
  -- What no booking is left of leaves no empty line.
  DELETE FROM usage_of_offers WHERE cluster_id = NEW.cluster_id AND week = NEW.week AND listing_id = NEW.listing_id
    AND minutes = 0 AND bookings = 0;
  DELETE FROM usage_of_pairs WHERE cluster_id = NEW.cluster_id AND week = NEW.week AND lender_id = NEW.lender_id
    AND borrower_id = NEW.borrower_id AND minutes = 0 AND bookings = 0;
  DELETE FROM usage_of_units WHERE cluster_id = NEW.cluster_id AND week = NEW.week AND unit = NEW.unit
    AND quantity = 0 AND bookings = 0;
END;
CREATE TRIGGER booking_weeks_are_added AFTER INSERT ON booking_weeks
BEGIN
  INSERT INTO booking_changes VALUES (NEW.cluster_id, NEW.week, NEW.kind, NEW.listing_id, NEW.lender_id, NEW.borrower_id,
    NEW.unit, NEW.minutes, NEW.begins * (NEW.state IN ('confirmed', 'completed')), NEW.quantity, NEW.quantity > 0,
    NEW.begins * (NEW.state = 'requested'), NEW.begins * (NEW.state = 'confirmed'), NEW.begins * (NEW.state = 'completed'),
    NEW.begins * (NEW.state = 'declined'), NEW.begins * (NEW.state = 'expired'), NEW.begins * (NEW.state = 'cancelled'),
    NEW.begins * (NEW.state = 'no_show'));
END;
CREATE TRIGGER booking_weeks_are_taken_away AFTER DELETE ON booking_weeks
BEGIN
  INSERT INTO booking_changes VALUES (OLD.cluster_id, OLD.week, OLD.kind, OLD.listing_id, OLD.lender_id, OLD.borrower_id,
    OLD.unit, -OLD.minutes, -OLD.begins * (OLD.state IN ('confirmed', 'completed')), -OLD.quantity, -(OLD.quantity > 0),
    -OLD.begins * (OLD.state = 'requested'), -OLD.begins * (OLD.state = 'confirmed'), -OLD.begins * (OLD.state = 'completed'),
    -OLD.begins * (OLD.state = 'declined'), -OLD.begins * (OLD.state = 'expired'), -OLD.begins * (OLD.state = 'cancelled'),
    -OLD.begins * (OLD.state = 'no_show'));
END;
-- Whose a booking is, its offer and its unit never change.
CREATE TRIGGER booking_weeks_are_changed AFTER UPDATE OF state, begins, minutes, quantity ON booking_weeks
BEGIN
  INSERT INTO booking_changes VALUES (NEW.cluster_id, NEW.week, NEW.kind, NEW.listing_id, NEW.lender_id, NEW.borrower_id,
    NEW.unit, NEW.minutes - OLD.minutes,
    NEW.begins * (NEW.state IN ('confirmed', 'completed')) - OLD.begins * (OLD.state IN ('confirmed', 'completed')),
    NEW.quantity - OLD.quantity, (NEW.quantity > 0) - (OLD.quantity > 0),
    NEW.begins * (NEW.state = 'requested') - OLD.begins * (OLD.state = 'requested'),
    NEW.begins * (NEW.state = 'confirmed') - OLD.begins * (OLD.state = 'confirmed'),
    NEW.begins * (NEW.state = 'completed') - OLD.begins * (OLD.state = 'completed'),
    NEW.begins * (NEW.state = 'declined') - OLD.begins * (OLD.state = 'declined'),
    NEW.begins * (NEW.state = 'expired') - OLD.begins * (OLD.state = 'expired'),
    NEW.begins * (NEW.state = 'cancelled') - OLD.begins * (OLD.state = 'cancelled'),
    NEW.begins * (NEW.state = 'no_show') - OLD.begins * (OLD.state = 'no_show'));
END;

CREATE TRIGGER offer_weeks_are_added AFTER INSERT ON offer_weeks
BEGIN
  INSERT INTO usage_of_kinds (cluster_id, week, kind, minutes_open) VALUES (NEW.cluster_id, NEW.week, NEW.kind, NEW.minutes_open)
    ON CONFLICT (cluster_id, week, kind) DO UPDATE SET minutes_open = minutes_open + excluded.minutes_open;
END;
CREATE TRIGGER offer_weeks_are_taken_away AFTER DELETE ON offer_weeks
BEGIN
  UPDATE usage_of_kinds SET minutes_open = minutes_open - OLD.minutes_open
   WHERE cluster_id = OLD.cluster_id AND week = OLD.week AND kind = OLD.kind;
END;
CREATE TRIGGER offer_weeks_are_changed AFTER UPDATE OF minutes_open ON offer_weeks
BEGIN
  UPDATE usage_of_kinds SET minutes_open = minutes_open + NEW.minutes_open - OLD.minutes_open
   WHERE cluster_id = NEW.cluster_id AND week = NEW.week AND kind = NEW.kind;
END;

CREATE VIEW listing_changes AS SELECT '' AS cluster_id, '' AS week, '' AS organisation_id, '' AS direction, '' AS kind,
  '' AS state, 0 AS sign;
CREATE TRIGGER listings_are_summed INSTEAD OF INSERT ON listing_changes
BEGIN
  INSERT INTO usage_of_kinds (cluster_id, week, kind, offers_posted, needs_posted, needs_met, needs_unmet, needs_dropped)
    VALUES (NEW.cluster_id, NEW.week, NEW.kind, NEW.sign * (NEW.direction = 'offer'), NEW.sign * (NEW.direction = 'need'),
      NEW.sign * (NEW.state = 'met'), NEW.sign * (NEW.state = 'unmet'), NEW.sign * (NEW.state = 'dropped'))
    ON CONFLICT (cluster_id, week, kind) DO UPDATE SET
      offers_posted = offers_posted + excluded.offers_posted, needs_posted = needs_posted + excluded.needs_posted,
      needs_met = needs_met + excluded.needs_met, needs_unmet = needs_unmet + excluded.needs_unmet,
      needs_dropped = needs_dropped + excluded.needs_dropped;
  INSERT INTO usage_of_posters VALUES (NEW.cluster_id, NEW.week, NEW.organisation_id, NEW.sign)
    ON CONFLICT (cluster_id, week, organisation_id) DO UPDATE SET listings = listings + excluded.listings;
  DELETE FROM usage_of_posters WHERE cluster_id = NEW.cluster_id AND week = NEW.week
    AND organisation_id = NEW.organisation_id AND listings = 0;
  INSERT INTO open_listings SELECT NEW.cluster_id, NEW.direction, NEW.kind, NEW.sign WHERE NEW.state = 'open'
    ON CONFLICT (cluster_id, direction, kind) DO UPDATE SET listings = listings + excluded.listings;
END;
CREATE TRIGGER listing_facts_are_added AFTER INSERT ON listing_facts
BEGIN
  INSERT INTO listing_changes VALUES (NEW.cluster_id, NEW.week, NEW.organisation_id, NEW.direction, NEW.kind, NEW.state, 1);
END;
CREATE TRIGGER listing_facts_are_taken_away AFTER DELETE ON listing_facts
BEGIN
  INSERT INTO listing_changes VALUES (OLD.cluster_id, OLD.week, OLD.organisation_id, OLD.direction, OLD.kind, OLD.state, -1);
END;
CREATE TRIGGER listing_facts_are_changed AFTER UPDATE OF week, state ON listing_facts WHEN NEW.week <> OLD.week OR NEW.state <> OLD.state
BEGIN
  INSERT INTO listing_changes VALUES (OLD.cluster_id, OLD.week, OLD.organisation_id, OLD.direction, OLD.kind, OLD.state, -1);
  INSERT INTO listing_changes VALUES (NEW.cluster_id, NEW.week, NEW.organisation_id, NEW.direction, NEW.kind, NEW.state, 1);
END;

-- Whether somebody booked for a need, without reading the other bookings.
CREATE INDEX bookings_by_need ON bookings (need_id) WHERE need_id IS NOT NULL;
-- Who asks to join, for the coordinator's day.
CREATE INDEX affiliations_requested ON affiliations (cluster_id, since) WHERE status = 'requested';
CREATE INDEX members_requested ON members (created_at) WHERE status = 'requested';
