-- The round of a day: what an organisation fetches of the wastes it has booked, with one vehicle. The vehicle is booked as any
-- equipment is, or is its own and closed for the others meanwhile. `stop_order` lists the stops that are driven, in their order.
CREATE TABLE pickup_rounds (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  day TEXT NOT NULL CHECK (day GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  departs TEXT NOT NULL CHECK (departs GLOB '[0-2][0-9]:[0-5][0-9]'),
  status TEXT NOT NULL CHECK (status IN ('open', 'cancelled')),
  vehicle_id TEXT REFERENCES listings (id),
  vehicle_booking_id TEXT REFERENCES bookings (id),   -- another organisation's vehicle
  books_vehicle INTEGER NOT NULL DEFAULT 0 CHECK (books_vehicle IN (0, 1)),   -- 1: it was booked with the round, and goes with it
  closure_hold_id INTEGER,                            -- its own, closed for the time of the round
  stop_order TEXT NOT NULL CHECK (json_valid(stop_order)),
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK (vehicle_booking_id IS NULL OR vehicle_id IS NOT NULL)
) STRICT;
-- One round for each day and vehicle; '' is the one whose vehicle is not told.
CREATE UNIQUE INDEX pickup_rounds_once ON pickup_rounds (organisation_id, day, coalesce(vehicle_id, ''))
  WHERE status = 'open';
CREATE INDEX pickup_rounds_by_day ON pickup_rounds (cluster_id, organisation_id, day, id);

-- A stop is one booking. What was recorded there last stands in it; `live` 0: the round was cancelled, or it was left out.
CREATE TABLE pickup_stops (
  id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  round_id TEXT NOT NULL REFERENCES pickup_rounds (id),
  booking_id TEXT NOT NULL REFERENCES bookings (id),
  live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
  outcome TEXT CHECK (outcome IN ('collected', 'refused', 'nobody')),
  quantity INTEGER CHECK (quantity >= 0),             -- as it was weighed or counted, in the unit of the booking
  reason TEXT NOT NULL DEFAULT '',
  happened_at TEXT,
  record_key TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK ((outcome IS NULL) = (record_key IS NULL)),
  CHECK ((outcome IS NULL) = (happened_at IS NULL)),
  CHECK (outcome IS NULL OR live = 1),
  CHECK (outcome IS NOT 'collected' OR quantity > 0),
  CHECK (outcome IS NULL OR outcome = 'collected' OR quantity = 0)
) STRICT;
CREATE UNIQUE INDEX pickup_stops_once ON pickup_stops (booking_id) WHERE live = 1;
CREATE INDEX pickup_stops_of_round ON pickup_stops (round_id, id);

-- Each thing a phone said of a stop, under the key that the phone made for it: what is sent again is found again. A record names
-- those that it takes the place of, arrived or not; of two that are the first, or the next, one is refused. Never edited.
CREATE TABLE pickup_records (
  stop_id TEXT NOT NULL REFERENCES pickup_stops (id),
  key TEXT NOT NULL CHECK (length(key) BETWEEN 8 AND 64),
  number INTEGER NOT NULL CHECK (number >= 1),
  outcome TEXT NOT NULL CHECK (outcome IN ('collected', 'refused', 'nobody')),
  quantity INTEGER NOT NULL CHECK (quantity >= 0),
  reason TEXT NOT NULL DEFAULT '',
  happened_at TEXT NOT NULL,
  replaces TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(replaces)),   -- keys
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (stop_id, key),
  UNIQUE (stop_id, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER pickup_records_are_never_edited BEFORE UPDATE ON pickup_records
BEGIN SELECT RAISE(ABORT, 'maillage:handover_edited'); END;

-- Nothing hazardous is loaded without the number of its slip.
CREATE TRIGGER pickup_stops_need_a_slip BEFORE UPDATE OF outcome ON pickup_stops
WHEN NEW.outcome = 'collected' AND EXISTS (SELECT 1 FROM bookings_without_slip WHERE id = NEW.booking_id)
BEGIN SELECT RAISE(ABORT, 'maillage:hazardous_needs_slip'); END;
