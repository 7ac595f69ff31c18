-- What was last read of a calendar from elsewhere: only what tells when something is (worker/calendars/rulesOfKeeping.ts), no
-- names, places or people. A file is read again from here, so that what recurs goes on closing; so is any calendar whose
-- closures an outage was in the way of.
CREATE TABLE feed_texts (
  feed_id TEXT PRIMARY KEY REFERENCES calendar_feeds (id),
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
