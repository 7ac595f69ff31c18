-- A waste is hazardous by its code, by what its holder declares, or by a persistent organic pollutant in it. Whoever edits
-- it may name it otherwise: it stays hazardous. Nothing hazardous is handed over without the number of its slip, by whatever
-- route: the database refuses.

-- What makes a material stop being waste in France, as listed by Trackdéchets (ssd_acts). Facts, brought by this migration.
CREATE TABLE exit_acts (
  code TEXT PRIMARY KEY,
  title TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO exit_acts (code, title) VALUES
  ('arrete-2014-07-29', 'Arrêté du 29 juillet 2014 fixant les critères de sortie du statut de déchet pour les broyats de bois d’emballage pour une utilisation en tant que combustible dans des installations de combustion de biomasse'),
  ('arrete-2016-08-24', 'Arrêté du 24 août 2016 fixant les critères de sortie du statut de déchet pour les déchets graisseux et huiles alimentaires usagées pour un usage en tant que combustible dans une installation de combustion classée sous la rubrique 2910-B au titre de la nomenclature des installations classées pour la protection de l’environnement et d’une puissance supérieure à 0,1MW et les esters méthyliques d’acides gras fabriqués à partir de ces déchets destinés à être introduits dans un produit pétrolier'),
  ('arrete-2017-07-10', 'Arrêté du 10 juillet 2017 fixant les critères de sortie du statut de déchet pour les résidus de distillation des huiles usagées pour un usage comme plastifiant de bitumes dans la fabrication de membranes d’étanchéité pour toiture'),
  ('arrete-2018-12-11', 'Arrêté du 11 décembre 2018 fixant les critères de sortie du statut de déchet pour les objets et produits chimiques ayant fait l’objet d’une préparation en vue de la réutilisation'),
  ('arrete-2019-02-22', 'Arrêté du 22 février 2019 fixant les critères de sortie du statut de déchet pour les produits chimiques ou objets ayant fait l’objet d’une régénération');
INSERT INTO exit_acts (code, title) VALUES
  ('arrete-2019-02-25', 'Arrêté du 25 février 2019 fixant les critères de sortie du statut de déchet pour les chiffons d’essuyage coupés élaborés à partir de textiles usagés pour un usage comme chiffons'),
  ('arrete-2021-06-04', 'Arrêté du 4 juin 2021 fixant les critères de sortie du statut de déchet pour les terres excavées et sédiments ayant fait l’objet d’une préparation en vue d’une utilisation en génie civil ou en aménagement'),
  ('arrete-2021-12-13', 'Arrêté du 13 décembre 2021 fixant les critères de sortie du statut de déchet pour les papiers cartons récupérés et triés'),
  ('arrete-2021-12-21', 'Arrêté du 21 décembre 2021 fixant les critères de sortie du statut de déchet pour les aménagements constitués de déblais de terres naturelles excavées et gérées au sein d’un grand projet d’aménagement ou d’infrastructure'),
  ('arrete-2024-02-19', 'Arrêté du 19 février 2024 fixant les critères de sortie du statut de déchet pour l’huile de pyrolyse issue de la pyrolyse de déchets de matières plastiques, en vue d’une valorisation matière au sein d’une installation pétrochimique relevant de la directive 2010/75/UE du 24 novembre 2010 relative aux émissions industrielles, pour un usage dans une unité de vapocraquage ou pour un usage dans une unité de purification à destination d’une unité de vapocraquage');
INSERT INTO exit_acts (code, title) VALUES
  ('reglement-2011-03-31', 'Règlement (UE) N° 333/2011 du 31 mars 2011 établissant les critères permettant de déterminer à quel moment certains types de débris métalliques cessent d’être des déchets'),
  ('reglement-2012-12-10', 'Règlement (UE) N° 1179/2012 du 10 décembre 2012 établissant les critères permettant de déterminer à quel moment le calcin de verre cesse d’être un déchet'),
  ('reglement-2013-07-25', 'Règlement (UE) N° 715/2013 du 25 juillet 2013 établissant les critères permettant de déterminer à quel moment les débris de cuivre cessent d’être des déchets'),
  ('reglement-2019-06-05', 'Règlement (UE) N° 2019/1009 du 5 juin 2019 établissant les règles relatives à la mise à disposition sur le marché des fertilisants UE');

-- The slip that goes with a booking of hazardous waste: it is made in Trackdéchets, its number is kept here.
CREATE TABLE slips (
  booking_id TEXT PRIMARY KEY REFERENCES bookings (id),
  cluster_id TEXT NOT NULL REFERENCES clusters (id),
  number TEXT NOT NULL CHECK (length(number) BETWEEN 4 AND 60),
  entered_by TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  last_event_id TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER listings_stay_hazardous BEFORE UPDATE OF details ON listings
WHEN OLD.details ->> 'hazardous' = 1 AND coalesce(NEW.details ->> 'hazardous', 0) <> 1
BEGIN SELECT RAISE(ABORT, 'maillage:hazard_kept'); END;

-- Bookings of hazardous waste that have no slip.
CREATE VIEW bookings_without_slip AS
  SELECT b.id FROM bookings b JOIN listings l ON l.id = b.listing_id
  WHERE l.kind = 'waste' AND l.details ->> 'hazardous' = 1
    AND NOT EXISTS (SELECT 1 FROM slips s WHERE s.booking_id = b.id);

CREATE TRIGGER handovers_need_a_slip BEFORE INSERT ON handovers
WHEN NEW.happened = 1 AND EXISTS (SELECT 1 FROM bookings_without_slip WHERE id = NEW.booking_id)
BEGIN SELECT RAISE(ABORT, 'maillage:hazardous_needs_slip'); END;

CREATE TRIGGER bookings_need_a_slip BEFORE UPDATE OF status ON bookings
WHEN NEW.status IN ('in_use', 'completed') AND EXISTS (SELECT 1 FROM bookings_without_slip WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'maillage:hazardous_needs_slip'); END;

CREATE TRIGGER slips_stay BEFORE DELETE ON slips
WHEN EXISTS (SELECT 1 FROM handovers WHERE booking_id = OLD.booking_id AND happened = 1)
  OR EXISTS (SELECT 1 FROM bookings WHERE id = OLD.booking_id AND status IN ('in_use', 'completed'))
BEGIN SELECT RAISE(ABORT, 'maillage:hazardous_needs_slip'); END;
