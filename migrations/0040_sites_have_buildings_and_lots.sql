-- A site is what a landlord owns: buildings, and in them lots that are taken whole. It has one premises offer from the day it
-- is written down (a draft until it is put online), and each lot has one capacity of that offer: whoever holds a lot (a booking,
-- a call, a closure) holds that capacity, so that it is never taken twice.
CREATE TABLE sites (
  id TEXT PRIMARY KEY,                            -- sit_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  listing_id TEXT NOT NULL UNIQUE REFERENCES listings (id),   -- the offer it is shown by; photos and visibility are its own
  lead_id TEXT UNIQUE,                            -- what it was before its owner was found
  name TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  commune TEXT NOT NULL DEFAULT '',
  postcode TEXT NOT NULL DEFAULT '',
  insee TEXT NOT NULL DEFAULT '',                 -- code of the commune
  lat REAL, lng REAL,
  surface_m2 INTEGER CHECK (surface_m2 BETWEEN 1 AND 10000000),   -- of the land
  vacant_since TEXT,                              -- local date
  ends_on TEXT,                                   -- local date at which any occupation must be over; known from day one
  end_reason TEXT NOT NULL DEFAULT '',            -- works, sale, demolition: why it ends, in words
  friches TEXT NOT NULL DEFAULT '{}',             -- columns of the CNIG "friches" schema 1.0.6, by their names, as they came
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK ((lat IS NULL) = (lng IS NULL))
) STRICT;
CREATE INDEX sites_by_cluster ON sites (cluster_id, id);
CREATE INDEX sites_by_organisation ON sites (organisation_id, id);

CREATE TABLE buildings (
  id TEXT PRIMARY KEY,                            -- bld_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  site_id TEXT NOT NULL REFERENCES sites (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'other' CHECK (kind IN ('industrial', 'commercial', 'residential', 'tertiary', 'other')),
  state TEXT CHECK (state IN ('good', 'average', 'bad', 'mixed')),
  floors INTEGER CHECK (floors BETWEEN 1 AND 100),
  built_year INTEGER CHECK (built_year BETWEEN 1000 AND 2100),
  surface_m2 INTEGER CHECK (surface_m2 BETWEEN 1 AND 10000000),   -- of its floors
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX buildings_have_one_name ON buildings (site_id, lower(name));

-- A drawing of one floor. Without a picture it is blank paper; lots are drawn on it in its own units, x to the right, y down.
CREATE TABLE plans (
  id TEXT PRIMARY KEY,                            -- pln_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  site_id TEXT NOT NULL REFERENCES sites (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  width INTEGER NOT NULL CHECK (width BETWEEN 1 AND 20000),
  height INTEGER NOT NULL CHECK (height BETWEEN 1 AND 20000),
  picture_id TEXT UNIQUE, picture_type TEXT, picture_bytes INTEGER,   -- the key of the object in R2
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  CHECK ((picture_id IS NULL) = (picture_type IS NULL))
) STRICT;
CREATE INDEX plans_by_site ON plans (site_id, position);

CREATE TABLE lots (
  id TEXT PRIMARY KEY,                            -- lot_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  site_id TEXT NOT NULL REFERENCES sites (id),
  building_id TEXT REFERENCES buildings (id),
  capacity_id TEXT NOT NULL UNIQUE REFERENCES capacities (id),   -- quantity 1; 0 once the lot is removed
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  surface_m2 INTEGER NOT NULL CHECK (surface_m2 BETWEEN 1 AND 1000000),
  floor TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'light_works', 'heavy_works')),
  step_free TEXT CHECK (step_free IN ('yes', 'partly', 'no')),
  access TEXT NOT NULL DEFAULT '',                -- in words: goods lift, loading bay, door width
  power TEXT CHECK (power IN ('none', 'single_phase', 'three_phase')),
  power_kva INTEGER CHECK (power_kva BETWEEN 0 AND 10000),
  water TEXT CHECK (water IN ('none', 'cold', 'hot')),
  floor_load_kg_m2 INTEGER CHECK (floor_load_kg_m2 BETWEEN 0 AND 100000),
  -- Public: the types of buildings open to the public (CCH R143-18 and the fire regulations of 25 June 1980), 'none' where
  -- the public may not come in; the category counts people: 1 above 1,500, 5 below the threshold of the type.
  public_type TEXT CHECK (public_type IN ('none', 'J', 'L', 'M', 'N', 'O', 'P', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'PA', 'CTS', 'SG', 'PS', 'GA', 'OA', 'REF')),
  public_category INTEGER CHECK (public_category BETWEEN 1 AND 5),
  uses TEXT NOT NULL DEFAULT '[]',                -- JSON: what is authorised, see PREMISES_USES
  available_from TEXT, available_until TEXT,      -- local dates
  comfort_percent INTEGER NOT NULL DEFAULT 100 CHECK (comfort_percent BETWEEN 10 AND 300),  -- its weight per m² in a split of charges
  plan_id TEXT REFERENCES plans (id),
  outline TEXT,                                   -- JSON [[x, y], …] in the units of its plan, a simple polygon
  removed_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK (available_from IS NULL OR available_until IS NULL OR available_from <= available_until),
  CHECK (outline IS NULL OR plan_id IS NOT NULL),
  CHECK (public_type IS NOT NULL OR public_category IS NULL)
) STRICT;
CREATE INDEX lots_by_site ON lots (site_id, position, id);
CREATE UNIQUE INDEX lots_have_one_name ON lots (site_id, lower(name)) WHERE removed_at IS NULL;

-- The owner's real charges of a year, by item.
CREATE TABLE site_charges (
  id TEXT PRIMARY KEY,                            -- chg_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  site_id TEXT NOT NULL REFERENCES sites (id),
  position INTEGER NOT NULL,
  item TEXT NOT NULL CHECK (item IN ('property_tax', 'insurance', 'energy', 'water', 'cleaning', 'upkeep', 'security', 'checks', 'management', 'other')),
  label TEXT NOT NULL DEFAULT '',
  cents_per_year INTEGER NOT NULL CHECK (cents_per_year >= 0),
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL
) STRICT;
CREATE INDEX site_charges_by_site ON site_charges (site_id, position);

CREATE TABLE site_documents (
  id TEXT PRIMARY KEY,                            -- doc_…, also the key of the object in R2
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  site_id TEXT NOT NULL REFERENCES sites (id),
  kind TEXT NOT NULL CHECK (kind IN ('plan', 'diagnosis', 'safety', 'deed', 'charges', 'other')),
  name TEXT NOT NULL,
  audience TEXT NOT NULL DEFAULT 'owner' CHECK (audience IN ('owner', 'cluster')),   -- 'cluster': members too, once it is online
  content_type TEXT NOT NULL CHECK (content_type IN ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
  bytes INTEGER NOT NULL CHECK (bytes BETWEEN 1 AND 10485760),
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX site_documents_by_site ON site_documents (site_id, created_at);
