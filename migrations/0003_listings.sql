-- An offer and a need share their life and most of their fields: one table, so that search and matching are one query.
CREATE TABLE listings (
  id TEXT PRIMARY KEY,                            -- ofr_… or ned_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  direction TEXT NOT NULL CHECK (direction IN ('offer', 'need')),
  kind TEXT NOT NULL CHECK (kind IN ('space', 'equipment', 'staff', 'waste', 'premises')),
  status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'paused', 'closed')),
  outcome TEXT CHECK (outcome IN ('met_here', 'met_elsewhere', 'no_longer_needed', 'expired')),
  hidden_reason TEXT,                             -- set: hidden by the coordinator
  title TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL CHECK (language IN ('fr', 'en', 'ar')),
  address TEXT NOT NULL DEFAULT '',               -- shown to the parties only, after confirmation
  commune TEXT NOT NULL DEFAULT '',
  postcode TEXT NOT NULL DEFAULT '',
  lat REAL, lng REAL,
  quantity INTEGER NOT NULL CHECK (quantity >= 1),
  unit TEXT NOT NULL CHECK (unit IN ('piece', 'seat', 'minute', 'kg', 'litre', 'm2', 'm3', 'pallet')),
  grain TEXT NOT NULL CHECK (grain IN ('hour', 'day', 'month', 'window', 'stock')),  -- how it is booked
  windows TEXT NOT NULL DEFAULT '[]',             -- opening hours in local time: [{days:[1..7],from:'09:00',to:'18:00',startsOn?,endsOn?}]
  starts_at TEXT, ends_at TEXT,                   -- the period of an offer, or the dates of a need
  tariff_mode TEXT NOT NULL CHECK (tariff_mode IN ('free', 'exchange', 'price')),
  solidarity_cents INTEGER CHECK (solidarity_cents >= 0),
  reference_cents INTEGER CHECK (reference_cents >= 0),     -- what the lender always gets; for a need, what it can pay
  support_cents INTEGER CHECK (support_cents >= 0),
  price_unit TEXT CHECK (price_unit IN ('hour', 'day', 'month', 'piece', 'kg', 'm2_month', 'once')),
  terms TEXT NOT NULL DEFAULT '',                 -- what is asked in exchange, deposit and rules in words
  visibility TEXT NOT NULL CHECK (visibility IN ('cluster', 'public')),
  instant_for TEXT NOT NULL DEFAULT 'nobody' CHECK (instant_for IN ('everyone', 'known', 'nobody')),
  details TEXT NOT NULL DEFAULT '{}',             -- the questions of the kind, see worker/listings/input.ts
  external_id TEXT, source TEXT,                  -- where an import found it
  hand_edited TEXT NOT NULL DEFAULT '[]',
  expires_at TEXT,
  published_at TEXT, closed_at TEXT,
  content_version INTEGER NOT NULL DEFAULT 1,     -- counts edits of what is offered or needed: matches are keyed by it
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK (tariff_mode <> 'price' OR (reference_cents IS NOT NULL AND price_unit IS NOT NULL)),
  CHECK (status <> 'closed' OR outcome IS NOT NULL),
  CHECK (starts_at IS NULL OR ends_at IS NULL OR starts_at < ends_at),
  CHECK ((lat IS NULL) = (lng IS NULL))
) STRICT;
CREATE INDEX listings_live ON listings (cluster_id, direction, kind, published_at DESC, id) WHERE status = 'published' AND hidden_reason IS NULL;
CREATE INDEX listings_by_organisation ON listings (organisation_id, status, created_at DESC);
CREATE INDEX listings_by_expiry ON listings (expires_at) WHERE status = 'published';
CREATE UNIQUE INDEX listings_by_external_id ON listings (cluster_id, source, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE photos (
  id TEXT PRIMARY KEY,                            -- also the key of the object in R2
  listing_id TEXT NOT NULL REFERENCES listings (id),
  position INTEGER NOT NULL,
  content_type TEXT NOT NULL, bytes INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
  alt TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL
) STRICT;
CREATE INDEX photos_by_listing ON photos (listing_id, position);

CREATE TABLE reports (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL, listing_id TEXT NOT NULL REFERENCES listings (id),
  reason TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL CHECK (status IN ('open', 'upheld', 'dismissed')),
  reported_by TEXT,                               -- absent: somebody without an account
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX reports_open ON reports (cluster_id, created_at) WHERE status = 'open';
