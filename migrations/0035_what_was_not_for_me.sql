-- What was dismissed, and why, as the organisation that did: what it is shown next is chosen with it, and the coordinator
-- counts the reasons. Written with the dismissal of the match.
CREATE TABLE dislikes (
  organisation_id TEXT NOT NULL,
  match_id TEXT NOT NULL REFERENCES matches (id),
  cluster_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('space', 'equipment', 'staff', 'waste', 'premises')),
  reason TEXT NOT NULL CHECK (reason IN ('too_far', 'wrong_dates', 'wrong_thing', 'price', 'other')),
  listing_id TEXT NOT NULL REFERENCES listings (id),  -- the other side's
  km REAL,                                            -- how far it was, where that is known
  cents INTEGER, price_unit TEXT,                     -- what was asked for it then
  created_at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, match_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dislikes_of_organisation ON dislikes (cluster_id, organisation_id, created_at DESC);
CREATE INDEX dislikes_of_cluster ON dislikes (cluster_id, created_at DESC);
