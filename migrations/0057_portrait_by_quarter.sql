-- The portrait of a territory reads a few rows by quarter, however much is shared: who took part and which ties there are is
-- counted here by triggers, as what the exchanges produced is summed by those of 0055.
--
-- what: 'tie' (two organisations, in the order of their ids), 'party' (one of them). A row stands while there are exchanges.
CREATE TABLE portrait_exchanges (
  cluster_id TEXT NOT NULL, what TEXT NOT NULL CHECK (what IN ('tie', 'party')), key TEXT NOT NULL,
  quarter TEXT NOT NULL,                          -- "2026-Q3"
  exchanges INTEGER NOT NULL,
  PRIMARY KEY (cluster_id, what, key, quarter)
) STRICT, WITHOUT ROWID;
-- Who takes part in the most exchanges of a quarter.
CREATE INDEX portrait_exchanges_by_quarter ON portrait_exchanges (cluster_id, what, quarter, exchanges DESC, key);

-- what: 'ties', 'new_ties' (their first quarter), 'actors' (key: legal form), 'offers' and 'exchanged' (key: sort of
-- resource), 'needs' (key: kind and commune, of those that nobody has met).
CREATE TABLE portrait_counts (
  cluster_id TEXT NOT NULL, quarter TEXT NOT NULL, what TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (cluster_id, quarter, what, key)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER portrait_counts_of_nothing AFTER UPDATE ON portrait_counts WHEN NEW.n = 0
BEGIN
  DELETE FROM portrait_counts
   WHERE cluster_id = NEW.cluster_id AND quarter = NEW.quarter AND what = NEW.what AND key = NEW.key;
END;

-- One more or one fewer of something, written once for all triggers.
CREATE VIEW portrait_changes AS
  SELECT '' AS cluster_id, '' AS quarter, '' AS what, '' AS key, 0 AS n;
CREATE TRIGGER portrait_is_counted INSTEAD OF INSERT ON portrait_changes
BEGIN
  INSERT INTO portrait_counts VALUES (NEW.cluster_id, NEW.quarter, NEW.what, NEW.key, NEW.n)
    ON CONFLICT (cluster_id, quarter, what, key) DO UPDATE SET n = n + excluded.n;
END;

-- An exchange counts in the quarter in which it begins.
CREATE TRIGGER portrait_exchange_begins AFTER INSERT ON impact_months WHEN NEW.begins = 1
BEGIN
  INSERT INTO portrait_exchanges (cluster_id, what, key, quarter, exchanges)
    SELECT NEW.cluster_id, e.value ->> 0, e.value ->> 1,
        substr(NEW.month, 1, 5) || 'Q' || ((substr(NEW.month, 6, 2) + 2) / 3), 1
      FROM json_each(json_array(json_array('party', NEW.lender_id), json_array('party', NEW.borrower_id),
        json_array('tie', min(NEW.lender_id, NEW.borrower_id) || ' ' || max(NEW.lender_id, NEW.borrower_id)))) e
     WHERE true
    ON CONFLICT (cluster_id, what, key, quarter) DO UPDATE SET exchanges = exchanges + 1;
  INSERT INTO portrait_changes VALUES (NEW.cluster_id,
    substr(NEW.month, 1, 5) || 'Q' || ((substr(NEW.month, 6, 2) + 2) / 3), 'exchanged', NEW.resource, 1);
END;
CREATE TRIGGER portrait_exchange_is_taken_away AFTER DELETE ON impact_months WHEN OLD.begins = 1
BEGIN
  UPDATE portrait_exchanges SET exchanges = exchanges - 1
   WHERE cluster_id = OLD.cluster_id AND quarter = substr(OLD.month, 1, 5) || 'Q' || ((substr(OLD.month, 6, 2) + 2) / 3)
     AND (what, key) IN (VALUES ('party', OLD.lender_id), ('party', OLD.borrower_id),
       ('tie', min(OLD.lender_id, OLD.borrower_id) || ' ' || max(OLD.lender_id, OLD.borrower_id)));
  INSERT INTO portrait_changes VALUES (OLD.cluster_id,
    substr(OLD.month, 1, 5) || 'Q' || ((substr(OLD.month, 6, 2) + 2) / 3), 'exchanged', OLD.resource, -1);
END;
CREATE TRIGGER portrait_exchanges_of_nothing AFTER UPDATE ON portrait_exchanges WHEN NEW.exchanges <= 0
BEGIN
  DELETE FROM portrait_exchanges
   WHERE cluster_id = NEW.cluster_id AND what = NEW.what AND key = NEW.key AND quarter = NEW.quarter;
END;

-- A tie is new in its first quarter: one that turns out to be earlier takes that from the next.
CREATE TRIGGER portrait_tie_is_there AFTER INSERT ON portrait_exchanges WHEN NEW.what = 'tie'
BEGIN
  INSERT INTO portrait_changes VALUES (NEW.cluster_id, NEW.quarter, 'ties', '', 1);
  INSERT INTO portrait_changes
    SELECT NEW.cluster_id, q.value ->> 0, 'new_ties', '', q.value ->> 1
      FROM json_each(json_array(json_array(NEW.quarter, 1), json_array((SELECT min(quarter) FROM portrait_exchanges
        WHERE cluster_id = NEW.cluster_id AND what = 'tie' AND key = NEW.key AND quarter > NEW.quarter), -1))) q
     WHERE q.value ->> 0 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM portrait_exchanges
        WHERE cluster_id = NEW.cluster_id AND what = 'tie' AND key = NEW.key AND quarter < NEW.quarter);
END;
CREATE TRIGGER portrait_tie_is_gone AFTER DELETE ON portrait_exchanges WHEN OLD.what = 'tie'
BEGIN
  INSERT INTO portrait_changes VALUES (OLD.cluster_id, OLD.quarter, 'ties', '', -1);
  INSERT INTO portrait_changes
    SELECT OLD.cluster_id, q.value ->> 0, 'new_ties', '', q.value ->> 1
      FROM json_each(json_array(json_array(OLD.quarter, -1), json_array((SELECT min(quarter) FROM portrait_exchanges
        WHERE cluster_id = OLD.cluster_id AND what = 'tie' AND key = OLD.key AND quarter > OLD.quarter), 1))) q
     WHERE q.value ->> 0 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM portrait_exchanges
        WHERE cluster_id = OLD.cluster_id AND what = 'tie' AND key = OLD.key AND quarter < OLD.quarter);
END;

CREATE TRIGGER portrait_actor_is_there AFTER INSERT ON portrait_exchanges WHEN NEW.what = 'party'
BEGIN
  INSERT INTO portrait_changes
    SELECT NEW.cluster_id, NEW.quarter, 'actors', legal_form, 1 FROM organisations WHERE id = NEW.key;
END;
CREATE TRIGGER portrait_actor_is_gone AFTER DELETE ON portrait_exchanges WHEN OLD.what = 'party'
BEGIN
  INSERT INTO portrait_changes
    SELECT OLD.cluster_id, OLD.quarter, 'actors', legal_form, -1 FROM organisations WHERE id = OLD.key;
END;
CREATE TRIGGER portrait_actor_changes_form AFTER UPDATE OF legal_form ON organisations WHEN OLD.legal_form <> NEW.legal_form
BEGIN
  INSERT INTO portrait_changes
    SELECT e.cluster_id, e.quarter, 'actors', f.key, f.value
      FROM affiliations AS a
      CROSS JOIN portrait_exchanges AS e ON e.cluster_id = a.cluster_id AND e.what = 'party' AND e.key = NEW.id
      CROSS JOIN json_each(json_object(OLD.legal_form, -1, NEW.legal_form, 1)) AS f
     WHERE a.organisation_id = NEW.id;
END;

CREATE TRIGGER portrait_offer_is_posted AFTER INSERT ON impact_offers
BEGIN
  INSERT INTO portrait_changes VALUES (NEW.cluster_id,
    substr(NEW.month, 1, 5) || 'Q' || ((substr(NEW.month, 6, 2) + 2) / 3), 'offers', NEW.resource, 1);
END;
CREATE TRIGGER portrait_offer_is_taken_away AFTER DELETE ON impact_offers
BEGIN
  INSERT INTO portrait_changes VALUES (OLD.cluster_id,
    substr(OLD.month, 1, 5) || 'Q' || ((substr(OLD.month, 6, 2) + 2) / 3), 'offers', OLD.resource, -1);
END;
CREATE TRIGGER portrait_offer_changes AFTER UPDATE OF month, resource ON impact_offers
WHEN OLD.month <> NEW.month OR OLD.resource <> NEW.resource
BEGIN
  INSERT INTO portrait_changes VALUES (OLD.cluster_id,
    substr(OLD.month, 1, 5) || 'Q' || ((substr(OLD.month, 6, 2) + 2) / 3), 'offers', OLD.resource, -1);
  INSERT INTO portrait_changes VALUES (NEW.cluster_id,
    substr(NEW.month, 1, 5) || 'Q' || ((substr(NEW.month, 6, 2) + 2) / 3), 'offers', NEW.resource, 1);
END;

CREATE TRIGGER portrait_need_is_posted AFTER INSERT ON impact_needs WHEN NEW.state IN ('open', 'unmet')
BEGIN
  INSERT INTO portrait_changes VALUES (NEW.cluster_id,
    substr(NEW.month, 1, 5) || 'Q' || ((substr(NEW.month, 6, 2) + 2) / 3), 'needs', NEW.kind || ' ' || NEW.commune, 1);
END;
CREATE TRIGGER portrait_need_is_taken_away AFTER DELETE ON impact_needs WHEN OLD.state IN ('open', 'unmet')
BEGIN
  INSERT INTO portrait_changes VALUES (OLD.cluster_id,
    substr(OLD.month, 1, 5) || 'Q' || ((substr(OLD.month, 6, 2) + 2) / 3), 'needs', OLD.kind || ' ' || OLD.commune, -1);
END;
CREATE TRIGGER portrait_need_changes AFTER UPDATE ON impact_needs
BEGIN
  INSERT INTO portrait_changes
    SELECT OLD.cluster_id, substr(OLD.month, 1, 5) || 'Q' || ((substr(OLD.month, 6, 2) + 2) / 3), 'needs',
      OLD.kind || ' ' || OLD.commune, -1 WHERE OLD.state IN ('open', 'unmet');
  INSERT INTO portrait_changes
    SELECT NEW.cluster_id, substr(NEW.month, 1, 5) || 'Q' || ((substr(NEW.month, 6, 2) + 2) / 3), 'needs',
      NEW.kind || ' ' || NEW.commune, 1 WHERE NEW.state IN ('open', 'unmet');
END;
