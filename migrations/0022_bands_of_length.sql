-- Holds are searched by their length, finer than the four classes of 0004: an overlap is searched by its end, busy_to > from
-- AND busy_to < to + longest, and among half hours that follow each other a bound of four hours reads seven that lie beyond.
-- What lies beyond is now at most four times what overlaps, up to a day. This view and the column after it are the one place
-- that knows the bands: whoever looks for an overlap joins the view (worker/bookings/held.ts).
CREATE VIEW length_bands (band, longest) AS
  VALUES (1, 60), (2, 240), (3, 1440), (4, 10080), (5, 44640), (6, 4294967296);
ALTER TABLE holds ADD COLUMN length_band INTEGER GENERATED ALWAYS AS (
  CASE WHEN busy_to - busy_from <= 60 THEN 1 WHEN busy_to - busy_from <= 240 THEN 2 WHEN busy_to - busy_from <= 1440 THEN 3
       WHEN busy_to - busy_from <= 10080 THEN 4 WHEN busy_to - busy_from <= 44640 THEN 5 ELSE 6 END) VIRTUAL;
DROP INDEX holds_live;
CREATE INDEX holds_live ON holds (capacity_id, length_band, busy_to, busy_from, quantity) WHERE live = 1;

-- The check of 0004, in the same words, over these bands; and a shorter way for what there is one of. There no two holds
-- overlap, so that they stand in the order of their starts as in that of their ends: of each band the first that ends after
-- the wanted time begins tells for all, and closures of months ahead are not even read.
DROP TRIGGER capacity_is_never_exceeded;
CREATE TRIGGER capacity_is_never_exceeded INSTEAD OF INSERT ON capacity_checks
BEGIN
  SELECT RAISE(ABORT, 'maillage:capacity_taken') WHERE CASE (SELECT quantity FROM capacities WHERE id = NEW.capacity_id)
  WHEN 1 THEN NEW.quantity > 1 OR EXISTS (
    SELECT 1 FROM length_bands AS l WHERE NEW.busy_to > (
      SELECT busy_from FROM holds
       WHERE capacity_id = NEW.capacity_id AND live = 1 AND length_band = l.band AND busy_to > NEW.busy_from
         AND id <> NEW.except_hold
       ORDER BY busy_to LIMIT 1))
  ELSE NEW.quantity + coalesce((
    SELECT sum(h.quantity) FROM length_bands AS l CROSS JOIN holds AS h
     WHERE h.capacity_id = NEW.capacity_id AND h.live = 1 AND h.length_band = l.band AND h.busy_to > NEW.busy_from
       AND h.busy_to < NEW.busy_to + l.longest AND h.busy_from < NEW.busy_to AND h.id <> NEW.except_hold
  ), 0) > (SELECT quantity FROM capacities WHERE id = NEW.capacity_id) AND NEW.quantity + coalesce((
    WITH taken AS (
      SELECT max(h.busy_from, NEW.busy_from) AS f, min(h.busy_to, NEW.busy_to) AS t, h.quantity
        FROM length_bands AS l CROSS JOIN holds AS h
       WHERE h.capacity_id = NEW.capacity_id AND h.live = 1 AND h.length_band = l.band AND h.busy_to > NEW.busy_from
         AND h.busy_to < NEW.busy_to + l.longest AND h.busy_from < NEW.busy_to AND h.id <> NEW.except_hold)
    SELECT max(load) FROM (
      -- a sweep over starts and ends; at one instant ends come first, because intervals are half-open. What runs at the
      -- start is one step, and what ends with the interval or later is none.
      SELECT sum(delta) OVER (ORDER BY at, delta ROWS UNBOUNDED PRECEDING) AS load FROM (
        SELECT NEW.busy_from AS at, coalesce(sum(quantity), 0) AS delta FROM taken WHERE f = NEW.busy_from
        UNION ALL SELECT f, quantity FROM taken WHERE f > NEW.busy_from
        UNION ALL SELECT t, -quantity FROM taken WHERE t < NEW.busy_to))
  ), 0) > (SELECT quantity FROM capacities WHERE id = NEW.capacity_id) END;
END;

-- What a lender has closed by hand is listed without the bookings beside it.
CREATE INDEX holds_closed_by_hand ON holds (capacity_id, busy_to) WHERE live = 1 AND reason = 'closure' AND source_id IS NULL;
