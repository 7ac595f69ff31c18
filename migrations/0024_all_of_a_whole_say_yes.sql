-- What always goes together is agreed together: the lender of this one has said yes, or need not be asked, and it stays a request
-- until the others of the whole (part_of) have said so too.
ALTER TABLE bookings ADD COLUMN agreed_at TEXT;
