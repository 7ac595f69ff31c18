-- A stream may flow differently on each of its days: 40 kg on Tuesdays, 15 on Fridays. The capacity is the most there can be; a
-- hold over a collection that has less says how much, and all that overlaps it there stays within. Null: the capacity's own.
ALTER TABLE holds ADD COLUMN at_most INTEGER CHECK (at_most >= 1);

-- The most that is held at any moment of [from, to): at its start, or where another hold begins.
CREATE TRIGGER holds_fit_their_collection BEFORE INSERT ON holds WHEN NEW.live = 1 AND NEW.at_most IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'maillage:capacity_taken') WHERE NEW.at_most < NEW.quantity + coalesce((
    SELECT max((SELECT coalesce(sum(h.quantity), 0) FROM holds h WHERE h.capacity_id = NEW.capacity_id AND h.live = 1
      AND h.busy_from <= p.at AND h.busy_to > p.at)) FROM (
      SELECT NEW.busy_from AS at UNION ALL SELECT busy_from FROM holds WHERE capacity_id = NEW.capacity_id AND live = 1
        AND busy_from > NEW.busy_from AND busy_from < NEW.busy_to) p), 0);
END;
CREATE TRIGGER holds_fit_their_collection_when_changed BEFORE UPDATE OF capacity_id, busy_from, busy_to, quantity, live, at_most
ON holds WHEN NEW.live = 1 AND NEW.at_most IS NOT NULL AND (OLD.live = 0 OR NEW.quantity > OLD.quantity
  OR NEW.capacity_id <> OLD.capacity_id OR NEW.busy_from <> OLD.busy_from OR NEW.busy_to <> OLD.busy_to
  OR NEW.at_most IS NOT OLD.at_most)
BEGIN
  SELECT RAISE(ABORT, 'maillage:capacity_taken') WHERE NEW.at_most < NEW.quantity + coalesce((
    SELECT max((SELECT coalesce(sum(h.quantity), 0) FROM holds h WHERE h.capacity_id = NEW.capacity_id AND h.live = 1
      AND h.id <> OLD.id AND h.busy_from <= p.at AND h.busy_to > p.at)) FROM (
      SELECT NEW.busy_from AS at UNION ALL SELECT busy_from FROM holds WHERE capacity_id = NEW.capacity_id AND live = 1
        AND id <> OLD.id AND busy_from > NEW.busy_from AND busy_from < NEW.busy_to) p), 0);
END;
