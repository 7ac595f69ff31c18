-- The chronological register of outgoing waste (C. env. R541-43; order of 31 May 2021, article 2). A line is written when waste
-- is handed over, with what was known then. It is never changed and never deleted, so that it is there three years and longer:
-- what was wrong or missing is put right by another line, which names the one it takes the place of.
CREATE TABLE waste_lines (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id), -- from where it left
  booking_id TEXT NOT NULL REFERENCES bookings (id),
  shipped_on TEXT NOT NULL CHECK (shipped_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  cells TEXT NOT NULL CHECK (json_valid(cells)),  -- what each column says, by name: worker/register/rulesOfColumns.ts
  origin TEXT NOT NULL CHECK (json_valid(origin)), -- what the hand-over said when it was written: another word of it is another line
  hazardous INTEGER NOT NULL CHECK (hazardous IN (0, 1)),
  happened INTEGER NOT NULL DEFAULT 1 CHECK (happened IN (0, 1)), -- 0: nothing left after all
  number INTEGER NOT NULL CHECK (number >= 1),    -- of the lines of one hand-over: the last one counts
  corrects TEXT UNIQUE REFERENCES waste_lines (id), -- unique: of two who correct one line at once, one is refused
  reason TEXT NOT NULL DEFAULT '',
  written_by TEXT,                                -- null: written by what happened to the booking
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (booking_id, number),                    -- one chain for each booking: what is told twice is written once
  CHECK ((corrects IS NULL) = (number = 1))
) STRICT;
CREATE INDEX waste_lines_by_organisation ON waste_lines (organisation_id, shipped_on, booking_id, number);
CREATE INDEX waste_lines_by_cluster ON waste_lines (cluster_id, shipped_on, booking_id, number);

CREATE TRIGGER waste_lines_are_never_edited BEFORE UPDATE ON waste_lines
BEGIN SELECT RAISE(ABORT, 'maillage:register_kept'); END;
CREATE TRIGGER waste_lines_are_never_deleted BEFORE DELETE ON waste_lines
BEGIN SELECT RAISE(ABORT, 'maillage:register_kept'); END;
-- A correction stays in the register of its line, and what was hazardous is never made harmless by it.
CREATE TRIGGER waste_lines_correct_their_own BEFORE INSERT ON waste_lines
WHEN NEW.corrects IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM waste_lines AS was WHERE was.id = NEW.corrects AND was.booking_id = NEW.booking_id
    AND was.organisation_id = NEW.organisation_id AND was.cluster_id = NEW.cluster_id AND was.number = NEW.number - 1
    AND was.hazardous <= NEW.hazardous)
BEGIN SELECT RAISE(ABORT, 'maillage:register_kept'); END;
