-- How far a need looks, in km from its place: "à pied", "en bus ou en voiture". Absent: the whole cluster.
ALTER TABLE listings ADD COLUMN within_km INTEGER CHECK (within_km BETWEEN 1 AND 500);
-- Photos are counted and listed by listing; reports by listing, to bound what one listing can gather.
CREATE INDEX reports_by_listing ON reports (listing_id, status);
