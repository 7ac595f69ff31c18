-- A saved search is a need that is not published: what somebody wants to be told of, with a radius. It is its person's own
-- business, not a fact of the market: no event tells of it.
CREATE TABLE saved_searches (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  person_id TEXT NOT NULL REFERENCES people (id),
  direction TEXT NOT NULL CHECK (direction IN ('offer', 'need')),
  kind TEXT CHECK (kind IN ('space', 'equipment', 'staff', 'waste', 'premises')),
  q TEXT NOT NULL DEFAULT '',
  place TEXT NOT NULL DEFAULT '',                 -- the commune it is around, as it was typed
  lat REAL, lng REAL,
  radius_km INTEGER CHECK (radius_km BETWEEN 1 AND 500),
  starts_at TEXT, ends_at TEXT,
  quantity INTEGER CHECK (quantity >= 1),
  free INTEGER NOT NULL DEFAULT 0 CHECK (free IN (0, 1)),
  wheelchair INTEGER NOT NULL DEFAULT 0 CHECK (wheelchair IN (0, 1)),
  rhythm TEXT NOT NULL DEFAULT 'now' CHECK (rhythm IN ('now', 'digest')),
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused')),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  CHECK ((lat IS NULL) = (lng IS NULL)),
  CHECK (radius_km IS NULL OR lat IS NOT NULL),
  CHECK (starts_at IS NULL OR ends_at IS NULL OR starts_at < ends_at)
) STRICT;
CREATE INDEX saved_searches_of_person ON saved_searches (person_id, cluster_id, created_at DESC, id);

-- One word of each search, by all its stems: a listing that says none of them is no answer, so that a new listing reads
-- the searches of its own words and no others. '' where a search has no words; kind '' where any kind will do.
CREATE TABLE saved_search_terms (
  cluster_id TEXT NOT NULL,
  direction TEXT NOT NULL,
  kind TEXT NOT NULL,
  term TEXT NOT NULL,
  search_id TEXT NOT NULL REFERENCES saved_searches (id) ON DELETE CASCADE,
  PRIMARY KEY (cluster_id, direction, kind, term, search_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX saved_search_terms_of_search ON saved_search_terms (search_id);

-- What a search has found. The key is why nothing alerts twice: an edited listing may alert again, an unedited one never.
CREATE TABLE search_alerts (
  search_id TEXT NOT NULL REFERENCES saved_searches (id) ON DELETE CASCADE,
  listing_id TEXT NOT NULL REFERENCES listings (id),
  content_version INTEGER NOT NULL,
  cluster_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  digest INTEGER NOT NULL CHECK (digest IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'told', 'dropped')),
  due_at TEXT NOT NULL,
  found_at TEXT NOT NULL,
  PRIMARY KEY (search_id, listing_id, content_version)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_alerts_due ON search_alerts (due_at) WHERE state = 'waiting';
CREATE INDEX search_alerts_of_person ON search_alerts (person_id, cluster_id) WHERE state = 'waiting' AND digest = 1;

-- When a person last had their digest of a cluster.
CREATE TABLE search_digests (
  person_id TEXT NOT NULL, cluster_id TEXT NOT NULL, last_at TEXT NOT NULL,
  PRIMARY KEY (person_id, cluster_id)
) STRICT, WITHOUT ROWID;

-- Topics of which a person wants no mail, and the hours in which nothing that can wait is sent to them. No row: mails of
-- every topic, and quiet from 21:00 to 07:00.
CREATE TABLE mail_stops (
  person_id TEXT NOT NULL, topic TEXT NOT NULL, since TEXT NOT NULL,
  PRIMARY KEY (person_id, topic)
) STRICT, WITHOUT ROWID;
CREATE TABLE quiet_hours (
  person_id TEXT PRIMARY KEY,
  quiet_from TEXT NOT NULL, quiet_to TEXT NOT NULL    -- local times of the cluster; equal: no quiet hours
) STRICT, WITHOUT ROWID;
