-- Waste leaves by a hand-over, or by what somebody noted of its end: a recycler took what was refused or left, a taker passed on
-- what they had in hand. Both have their line in the register. SQLite can not let go of a NOT NULL, so that the table is made
-- again, with all its lines.
CREATE TABLE waste_lines_again (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id), -- from where it left
  booking_id TEXT REFERENCES bookings (id),       -- by its hand-over
  end_id TEXT REFERENCES stream_ends (id),        -- or by the end that was noted of it, the first of its chain of corrections
  shipped_on TEXT NOT NULL CHECK (shipped_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  cells TEXT NOT NULL CHECK (json_valid(cells)),  -- what each column says, by name: worker/register/rulesOfColumns.ts
  origin TEXT NOT NULL CHECK (json_valid(origin)), -- what it was written from: another word of it is another line
  hazardous INTEGER NOT NULL CHECK (hazardous IN (0, 1)),
  happened INTEGER NOT NULL DEFAULT 1 CHECK (happened IN (0, 1)), -- 0: nothing left after all
  number INTEGER NOT NULL CHECK (number >= 1),    -- of the lines of one departure: the last one counts
  corrects TEXT UNIQUE REFERENCES waste_lines_again (id), -- unique: of two who correct one line at once, one is refused
  reason TEXT NOT NULL DEFAULT '',
  written_by TEXT,                                -- null: written by what happened
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK ((booking_id IS NULL) <> (end_id IS NULL)),
  CHECK ((corrects IS NULL) = (number = 1))
) STRICT;
INSERT INTO waste_lines_again (id, cluster_id, organisation_id, booking_id, shipped_on, cells, origin, hazardous, happened,
    number, corrects, reason, written_by, version, last_event_id, created_at)
  SELECT id, cluster_id, organisation_id, booking_id, shipped_on, cells, origin, hazardous, happened, number, corrects, reason,
    written_by, version, last_event_id, created_at FROM waste_lines ORDER BY number;
DROP TABLE waste_lines;
ALTER TABLE waste_lines_again RENAME TO waste_lines;
-- One chain for each departure: what is told twice is written once.
CREATE UNIQUE INDEX waste_lines_by_departure ON waste_lines (coalesce(booking_id, end_id), number);
CREATE INDEX waste_lines_by_organisation ON waste_lines (organisation_id, shipped_on, coalesce(booking_id, end_id), number);
CREATE INDEX waste_lines_by_cluster ON waste_lines (cluster_id, shipped_on, coalesce(booking_id, end_id), number);

CREATE TRIGGER waste_lines_are_never_edited BEFORE UPDATE ON waste_lines
BEGIN SELECT RAISE(ABORT, 'maillage:register_kept'); END;
CREATE TRIGGER waste_lines_are_never_deleted BEFORE DELETE ON waste_lines
BEGIN SELECT RAISE(ABORT, 'maillage:register_kept'); END;
-- A correction stays in the register of its line, and what was hazardous is never made harmless by it.
CREATE TRIGGER waste_lines_correct_their_own BEFORE INSERT ON waste_lines
WHEN NEW.corrects IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM waste_lines AS was WHERE was.id = NEW.corrects AND was.booking_id IS NEW.booking_id
    AND was.end_id IS NEW.end_id
    AND was.organisation_id = NEW.organisation_id AND was.cluster_id = NEW.cluster_id AND was.number = NEW.number - 1
    AND was.hazardous <= NEW.hazardous)
BEGIN SELECT RAISE(ABORT, 'maillage:register_kept'); END;
-- What was noted before is looked at by npm run rebuild, and by the next word of it.
