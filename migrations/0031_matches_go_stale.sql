-- The clock finds what has just ended, whose matches are then taken back.
CREATE INDEX listings_by_end ON listings (ends_at) WHERE status = 'published' AND ends_at IS NOT NULL;
