-- The state of a lot at entry and at exit, room by room, with photos; agreed by both sides, and then never changed.
CREATE TABLE inventories (
  id TEXT PRIMARY KEY,                            -- ivt_…
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  occupancy_id TEXT NOT NULL REFERENCES occupancies (id),
  kind TEXT NOT NULL CHECK (kind IN ('entry', 'exit')),
  made_on TEXT NOT NULL,                          -- local date
  rooms TEXT NOT NULL DEFAULT '[]',               -- JSON [{id, name, items: [{id, name, state, note}], note}]
  meters TEXT NOT NULL DEFAULT '',                -- readings, in words
  keys INTEGER CHECK (keys BETWEEN 0 AND 1000),
  note TEXT NOT NULL DEFAULT '',
  hash TEXT NOT NULL,                             -- SHA-256 of what is agreed, photos included
  landlord_agreed_at TEXT, landlord_agreed_by TEXT, landlord_agreed_for TEXT,
  occupant_agreed_at TEXT, occupant_agreed_by TEXT, occupant_agreed_for TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (occupancy_id, kind),
  CHECK ((landlord_agreed_at IS NULL) = (landlord_agreed_by IS NULL)),
  CHECK ((occupant_agreed_at IS NULL) = (occupant_agreed_by IS NULL))
) STRICT;
-- A change before both have agreed takes back what one side had agreed; after, there is none.
CREATE TRIGGER inventories_stay_as_they_were_agreed BEFORE UPDATE OF rooms, meters, keys, note, made_on, hash ON inventories
WHEN OLD.landlord_agreed_at IS NOT NULL AND OLD.occupant_agreed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'maillage:transition_not_allowed'); END;

CREATE TABLE inventory_photos (
  id TEXT PRIMARY KEY,                            -- pho_…, also the key of the object in R2
  inventory_id TEXT NOT NULL REFERENCES inventories (id),
  room_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  alt TEXT NOT NULL DEFAULT '',
  content_type TEXT NOT NULL CHECK (content_type IN ('image/jpeg', 'image/png', 'image/webp')),
  bytes INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX inventory_photos_in_order ON inventory_photos (inventory_id, room_id, position);
