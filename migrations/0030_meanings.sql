-- What a listing says, beside its words: the concepts it names and what they can become, from the lexicon of worker/lexicon.
-- A projection like 0011's, made by the same consumer and by `npm run rebuild`; full-text tables cannot get a column.

-- Rowids are the documents of search_docs. Concepts are their ids without underscores; `outlets` holds what the concepts of
-- an offer can become, `letters` the title's letters by three, four and five.
CREATE VIRTUAL TABLE meaning_index USING fts5(
  concepts, outlets, letters, terms,
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);

-- What matching would have to read out of the text each time: the stems of title and description, and the concepts that the
-- description names, as a JSON object of weights.
CREATE TABLE listing_meanings (
  listing_id TEXT PRIMARY KEY,
  listing_version INTEGER NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  concepts TEXT NOT NULL
) STRICT, WITHOUT ROWID;
