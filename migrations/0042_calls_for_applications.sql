-- A call: lots of a site, over a time, given by a published procedure. While it runs it holds each of its lots in the mechanism
-- of every booking (holds, reason 'waitlist', source_id = the call): a lot is never booked and under call at once.
CREATE TABLE calls (
  id TEXT PRIMARY KEY,                            -- cll_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  site_id TEXT NOT NULL REFERENCES sites (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),   -- the landlord
  status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'published', 'closed', 'judged', 'allocated', 'ended', 'cancelled')),
  round INTEGER NOT NULL DEFAULT 1 CHECK (round IN (1, 2)),      -- of the jury: names are hidden in the first
  title TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL CHECK (language IN ('fr', 'en', 'ar')),
  starts_on TEXT, ends_on TEXT,                   -- local dates of the occupation, both included
  deadline TEXT,                                  -- the last instant at which an application is taken
  answer_on TEXT,                                 -- local date at which the result is promised
  answer_days INTEGER NOT NULL DEFAULT 10 CHECK (answer_days BETWEEN 1 AND 60),   -- to accept a lot
  form TEXT NOT NULL DEFAULT '',                  -- what will be signed, and why it ends, in words
  questions TEXT NOT NULL DEFAULT '[]',           -- JSON: three
  criteria TEXT NOT NULL DEFAULT '[]',            -- JSON [{id, label, weight}], weights sum to 100
  quotas TEXT NOT NULL DEFAULT '[]',              -- JSON [{sector, unit, min?, max?}]
  visits TEXT NOT NULL DEFAULT '[]',              -- JSON [{date, from, to}], local
  visit_places INTEGER NOT NULL DEFAULT 10 CHECK (visit_places BETWEEN 1 AND 100),   -- organisations at each of them
  visit_listing_id TEXT REFERENCES listings (id), -- the offer by which visits are booked
  seed_hash TEXT,                                 -- SHA-256 of the seed that decides between equal scores
  amendments INTEGER NOT NULL DEFAULT 0,          -- how many times it was changed since it was published
  allocation TEXT,                                -- JSON: what is published of the result, with its inputs
  published_at TEXT, closed_at TEXT, judged_at TEXT, allocated_at TEXT, ended_at TEXT,
  end_reason TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK (starts_on <= ends_on),
  CHECK (status = 'draft' OR (deadline IS NOT NULL AND starts_on IS NOT NULL AND ends_on IS NOT NULL)),
  CHECK (status IN ('draft', 'cancelled') OR (seed_hash IS NOT NULL AND published_at IS NOT NULL)),
  CHECK (status <> 'allocated' OR allocation IS NOT NULL)
) STRICT;
CREATE INDEX calls_by_cluster ON calls (cluster_id, id DESC);
CREATE INDEX calls_by_organisation ON calls (organisation_id, id);
CREATE INDEX calls_to_close ON calls (deadline) WHERE status = 'published';

-- Told to nobody before the result is published. In a table of its own, so that no list of columns can show it.
CREATE TABLE call_seeds (call_id TEXT PRIMARY KEY REFERENCES calls (id), seed TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE call_lots (
  call_id TEXT NOT NULL REFERENCES calls (id),
  lot_id TEXT NOT NULL REFERENCES lots (id),
  capacity_id TEXT NOT NULL REFERENCES capacities (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (call_id, lot_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX call_lots_by_lot ON call_lots (lot_id);

CREATE TABLE call_jurors (
  call_id TEXT NOT NULL REFERENCES calls (id),
  person_id TEXT NOT NULL REFERENCES people (id),
  number INTEGER NOT NULL,                        -- how the published record names them
  left_at TEXT,                                   -- their scores count no more
  PRIMARY KEY (call_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX call_jurors_have_one_number ON call_jurors (call_id, number);
CREATE INDEX call_jurors_by_person ON call_jurors (person_id);

-- What was changed of a published call, and why: on its page for as long as the call is.
CREATE TABLE call_amendments (
  call_id TEXT NOT NULL REFERENCES calls (id),
  number INTEGER NOT NULL,
  event_id TEXT NOT NULL UNIQUE,
  reason TEXT NOT NULL CHECK (length(reason) >= 1),
  changes TEXT NOT NULL,                          -- JSON: the names of what changed
  made_at TEXT NOT NULL,
  PRIMARY KEY (call_id, number)
) STRICT, WITHOUT ROWID;

-- Never silently: what applicants go by changes only together with its amendment.
CREATE TRIGGER calls_are_amended_in_public
BEFORE UPDATE OF title, description, starts_on, ends_on, deadline, answer_on, answer_days, form, questions, criteria, quotas, visits, visit_places ON calls
WHEN OLD.status <> 'draft' AND (NEW.title, NEW.description, NEW.starts_on, NEW.ends_on, NEW.deadline, NEW.answer_on,
    NEW.answer_days, NEW.form, NEW.questions, NEW.criteria, NEW.quotas, NEW.visits, NEW.visit_places)
  IS NOT (OLD.title, OLD.description, OLD.starts_on, OLD.ends_on, OLD.deadline, OLD.answer_on,
    OLD.answer_days, OLD.form, OLD.questions, OLD.criteria, OLD.quotas, OLD.visits, OLD.visit_places)
BEGIN
  SELECT RAISE(ABORT, 'maillage:transition_not_allowed') WHERE NEW.status <> 'published' OR NOT EXISTS (
    SELECT 1 FROM call_amendments WHERE call_id = NEW.id AND number = NEW.amendments AND event_id = NEW.last_event_id);
END;

-- What was promised before anybody applied is what decides.
CREATE TRIGGER calls_keep_their_seed BEFORE UPDATE OF seed_hash ON calls
WHEN OLD.seed_hash IS NOT NULL AND NEW.seed_hash IS NOT OLD.seed_hash
BEGIN SELECT RAISE(ABORT, 'maillage:transition_not_allowed'); END;
CREATE TRIGGER call_seeds_are_never_changed BEFORE UPDATE ON call_seeds
BEGIN SELECT RAISE(ABORT, 'maillage:transition_not_allowed'); END;
CREATE TRIGGER allocations_are_never_changed BEFORE UPDATE OF allocation ON calls
WHEN OLD.allocation IS NOT NULL AND OLD.status <> 'judged' AND NEW.allocation IS NOT OLD.allocation
BEGIN SELECT RAISE(ABORT, 'maillage:transition_not_allowed'); END;
