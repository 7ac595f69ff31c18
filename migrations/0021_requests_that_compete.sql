-- Requests that compete hold nothing: the calendar of an offer finds them here, beside its holds, without its history.
CREATE INDEX bookings_competing ON bookings (listing_id, starts_at) WHERE status = 'requested' AND competing = 1;
