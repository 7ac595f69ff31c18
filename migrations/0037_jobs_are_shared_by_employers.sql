-- A whole job made of the part-time needs of several employers: proposed to all of them, accepted by each or by none.
CREATE TABLE shared_jobs (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  status TEXT NOT NULL CHECK (status IN ('proposed', 'accepted', 'booked', 'refused', 'lapsed', 'withdrawn')),
  origin TEXT NOT NULL CHECK (origin IN ('coordinator', 'suggested')),
  needs_key TEXT NOT NULL,                        -- the needs and their contents: the same set is suggested once
  rome_code TEXT NOT NULL,                        -- of the need with the most hours
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1440 AND 2100),   -- a week
  travel_minutes INTEGER NOT NULL CHECK (travel_minutes BETWEEN 0 AND 45),
  score REAL NOT NULL, score_parts TEXT NOT NULL, -- why it stands where it stands
  hour_cents INTEGER CHECK (hour_cents >= 0),     -- what an hour costs in all, as far as it is known
  carrier_id TEXT NOT NULL REFERENCES organisations (id),           -- who would carry the contract
  starts_on TEXT NOT NULL,                        -- the Monday of its first week
  weeks INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 26),            -- how many are booked at first
  answer_by TEXT NOT NULL,
  offer_id TEXT REFERENCES listings (id),         -- the offer of staff it is booked of, or will be
  note TEXT NOT NULL DEFAULT '',
  proposed_by TEXT,                               -- NULL: suggested by itself
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK (status <> 'booked' OR offer_id IS NOT NULL)
) STRICT;
CREATE INDEX shared_jobs_by_cluster ON shared_jobs (cluster_id, created_at, id);
CREATE INDEX shared_jobs_to_answer ON shared_jobs (answer_by) WHERE status = 'proposed';
CREATE INDEX shared_jobs_by_offer ON shared_jobs (offer_id) WHERE offer_id IS NOT NULL;
CREATE UNIQUE INDEX shared_jobs_suggested_once ON shared_jobs (needs_key) WHERE origin = 'suggested';

-- What each employer has of it. `open`: while the job may still come about; a need stands in one such job at a time.
CREATE TABLE shared_job_parts (
  job_id TEXT NOT NULL REFERENCES shared_jobs (id),
  need_id TEXT NOT NULL REFERENCES listings (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  minutes INTEGER NOT NULL CHECK (minutes >= 1),
  half_days TEXT NOT NULL,                        -- [{day, half, from, to}], in local time
  answer TEXT NOT NULL DEFAULT 'waiting' CHECK (answer IN ('waiting', 'accepted', 'refused')),
  answered_by TEXT, answered_at TEXT,
  on_behalf_of TEXT,
  open INTEGER NOT NULL DEFAULT 1 CHECK (open IN (0, 1)),
  PRIMARY KEY (job_id, need_id),
  UNIQUE (job_id, organisation_id),
  CHECK ((answer = 'waiting') = (answered_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX shared_job_parts_one_at_a_time ON shared_job_parts (need_id) WHERE open = 1;
CREATE INDEX shared_job_parts_by_organisation ON shared_job_parts (organisation_id, job_id);

-- No code path makes a job of employers who did not all say yes.
CREATE TRIGGER jobs_need_every_employer BEFORE UPDATE OF status ON shared_jobs
WHEN NEW.status IN ('accepted', 'booked') AND NEW.status <> OLD.status
BEGIN
  SELECT RAISE(ABORT, 'maillage:stale') WHERE EXISTS (
    SELECT 1 FROM shared_job_parts WHERE job_id = NEW.id AND answer <> 'accepted');
END;
-- What comes to nothing sets its needs free.
CREATE TRIGGER jobs_set_their_needs_free AFTER UPDATE OF status ON shared_jobs
WHEN NEW.status IN ('refused', 'lapsed', 'withdrawn') AND NEW.status <> OLD.status
BEGIN
  UPDATE shared_job_parts SET open = 0 WHERE job_id = NEW.id;
END;
