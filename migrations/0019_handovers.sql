-- Pick-ups and returns as the parties note them. A line is never changed: what was wrong is put right by another line, which
-- names the one it corrects; the last of such a chain counts. `happened` 0: it was noted by mistake.
CREATE TABLE handovers (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  booking_id TEXT NOT NULL REFERENCES bookings (id),
  step TEXT NOT NULL CHECK (step IN ('pick_up', 'return')),
  side TEXT NOT NULL CHECK (side IN ('lender', 'borrower', 'coordinator')),
  happened INTEGER NOT NULL DEFAULT 1 CHECK (happened IN (0, 1)),
  at TEXT NOT NULL,
  condition TEXT NOT NULL CHECK (condition IN ('ok', 'dirty', 'incomplete', 'damaged', 'broken')),
  note TEXT NOT NULL DEFAULT '',
  quantity INTEGER NOT NULL CHECK (quantity >= 0),           -- what was really given, or came back
  late_minutes INTEGER NOT NULL DEFAULT 0 CHECK (late_minutes >= 0),
  photo_id TEXT UNIQUE,                           -- also the key of the object in R2
  photo_type TEXT, photo_bytes INTEGER, photo_width INTEGER, photo_height INTEGER,
  photo_alt TEXT NOT NULL DEFAULT '',
  corrects TEXT UNIQUE REFERENCES handovers (id), -- unique: of two who correct one line at once, one is refused
  noted_by TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK ((photo_id IS NULL) = (photo_type IS NULL))
) STRICT;
-- One chain for each step and side: two who tick at once write one line.
CREATE UNIQUE INDEX handovers_begin_once ON handovers (booking_id, step, side) WHERE corrects IS NULL;
CREATE INDEX handovers_by_booking ON handovers (booking_id, created_at, id);
CREATE TRIGGER handovers_are_never_edited BEFORE UPDATE ON handovers
BEGIN SELECT RAISE(ABORT, 'maillage:handover_edited'); END;

-- What is out, and when it is due: written with each line. A pick-up was noted and no return is.
CREATE TABLE returns_due (
  booking_id TEXT PRIMARY KEY REFERENCES bookings (id),
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  lender_id TEXT NOT NULL REFERENCES organisations (id),
  due_at TEXT NOT NULL,
  is_out INTEGER NOT NULL CHECK (is_out IN (0, 1)),
  told_at TEXT,                                   -- both sides are told once that it is late
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX returns_due_to_tell ON returns_due (due_at) WHERE is_out = 1 AND told_at IS NULL;
CREATE INDEX returns_due_by_lender ON returns_due (lender_id, due_at) WHERE is_out = 1;

-- The free loan agreement of a booking, as it was shown to whoever accepted first. A change of the booking makes it lapse,
-- and the next acceptance begins another.
CREATE TABLE agreements (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  booking_id TEXT NOT NULL REFERENCES bookings (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  status TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'lapsed')),
  text_version TEXT NOT NULL,
  terms TEXT NOT NULL,                            -- what the text was filled in with, without names of people
  text TEXT NOT NULL,                             -- the French text to the letter
  hash TEXT NOT NULL,                             -- SHA-256 of the version and the terms
  lender_accepted_at TEXT, lender_accepted_by TEXT, lender_accepted_for TEXT,
  borrower_accepted_at TEXT, borrower_accepted_by TEXT, borrower_accepted_for TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (booking_id, number),
  CHECK ((lender_accepted_at IS NULL) = (lender_accepted_by IS NULL)),
  CHECK ((borrower_accepted_at IS NULL) = (borrower_accepted_by IS NULL)),
  CHECK (status <> 'accepted' OR (lender_accepted_at IS NOT NULL AND borrower_accepted_at IS NOT NULL))
) STRICT;

-- The list of the day by e-mail: who does not want it; what is to be sent on a day, written once for each cluster and day.
CREATE TABLE day_mail_stops (
  member_id TEXT PRIMARY KEY REFERENCES members (id),
  stopped_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE day_mail_runs (
  cluster_id TEXT NOT NULL, date TEXT NOT NULL,
  PRIMARY KEY (cluster_id, date)
) STRICT, WITHOUT ROWID;
CREATE TABLE day_mails (
  member_id TEXT NOT NULL, cluster_id TEXT NOT NULL, date TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('due', 'sent', 'failed', 'dropped')),
  due_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (member_id, cluster_id, date)
) STRICT, WITHOUT ROWID;
CREATE INDEX day_mails_due ON day_mails (due_at) WHERE state = 'due';

-- What ends on a day, and what runs through it, of one lender.
CREATE INDEX bookings_ending_by_lender ON bookings (lender_id, status, ends_at)
  WHERE status IN ('confirmed', 'in_use', 'completed', 'no_show');
