-- People and organisations are global; everything that belongs to one territory carries its cluster_id.
-- Instants are ISO 8601 UTC text of fixed width (2026-11-21T08:00:00.000Z), so that text order is time order.
-- Every table that commands change has `version` and `last_event_id`: see 0002.

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT UNIQUE COLLATE NOCASE,               -- absent for those who do not use computers
  phone TEXT,
  language TEXT NOT NULL DEFAULT 'fr' CHECK (language IN ('fr', 'en', 'ar')),
  mail_rhythm TEXT NOT NULL DEFAULT 'now' CHECK (mail_rhythm IN ('now', 'daily', 'never')),
  is_operator INTEGER NOT NULL DEFAULT 0 CHECK (is_operator IN (0, 1)),
  erased_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE clusters (
  id TEXT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (slug GLOB '[a-z]*'),
  name TEXT NOT NULL,
  territory TEXT NOT NULL,                        -- "autour de Rouen"
  lat REAL NOT NULL, lng REAL NOT NULL,
  radius_km INTEGER NOT NULL CHECK (radius_km BETWEEN 1 AND 500),
  time_zone TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  languages TEXT NOT NULL DEFAULT '["fr","en","ar"]',
  charter TEXT NOT NULL DEFAULT '',
  helper_name TEXT, helper_phone TEXT,            -- who posts or books for those who do not use computers
  is_demo INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- Short pages a cluster may word itself: legal notice, privacy, terms, accessibility, ranking, help.
CREATE TABLE cluster_pages (
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  page TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('fr', 'en', 'ar')),
  body TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  PRIMARY KEY (cluster_id, page, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE coordinators (
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  person_id TEXT NOT NULL REFERENCES people (id),
  since TEXT NOT NULL,
  until TEXT,                                     -- the role can have an end date and a hand-over
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  PRIMARY KEY (cluster_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX coordinators_by_person ON coordinators (person_id);

CREATE TABLE organisations (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  legal_form TEXT NOT NULL DEFAULT 'association'
    CHECK (legal_form IN ('association', 'cooperative', 'social_enterprise', 'public', 'company', 'research', 'training', 'other')),
  siret TEXT UNIQUE CHECK (siret IS NULL OR (length(siret) = 14 AND siret NOT GLOB '*[^0-9]*')),
  foreign_id TEXT,                                -- an identifier of another country, or of a body without SIRET
  country TEXT NOT NULL DEFAULT 'FR' CHECK (length(country) = 2),
  description TEXT NOT NULL DEFAULT '',
  website TEXT,
  address TEXT NOT NULL DEFAULT '',
  commune TEXT NOT NULL DEFAULT '',
  postcode TEXT NOT NULL DEFAULT '',
  lat REAL, lng REAL,
  hand_edited TEXT NOT NULL DEFAULT '[]',         -- names of fields changed by hand: an import leaves them alone
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX organisations_by_foreign_id ON organisations (country, foreign_id) WHERE foreign_id IS NOT NULL;

-- An organisation's place in a cluster.
CREATE TABLE affiliations (
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  status TEXT NOT NULL CHECK (status IN ('requested', 'active', 'refused', 'suspended', 'left')),
  reason TEXT,
  since TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  PRIMARY KEY (cluster_id, organisation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX affiliations_by_organisation ON affiliations (organisation_id);

-- A person's place in an organisation.
CREATE TABLE members (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  person_id TEXT NOT NULL REFERENCES people (id),
  role TEXT NOT NULL CHECK (role IN ('manager', 'member')),
  may_answer INTEGER NOT NULL DEFAULT 0 CHECK (may_answer IN (0, 1)),  -- named by a manager to answer requests
  status TEXT NOT NULL CHECK (status IN ('requested', 'active', 'left')),
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (organisation_id, person_id)
) STRICT;
CREATE INDEX members_by_person ON members (person_id, status);

CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  organisation_id TEXT REFERENCES organisations (id),   -- absent: bring your own organisation
  role TEXT NOT NULL CHECK (role IN ('coordinator', 'manager', 'member')),
  token_hash TEXT NOT NULL UNIQUE,
  expires_at TEXT NOT NULL,
  used_at TEXT, used_by TEXT, revoked_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- Not facts: no event, no version.
CREATE TABLE api_tokens (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id),
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL, last_used_at TEXT, revoked_at TEXT
) STRICT;
CREATE INDEX api_tokens_by_person ON api_tokens (person_id);

-- Sliding counters of the rate limits; a row is worthless after its window.
CREATE TABLE rate_limits (
  key TEXT NOT NULL, window_start INTEGER NOT NULL, hits INTEGER NOT NULL,
  PRIMARY KEY (key, window_start)
) STRICT, WITHOUT ROWID;

-- The answer given to a POST that carried an Idempotency-Key, kept 24 h. The row is the first write of the batch it
-- protects, so a second POST with the key can never write twice.
CREATE TABLE idempotency_keys (
  person_id TEXT NOT NULL, key TEXT NOT NULL, body_hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  status INTEGER, location TEXT, answer TEXT,     -- filled once the answer is known
  PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE drafts (
  person_id TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, updated_at TEXT NOT NULL,
  PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;
