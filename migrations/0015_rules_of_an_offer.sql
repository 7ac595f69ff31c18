-- What a lender asks of those who book: one row for each offer that has rules of its own, see worker/bookings/inputOfRules.ts.
CREATE TABLE offer_rules (
  listing_id TEXT PRIMARY KEY REFERENCES listings (id),
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  rules TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What an organisation has of one offer: by start, for quotas; what is not over, for "one at a time" and "not in a row".
CREATE INDEX bookings_by_listing_and_borrower ON bookings (listing_id, borrower_id, starts_at);
CREATE INDEX bookings_open_by_borrower ON bookings (listing_id, borrower_id, ends_at)
  WHERE status IN ('requested', 'confirmed', 'in_use');

-- Limits race like capacity does: a row "inserted" here, in the batch that books and after its bookings, asks whether a
-- limit still holds. Rows read are bounded by the limit itself. A booking counts in the period in which it starts.
--   bookings, minutes: at most `most` of them start in [from_at, to_at)
--   gap:               no other booking of the borrower touches (from_at, to_at), which is its own time and the gap around
--   open:              at most `most` that are not over end after from_at
CREATE VIEW rule_checks AS
  SELECT '' AS rule, '' AS booking_id, '' AS listing_id, '' AS borrower_id, '' AS from_at, '' AS to_at, 0 AS most;
CREATE TRIGGER rules_hold_when_it_is_written INSTEAD OF INSERT ON rule_checks
BEGIN
  SELECT RAISE(ABORT, 'maillage:quota_reached') WHERE NEW.rule = 'bookings' AND NEW.most < (
    SELECT count(*) FROM bookings
     WHERE listing_id = NEW.listing_id AND borrower_id = NEW.borrower_id AND starts_at >= NEW.from_at
       AND starts_at < NEW.to_at AND status IN ('requested', 'confirmed', 'in_use', 'completed', 'no_show'));
  SELECT RAISE(ABORT, 'maillage:quota_reached') WHERE NEW.rule = 'minutes' AND NEW.most < (
    SELECT coalesce(sum((unixepoch(ends_at) - unixepoch(starts_at)) / 60), 0) FROM bookings
     WHERE listing_id = NEW.listing_id AND borrower_id = NEW.borrower_id AND starts_at >= NEW.from_at
       AND starts_at < NEW.to_at AND status IN ('requested', 'confirmed', 'in_use', 'completed', 'no_show'));
  SELECT RAISE(ABORT, 'maillage:too_close') WHERE NEW.rule = 'gap' AND EXISTS (
    SELECT 1 FROM bookings
     WHERE listing_id = NEW.listing_id AND borrower_id = NEW.borrower_id AND ends_at > NEW.from_at
       AND starts_at < NEW.to_at AND id <> NEW.booking_id AND status IN ('requested', 'confirmed', 'in_use'));
  SELECT RAISE(ABORT, 'maillage:one_at_a_time') WHERE NEW.rule = 'open' AND NEW.most < (
    SELECT count(*) FROM bookings
     WHERE listing_id = NEW.listing_id AND borrower_id = NEW.borrower_id AND ends_at > NEW.from_at
       AND status IN ('requested', 'confirmed', 'in_use'));
END;
