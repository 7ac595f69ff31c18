-- What an organisation says of itself, once for all calls.
CREATE TABLE applicant_profiles (
  organisation_id TEXT PRIMARY KEY REFERENCES organisations (id),
  sector TEXT NOT NULL,
  activity TEXT NOT NULL DEFAULT '',
  team TEXT NOT NULL DEFAULT '',
  history TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One organisation's answer to a call. It has a number from the moment it is sent; its name is on no page and in no event of
-- the jury's first round.
CREATE TABLE applications (
  id TEXT PRIMARY KEY,                            -- apl_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  call_id TEXT NOT NULL REFERENCES calls (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'submitted', 'withdrawn')),
  number INTEGER,
  answers TEXT NOT NULL DEFAULT '[]',             -- JSON: three texts
  choices TEXT NOT NULL DEFAULT '[]',             -- JSON: at most three lots, the first is the best
  needs TEXT NOT NULL DEFAULT '{}',               -- JSON: what a lot must have
  profile TEXT NOT NULL DEFAULT '{}',             -- JSON: the profile as it was when the application was sent
  sector TEXT NOT NULL DEFAULT '',
  hash TEXT,                                      -- SHA-256 of what was sent
  submitted_at TEXT, withdrawn_at TEXT,
  created_by TEXT NOT NULL,
  on_behalf_of TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK (status = 'draft' OR (number IS NOT NULL AND hash IS NOT NULL AND submitted_at IS NOT NULL)),
  CHECK ((status = 'withdrawn') = (withdrawn_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX applications_are_one_each ON applications (call_id, organisation_id) WHERE status <> 'withdrawn';
CREATE UNIQUE INDEX applications_have_one_number ON applications (call_id, number) WHERE number IS NOT NULL;
CREATE INDEX applications_by_organisation ON applications (organisation_id, id);

-- Nothing is sent or withdrawn after the deadline, whatever asks for it.
CREATE TRIGGER applications_are_sent_in_time BEFORE UPDATE OF status ON applications WHEN NEW.status <> OLD.status
BEGIN
  SELECT RAISE(ABORT, 'maillage:call_closed') WHERE NOT EXISTS (
    SELECT 1 FROM calls WHERE id = NEW.call_id AND status = 'published'
      AND deadline > iif(NEW.status = 'withdrawn', NEW.withdrawn_at, NEW.submitted_at));
END;
CREATE TRIGGER applications_stay_as_they_were_sent
BEFORE UPDATE OF answers, choices, needs, profile, sector, hash, number, call_id, organisation_id ON applications
WHEN OLD.status <> 'draft'
BEGIN SELECT RAISE(ABORT, 'maillage:transition_not_allowed'); END;

-- The name a file had is not kept: it would tell who sent it. 'identity': shown once names are.
CREATE TABLE application_files (
  id TEXT PRIMARY KEY,                            -- apf_…, also the key of the object in R2
  application_id TEXT NOT NULL REFERENCES applications (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('project', 'identity')),
  content_type TEXT NOT NULL CHECK (content_type IN ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
  bytes INTEGER NOT NULL CHECK (bytes BETWEEN 1 AND 5242880),
  sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX application_files_in_order ON application_files (application_id, position);

-- What one juror makes of one application. Each change is an event of its own; the last one stands here.
CREATE TABLE application_scores (
  application_id TEXT NOT NULL REFERENCES applications (id),
  person_id TEXT NOT NULL REFERENCES people (id),
  call_id TEXT NOT NULL REFERENCES calls (id),
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  points TEXT NOT NULL DEFAULT '{}',              -- JSON: criterion → 0 to 10
  comments TEXT NOT NULL DEFAULT '{}',            -- JSON: criterion → words
  recused INTEGER NOT NULL DEFAULT 0 CHECK (recused IN (0, 1)),  -- they are too near to judge: what they gave does not count
  reason TEXT NOT NULL DEFAULT '',
  round INTEGER NOT NULL CHECK (round IN (1, 2)),
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  given_at TEXT NOT NULL,
  PRIMARY KEY (application_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX application_scores_by_call ON application_scores (call_id);

-- Only jurors of the call change what they gave, only while they judge, and never once they are recused.
CREATE TRIGGER scores_are_changed_in_time BEFORE UPDATE ON application_scores
BEGIN
  SELECT RAISE(ABORT, 'maillage:transition_not_allowed') WHERE NOT EXISTS (
    SELECT 1 FROM calls JOIN call_jurors ON call_jurors.call_id = calls.id AND call_jurors.person_id = NEW.person_id
     WHERE calls.id = NEW.call_id AND calls.status = 'closed' AND call_jurors.left_at IS NULL);
  SELECT RAISE(ABORT, 'maillage:juror_recused') WHERE OLD.recused = 1;
END;

-- A lot offered to an application, until it answers. Accepted, the hold of the lot has this row as its source.
CREATE TABLE call_offers (
  id TEXT PRIMARY KEY,                            -- clo_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  call_id TEXT NOT NULL REFERENCES calls (id),
  application_id TEXT NOT NULL REFERENCES applications (id),
  lot_id TEXT NOT NULL REFERENCES lots (id),
  capacity_id TEXT NOT NULL REFERENCES capacities (id),
  turn INTEGER NOT NULL CHECK (turn >= 1),        -- 1: the allocation itself; then the next in line
  status TEXT NOT NULL DEFAULT 'offered' CHECK (status IN ('offered', 'accepted', 'declined', 'lapsed')),
  answer_by TEXT NOT NULL,
  answered_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK ((status = 'offered') = (answered_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX call_offers_of_a_lot ON call_offers (call_id, lot_id) WHERE status IN ('offered', 'accepted');
CREATE UNIQUE INDEX call_offers_of_an_application ON call_offers (application_id);
CREATE INDEX call_offers_to_lapse ON call_offers (answer_by) WHERE status = 'offered';
CREATE INDEX call_offers_by_call ON call_offers (call_id, turn);
CREATE TRIGGER call_offers_are_answered_in_time BEFORE UPDATE OF status ON call_offers WHEN NEW.status = 'accepted'
BEGIN
  SELECT RAISE(ABORT, 'maillage:gone') WHERE OLD.answer_by <= NEW.answered_at;
END;
