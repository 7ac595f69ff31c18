-- What the exchanges have produced: a projection, made by the consumer `impact.project` and again by `npm run rebuild`.
--
-- `impact_months` holds what one booking produced in each local month it touches, recomputed from the base tables and the
-- latest event of the booking; `impact_sums` are its sums by month, kept by triggers as in 0012, so that an event that comes
-- twice or late changes nothing. `impact_needs` and `impact_offers` hold what was looked for and offered, for the portrait.
-- Money in cents, climate in grams of CO2 equivalent; nothing here adds one to the other.
CREATE TABLE impact_months (
  booking_id TEXT NOT NULL, month TEXT NOT NULL,  -- "2026-07", of the cluster's wall clock
  cluster_id TEXT NOT NULL, listing_id TEXT NOT NULL, capacity_id TEXT NOT NULL,
  lender_id TEXT NOT NULL, borrower_id TEXT NOT NULL,
  kind TEXT NOT NULL, resource TEXT NOT NULL, commune TEXT NOT NULL,
  begins INTEGER NOT NULL CHECK (begins IN (0, 1)),
  minutes INTEGER NOT NULL, kg INTEGER NOT NULL,
  measured INTEGER NOT NULL CHECK (measured IN (0, 1)),   -- the quantity was noted at the hand-over
  surface_m2 INTEGER NOT NULL,
  co2_low INTEGER NOT NULL, co2_high INTEGER NOT NULL,
  vacancy_low INTEGER NOT NULL, vacancy_high INTEGER NOT NULL,
  disposal_low INTEGER NOT NULL, disposal_high INTEGER NOT NULL,
  market_cents INTEGER NOT NULL, paid_cents INTEGER NOT NULL,   -- both 0 where no market price is stated
  has_co2 INTEGER NOT NULL, has_vacancy INTEGER NOT NULL, has_disposal INTEGER NOT NULL, has_market INTEGER NOT NULL,
  factors TEXT NOT NULL DEFAULT '[]',             -- the versions it was reckoned with
  PRIMARY KEY (booking_id, month)
) STRICT, WITHOUT ROWID;
CREATE INDEX impact_months_by_month ON impact_months (cluster_id, month, booking_id);
CREATE INDEX impact_months_of_premises ON impact_months (cluster_id, month, capacity_id) WHERE kind = 'premises';
CREATE INDEX impact_months_by_listing ON impact_months (listing_id, booking_id);

-- scope: 'kind', 'commune', 'offer', 'lender', 'borrower', 'resource'
CREATE TABLE impact_sums (
  cluster_id TEXT NOT NULL, scope TEXT NOT NULL, month TEXT NOT NULL, key TEXT NOT NULL,
  leaves INTEGER NOT NULL DEFAULT 0, exchanges INTEGER NOT NULL DEFAULT 0, minutes INTEGER NOT NULL DEFAULT 0, kg_weighed INTEGER NOT NULL DEFAULT 0,
  kg_declared INTEGER NOT NULL DEFAULT 0, co2_low INTEGER NOT NULL DEFAULT 0, co2_high INTEGER NOT NULL DEFAULT 0,
  vacancy_low INTEGER NOT NULL DEFAULT 0, vacancy_high INTEGER NOT NULL DEFAULT 0, disposal_low INTEGER NOT NULL DEFAULT 0,
  disposal_high INTEGER NOT NULL DEFAULT 0, market_cents INTEGER NOT NULL DEFAULT 0, paid_cents INTEGER NOT NULL DEFAULT 0,
  with_co2 INTEGER NOT NULL DEFAULT 0, with_vacancy INTEGER NOT NULL DEFAULT 0, with_disposal INTEGER NOT NULL DEFAULT 0,
  with_market INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (cluster_id, scope, month, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE impact_needs (
  listing_id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL, organisation_id TEXT NOT NULL,
  kind TEXT NOT NULL, resource TEXT NOT NULL, commune TEXT NOT NULL,
  month TEXT NOT NULL,                            -- in which it was published
  state TEXT NOT NULL CHECK (state IN ('open', 'met', 'unmet', 'dropped')),
  listing_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX impact_needs_by_month ON impact_needs (cluster_id, month, listing_id);
CREATE TABLE impact_offers (
  listing_id TEXT PRIMARY KEY,
  cluster_id TEXT NOT NULL, organisation_id TEXT NOT NULL,
  kind TEXT NOT NULL, resource TEXT NOT NULL, commune TEXT NOT NULL,
  month TEXT NOT NULL,
  market TEXT NOT NULL,                           -- its market price as the bookings were reckoned with it
  listing_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX impact_offers_by_month ON impact_offers (cluster_id, month, listing_id);

-- A difference: a row "inserted" here is added to the sums. Written once for all triggers. (Keys by json_each: D1 allows
-- five terms in a compound SELECT.)
CREATE VIEW impact_changes AS SELECT '' AS cluster_id, '' AS month, '' AS kind, '' AS commune, '' AS listing_id,
  '' AS lender_id, '' AS borrower_id, '' AS resource,
  0 AS leaves, 0 AS exchanges, 0 AS minutes, 0 AS kg_weighed, 0 AS kg_declared, 0 AS co2_low, 0 AS co2_high,
  0 AS vacancy_low, 0 AS vacancy_high, 0 AS disposal_low, 0 AS disposal_high, 0 AS market_cents, 0 AS paid_cents,
  0 AS with_co2, 0 AS with_vacancy, 0 AS with_disposal, 0 AS with_market;
CREATE TRIGGER impact_is_summed INSTEAD OF INSERT ON impact_changes
BEGIN
  INSERT INTO impact_sums (cluster_id, scope, month, key,
    leaves, exchanges, minutes, kg_weighed, kg_declared, co2_low, co2_high,
    vacancy_low, vacancy_high, disposal_low, disposal_high, market_cents, paid_cents,
    with_co2, with_vacancy, with_disposal, with_market)
    SELECT NEW.cluster_id, s.key, NEW.month, s.value,
      NEW.leaves, NEW.exchanges, NEW.minutes, NEW.kg_weighed, NEW.kg_declared, NEW.co2_low, NEW.co2_high,
      NEW.vacancy_low, NEW.vacancy_high, NEW.disposal_low, NEW.disposal_high, NEW.market_cents, NEW.paid_cents,
      NEW.with_co2, NEW.with_vacancy, NEW.with_disposal, NEW.with_market
    FROM json_each(json_object('kind', NEW.kind, 'commune', NEW.commune, 'offer', NEW.listing_id, 'lender', NEW.lender_id,
      'borrower', NEW.borrower_id, 'resource', NEW.resource)) s
    WHERE true
    ON CONFLICT (cluster_id, scope, month, key) DO UPDATE SET
      leaves = leaves + excluded.leaves, exchanges = exchanges + excluded.exchanges, minutes = minutes + excluded.minutes,
      kg_weighed = kg_weighed + excluded.kg_weighed, kg_declared = kg_declared + excluded.kg_declared,
      co2_low = co2_low + excluded.co2_low, co2_high = co2_high + excluded.co2_high, vacancy_low = vacancy_low + excluded.vacancy_low,
      vacancy_high = vacancy_high + excluded.vacancy_high,
      disposal_low = disposal_low + excluded.disposal_low, disposal_high = disposal_high + excluded.disposal_high, market_cents = market_cents + excluded.market_cents,
      paid_cents = paid_cents + excluded.paid_cents,
      with_co2 = with_co2 + excluded.with_co2, with_vacancy = with_vacancy + excluded.with_vacancy, with_disposal = with_disposal + excluded.with_disposal,
      with_market = with_market + excluded.with_market;
END;
CREATE TRIGGER impact_is_added AFTER INSERT ON impact_months
BEGIN
  INSERT INTO impact_changes VALUES (NEW.cluster_id, NEW.month, NEW.kind, NEW.commune, NEW.listing_id, NEW.lender_id,
    NEW.borrower_id, NEW.resource,
    1, NEW.begins, NEW.minutes, NEW.kg * NEW.measured, NEW.kg * (1 - NEW.measured), NEW.co2_low,
    NEW.co2_high, NEW.vacancy_low, NEW.vacancy_high, NEW.disposal_low, NEW.disposal_high,
    NEW.market_cents, NEW.paid_cents, NEW.begins * NEW.has_co2, NEW.begins * NEW.has_vacancy, NEW.begins * NEW.has_disposal,
    NEW.begins * NEW.has_market);
END;
-- What no booking is left of leaves no empty line.
CREATE TRIGGER impact_is_taken_away AFTER DELETE ON impact_months
BEGIN
  INSERT INTO impact_changes VALUES (OLD.cluster_id, OLD.month, OLD.kind, OLD.commune, OLD.listing_id, OLD.lender_id,
    OLD.borrower_id, OLD.resource,
    -1, -OLD.begins, -OLD.minutes, -(OLD.kg * OLD.measured), -(OLD.kg * (1 - OLD.measured)),
    -OLD.co2_low, -OLD.co2_high, -OLD.vacancy_low, -OLD.vacancy_high,
    -OLD.disposal_low, -OLD.disposal_high, -OLD.market_cents, -OLD.paid_cents,
    -(OLD.begins * OLD.has_co2), -(OLD.begins * OLD.has_vacancy), -(OLD.begins * OLD.has_disposal), -(OLD.begins * OLD.has_market));
  DELETE FROM impact_sums WHERE cluster_id = OLD.cluster_id AND month = OLD.month AND leaves = 0
    AND (scope, key) IN (SELECT s.key, s.value FROM json_each(json_object('kind', OLD.kind, 'commune', OLD.commune, 'offer', OLD.listing_id, 'lender', OLD.lender_id,
      'borrower', OLD.borrower_id, 'resource', OLD.resource)) s);
END;
-- A leaf that differs is deleted and written again, never changed: so that every sum goes through the two above.
CREATE TRIGGER impact_is_never_changed BEFORE UPDATE ON impact_months
BEGIN SELECT RAISE(ABORT, 'maillage:impact_changed'); END;
