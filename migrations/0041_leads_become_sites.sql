-- What somebody saw, or a national file knows, before there is an owner: an empty building, or a pile of things in the street.
-- Only the coordinators of the cluster read it. It goes from stage to stage until it is a site, or is dropped with a reason.
CREATE TABLE leads (
  id TEXT PRIMARY KEY,                            -- lea_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  subject TEXT NOT NULL CHECK (subject IN ('premises', 'waste')),
  origin TEXT NOT NULL CHECK (origin IN ('import', 'report', 'coordinator')),
  -- 'reported': nobody has looked at it yet. 'done': of waste, it was picked up or is offered.
  stage TEXT NOT NULL CHECK (stage IN ('reported', 'lead', 'contact', 'agreed', 'site', 'done', 'dropped')),
  stage_since TEXT NOT NULL,
  title TEXT NOT NULL,
  words TEXT NOT NULL DEFAULT '',                 -- what who reported it wrote
  address TEXT NOT NULL DEFAULT '',
  commune TEXT NOT NULL DEFAULT '',
  postcode TEXT NOT NULL DEFAULT '',
  insee TEXT NOT NULL DEFAULT '',
  lat REAL, lng REAL,
  surface_m2 INTEGER CHECK (surface_m2 BETWEEN 1 AND 10000000),
  owner_id TEXT REFERENCES organisations (id),
  owner_name TEXT NOT NULL DEFAULT '', owner_contact TEXT NOT NULL DEFAULT '',
  reporter_contact TEXT NOT NULL DEFAULT '',      -- only where somebody wants an answer
  next_action TEXT NOT NULL DEFAULT '', next_on TEXT, next_by TEXT REFERENCES people (id),
  dropped_reason TEXT CHECK (dropped_reason IN ('not_vacant', 'not_suitable', 'owner_refuses', 'duplicate', 'wrong', 'other')),
  photo_id TEXT UNIQUE, photo_type TEXT, photo_bytes INTEGER, photo_width INTEGER, photo_height INTEGER,
  source TEXT, external_id TEXT,                  -- where an import found it
  friches TEXT NOT NULL DEFAULT '{}',             -- columns of the CNIG schema 1.0.6, by their names, as they came
  hand_edited TEXT NOT NULL DEFAULT '[]',         -- names of fields changed by hand: an import leaves them alone
  site_id TEXT UNIQUE REFERENCES sites (id),
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_by TEXT,                                -- absent: somebody without an account
  created_at TEXT NOT NULL,
  CHECK ((lat IS NULL) = (lng IS NULL)),
  CHECK ((photo_id IS NULL) = (photo_type IS NULL)),
  CHECK ((stage = 'dropped') = (dropped_reason IS NOT NULL)),
  CHECK ((stage = 'site') = (site_id IS NOT NULL)),
  CHECK (stage <> 'site' OR subject = 'premises'),
  CHECK (stage <> 'done' OR subject = 'waste')
) STRICT;
CREATE INDEX leads_by_stage ON leads (cluster_id, stage, created_at DESC, id DESC);
CREATE INDEX leads_due ON leads (cluster_id, next_on) WHERE next_on IS NOT NULL;
CREATE UNIQUE INDEX leads_by_external_id ON leads (cluster_id, source, external_id) WHERE external_id IS NOT NULL;

-- What was said and done about it, written by hand; the rest of its history are its events. Each line is one event.
CREATE TABLE lead_notes (
  id TEXT PRIMARY KEY,                            -- nte_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  lead_id TEXT NOT NULL REFERENCES leads (id),
  kind TEXT NOT NULL CHECK (kind IN ('note', 'call', 'mail', 'meeting', 'visit')),
  body TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX lead_notes_by_lead ON lead_notes (lead_id, created_at);
CREATE INDEX lead_notes_by_event ON lead_notes (last_event_id);
