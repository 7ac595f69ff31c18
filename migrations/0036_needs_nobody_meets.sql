-- What almost fits a need, and the one thing that stands in the way: a projection, made anew when the need changes and
-- once a day while nothing here meets it.
CREATE TABLE unmet_needs (
  need_id TEXT PRIMARY KEY REFERENCES listings (id),
  cluster_id TEXT NOT NULL,
  concepts TEXT NOT NULL DEFAULT '[]',            -- what it is about, in terms of the lexicon
  near TEXT NOT NULL DEFAULT '[]',                -- [{offerId, score, km, obstacle}], the nearest to fitting first
  weighed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX unmet_needs_by_age ON unmet_needs (weighed_at);
-- Needs of before: each is weighed at its turn.
INSERT INTO unmet_needs (need_id, cluster_id, weighed_at)
  SELECT id, cluster_id, '' FROM listings WHERE direction = 'need' AND status = 'published';
-- And of whatever becomes a need that stands, however it is written (an import, a copy that is restored).
CREATE TRIGGER needs_are_weighed_when_posted AFTER INSERT ON listings
WHEN NEW.direction = 'need' AND NEW.status = 'published'
BEGIN
  INSERT OR IGNORE INTO unmet_needs (need_id, cluster_id, weighed_at) VALUES (NEW.id, NEW.cluster_id, '');
END;
CREATE TRIGGER needs_are_weighed_when_published AFTER UPDATE OF status ON listings
WHEN NEW.direction = 'need' AND NEW.status = 'published' AND OLD.status <> 'published'
BEGIN
  INSERT OR IGNORE INTO unmet_needs (need_id, cluster_id, weighed_at) VALUES (NEW.id, NEW.cluster_id, '');
END;

-- The coordinator asks an organisation whether it has what a need looks for: once.
CREATE TABLE need_asks (
  id TEXT PRIMARY KEY,
  need_id TEXT NOT NULL REFERENCES listings (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  asked_by TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (need_id, organisation_id)
) STRICT;

-- Who has had such a thing before: the latest of a kind that were closed.
CREATE INDEX listings_closed ON listings (cluster_id, direction, kind, closed_at DESC) WHERE status = 'closed';
