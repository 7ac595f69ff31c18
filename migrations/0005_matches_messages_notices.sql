CREATE TABLE matches (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  offer_id TEXT NOT NULL REFERENCES listings (id),
  need_id TEXT NOT NULL REFERENCES listings (id),
  offer_content INTEGER NOT NULL,                 -- content_version of both sides: an edited listing may alert again,
  need_content INTEGER NOT NULL,                  -- an unedited one never does
  status TEXT NOT NULL CHECK (status IN ('suggested', 'seen', 'dismissed', 'accepted', 'withdrawn')),
  score REAL NOT NULL,
  parts TEXT NOT NULL,                            -- the parts of the score, from which the reasons are worded
  dismissed_reason TEXT CHECK (dismissed_reason IN ('too_far', 'wrong_dates', 'wrong_thing', 'price', 'other')),
  dismissed_by TEXT,
  proposed_starts_at TEXT, proposed_ends_at TEXT, -- a time the holder of the offer proposed
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (offer_id, need_id)
) STRICT;
CREATE INDEX matches_by_need ON matches (need_id, score DESC);
CREATE INDEX matches_by_offer ON matches (offer_id, score DESC);

-- The conversation of the parties of a match or a booking.
CREATE TABLE messages (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  about_id TEXT NOT NULL,                         -- bkg_… or mat_…
  from_organisation_id TEXT NOT NULL, to_organisation_id TEXT NOT NULL,
  from_person_id TEXT NOT NULL,
  body TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX messages_by_subject ON messages (about_id, created_at, id);
CREATE INDEX messages_from ON messages (from_organisation_id, created_at DESC);
CREATE INDEX messages_to ON messages (to_organisation_id, created_at DESC);

CREATE TABLE read_marks (
  person_id TEXT NOT NULL, about_id TEXT NOT NULL, read_at TEXT NOT NULL,
  PRIMARY KEY (person_id, about_id)
) STRICT, WITHOUT ROWID;

-- Who is told what. One row per (event, person, channel), whatever the queue delivers twice.
CREATE TABLE notices (
  id TEXT PRIMARY KEY,
  event_id TEXT NOT NULL, person_id TEXT NOT NULL REFERENCES people (id),
  channel TEXT NOT NULL CHECK (channel IN ('app', 'mail')),
  cluster_id TEXT NOT NULL,
  type TEXT NOT NULL, subject_id TEXT NOT NULL,
  due_at TEXT NOT NULL,                           -- a mail waits for its digest
  state TEXT NOT NULL CHECK (state IN ('unread', 'read', 'due', 'sent', 'failed', 'dropped')),
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  UNIQUE (event_id, person_id, channel)
) STRICT;
CREATE INDEX notices_of_person ON notices (person_id, created_at DESC) WHERE channel = 'app';
CREATE INDEX notices_unread ON notices (person_id) WHERE channel = 'app' AND state = 'unread';
CREATE INDEX mails_due ON notices (due_at) WHERE channel = 'mail' AND state = 'due';

