-- A lot given to an organisation for a term, and the agreement that says so: one row. From its draft on it holds the lot in the
-- mechanism of every booking (holds, source_id = the occupancy): 'waitlist' while it is kept for them, 'booking' once both sides
-- have accepted. A lot is never given twice, nor given and booked.
CREATE TABLE occupancies (
  id TEXT PRIMARY KEY,                            -- occ_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  site_id TEXT NOT NULL REFERENCES sites (id),
  lot_id TEXT NOT NULL REFERENCES lots (id),
  capacity_id TEXT NOT NULL REFERENCES capacities (id),
  landlord_id TEXT NOT NULL REFERENCES organisations (id),
  occupant_id TEXT NOT NULL REFERENCES organisations (id),
  call_offer_id TEXT REFERENCES call_offers (id), -- where it comes from a call: the lot that was accepted
  status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'proposed', 'accepted', 'in_force', 'ended', 'cancelled')),
  form TEXT NOT NULL CHECK (form IN ('precarious', 'short_lease', 'free_loan', 'public_domain')),
  starts_on TEXT NOT NULL, ends_on TEXT NOT NULL, -- local dates, both included
  left_on TEXT,                                   -- local date on which the keys came back
  fee_mode TEXT NOT NULL CHECK (fee_mode IN ('charges', 'fixed', 'free')),
  fee_cents INTEGER NOT NULL DEFAULT 0 CHECK (fee_cents >= 0),    -- a month, where it is fixed
  solidarity_percent INTEGER NOT NULL DEFAULT 100 CHECK (solidarity_percent BETWEEN 10 AND 300),
  reason TEXT NOT NULL DEFAULT 'none' CHECK (reason IN ('none', 'works', 'sale', 'demolition', 'project', 'other')),
  reason_words TEXT NOT NULL DEFAULT '',
  terms TEXT NOT NULL DEFAULT '{}',               -- JSON: the other answers
  text_number INTEGER,                            -- version of the cluster's text it was made with; 0: the standard text
  text TEXT,                                      -- what was proposed, to the letter
  hash TEXT,                                      -- SHA-256 of it
  proposed_at TEXT,
  landlord_accepted_at TEXT, landlord_accepted_by TEXT, landlord_accepted_for TEXT,
  occupant_accepted_at TEXT, occupant_accepted_by TEXT, occupant_accepted_for TEXT,
  ended_at TEXT, end_words TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK (starts_on <= ends_on),
  CHECK (landlord_id <> occupant_id),
  CHECK ((landlord_accepted_at IS NULL) = (landlord_accepted_by IS NULL)),
  CHECK ((occupant_accepted_at IS NULL) = (occupant_accepted_by IS NULL)),
  CHECK (fee_mode = 'fixed' OR fee_cents = 0),
  -- C. civ. 1876: a loan is free. C. com. L145-5-1: precarious for a reason outside the parties' will.
  CHECK (status IN ('draft', 'cancelled') OR form <> 'free_loan' OR fee_mode = 'free'),
  CHECK (status IN ('draft', 'cancelled') OR form <> 'precarious' OR (reason <> 'none' AND reason_words <> '')),
  CHECK (status IN ('draft', 'cancelled') OR (text IS NOT NULL AND hash IS NOT NULL AND text_number IS NOT NULL)),
  CHECK (status NOT IN ('accepted', 'in_force', 'ended') OR (landlord_accepted_at IS NOT NULL AND occupant_accepted_at IS NOT NULL))
) STRICT;
CREATE INDEX occupancies_by_cluster ON occupancies (cluster_id, id DESC);
CREATE INDEX occupancies_by_landlord ON occupancies (landlord_id, id DESC);
CREATE INDEX occupancies_by_occupant ON occupancies (occupant_id, id DESC);
CREATE INDEX occupancies_by_site ON occupancies (site_id, starts_on);
CREATE INDEX occupancies_by_lot ON occupancies (lot_id, starts_on);
CREATE INDEX occupancies_to_pass ON occupancies (status, starts_on) WHERE status IN ('accepted', 'in_force');
CREATE UNIQUE INDEX occupancies_of_a_call_offer ON occupancies (call_offer_id) WHERE call_offer_id IS NOT NULL AND status <> 'cancelled';

-- What both sides have accepted stays as it was accepted.
CREATE TRIGGER occupancies_stay_as_they_were_accepted
BEFORE UPDATE OF form, starts_on, ends_on, fee_mode, fee_cents, solidarity_percent, reason, reason_words, terms, text, text_number,
  hash, lot_id, capacity_id, occupant_id, landlord_id ON occupancies
WHEN OLD.status <> 'draft' AND (NEW.form, NEW.starts_on, NEW.ends_on, NEW.fee_mode, NEW.fee_cents, NEW.solidarity_percent, NEW.reason,
    NEW.reason_words, NEW.terms, NEW.lot_id, NEW.capacity_id, NEW.occupant_id, NEW.landlord_id)
  IS NOT (OLD.form, OLD.starts_on, OLD.ends_on, OLD.fee_mode, OLD.fee_cents, OLD.solidarity_percent, OLD.reason,
    OLD.reason_words, OLD.terms, OLD.lot_id, OLD.capacity_id, OLD.occupant_id, OLD.landlord_id)
  OR OLD.status NOT IN ('draft', 'proposed') AND (NEW.text, NEW.text_number, NEW.hash) IS NOT (OLD.text, OLD.text_number, OLD.hash)
BEGIN SELECT RAISE(ABORT, 'maillage:transition_not_allowed'); END;

-- C. com. L145-5: three years at most in all, whoever proposes two at once. An end before its term counts as it was.
CREATE TRIGGER short_leases_add_up BEFORE UPDATE OF status ON occupancies
WHEN NEW.form = 'short_lease' AND NEW.status = 'accepted' AND OLD.status <> 'accepted'
BEGIN
  SELECT RAISE(ABORT, 'maillage:lease_too_long') FROM (
    SELECT min(starts_on) AS first, sum(julianday(min(ends_on, coalesce(left_on, ends_on))) - julianday(starts_on) + 1) AS days
      FROM occupancies WHERE lot_id = NEW.lot_id AND occupant_id = NEW.occupant_id AND form = 'short_lease'
       AND (id = NEW.id OR status IN ('accepted', 'in_force', 'ended')))
   WHERE days > julianday(first, '+36 months') - julianday(first);
END;

-- When people are told of a term: one row each, written when both have accepted.
CREATE TABLE occupancy_reminders (
  occupancy_id TEXT NOT NULL REFERENCES occupancies (id),
  days INTEGER NOT NULL,                          -- from the term: −90, −30, 0, 25
  due_on TEXT NOT NULL,                           -- local date
  due_at TEXT NOT NULL,                           -- the instant from which it is told
  told_at TEXT,
  dropped_at TEXT,                                -- they left before: nothing to tell
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  PRIMARY KEY (occupancy_id, days)
) STRICT, WITHOUT ROWID;
CREATE INDEX occupancy_reminders_due ON occupancy_reminders (due_at) WHERE told_at IS NULL AND dropped_at IS NULL;

-- The text of each form in a cluster. A change is a new version; what was made with an older one keeps it.
CREATE TABLE agreement_texts (
  id TEXT PRIMARY KEY,                            -- agt_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  form TEXT NOT NULL CHECK (form IN ('precarious', 'short_lease', 'free_loan', 'public_domain')),
  number INTEGER NOT NULL CHECK (number >= 1),
  body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 20000),
  note TEXT NOT NULL DEFAULT '',                  -- what changed, for who reads the versions
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (cluster_id, form, number)
) STRICT;
CREATE TRIGGER agreement_texts_are_never_edited BEFORE UPDATE ON agreement_texts
BEGIN SELECT RAISE(ABORT, 'maillage:transition_not_allowed'); END;
