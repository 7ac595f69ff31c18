-- Search is a projection: it is recomputed from `listings` by the consumer `search.index`, or whole by `npm run rebuild`.
-- D1 has no tokenizer of its own making, so the stems of each language stand in columns beside the words.

-- Which document of the index a listing is, and the version it was read at: a late delivery never undoes a newer one.
CREATE TABLE search_docs (
  doc INTEGER PRIMARY KEY,
  listing_id TEXT NOT NULL UNIQUE,
  listing_version INTEGER NOT NULL
) STRICT;

-- `terms` holds cluster, direction, kind, visibility and the cell of the map: filtering after MATCH would read every hit.
CREATE VIRTUAL TABLE search_index USING fts5(
  words, title, body, terms,
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);

-- Cells of a tenth of a degree (11 km by 7 km at Rouen): the nearest of a kind are found cell by cell, nearest first.
-- The expression is written again in worker/search/cells.ts; a test compares them.
CREATE INDEX listings_by_cell ON listings (
  cluster_id, direction, kind, (CAST((lat + 90) * 10 AS INTEGER) * 3600 + CAST((lng + 180) * 10 AS INTEGER)), visibility
) WHERE status = 'published' AND hidden_reason IS NULL;

-- The home of a cluster says how many of a month's needs were met.
CREATE INDEX needs_closed ON listings (cluster_id, closed_at, outcome) WHERE direction = 'need' AND status = 'closed';

-- Each side accepts a match for itself; with both it is accepted, and the people of each learn how to reach the other.
ALTER TABLE matches ADD COLUMN offer_accepted_at TEXT;
ALTER TABLE matches ADD COLUMN need_accepted_at TEXT;
