-- Several offers asked for at once, all or nothing: a basket that somebody filled, or an offer with what always goes with it.
CREATE TABLE baskets (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  borrower_id TEXT NOT NULL REFERENCES organisations (id),
  requested_by TEXT NOT NULL,
  on_behalf_of TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- The booking that brought this one along, because the one offer always goes with the other: they move together or not at all.
ALTER TABLE bookings ADD COLUMN part_of TEXT;
CREATE INDEX bookings_by_part ON bookings (part_of) WHERE part_of IS NOT NULL;
