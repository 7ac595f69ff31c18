-- What was seen in the street can become a draft of an offer or a need, as premises become a site.
ALTER TABLE leads ADD COLUMN listing_id TEXT REFERENCES listings (id);
