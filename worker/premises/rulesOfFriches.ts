import { plainNumber } from '../core/numerals'
import { distanceKm, type Point } from '../core/geo'
import { isDate } from '../core/time'

// The CNIG schema "friches", version 1.0.6 of 16 December 2025 (cnigfr/schema-friches): its columns in their order, what each
// may hold, and how a row becomes what we know of a site, and a row again. Pure.

const unknown = ['inconnu', 'autre', 'sans objet'] as const
/** One of these words. */
export const FRICHES_WORDS: Record<string, readonly string[]> = {
  site_type: [
    ...['friche industrielle', 'friche commerciale', 'friche hospitalière', 'friche agro-industrielle'],
    ...['friche carrière ou mine', 'friche militaire', "friche d'habitat", "friche d'équipement public"],
    ...['friche portuaire', 'friche aéroportuaire', 'friche ferroviaire', 'friche logistique'],
    ...['friche loisir tourisme hôtellerie', 'friche enseignement', 'friche cultuelle'],
    ...['mixte - dominante habitat', 'mixte - autre', ...unknown],
  ],
  site_securite: [
    'évacuation des produits dangereux et déchets présents sur le site',
    "interdictions ou limitations d'accès au site",
    "suppression des risques d'incendie et d'explosion",
    "surveillance des effets de l'installation sur son environnement",
    'mesures de gestion de pollution ou restrictions temporaires',
    "existence d'une attestation de mise en sécurité",
    ...unknown,
  ],
  site_occupation: [
    ...['totalement inoccupé', 'partiellement inoccupé', 'occupation transitoire ou temporaire'],
    ...['occupation illicite supposée', 'occupation illicite avérée', ...unknown],
  ],
  site_statut: [
    ...['friche potentielle', 'friche sans projet', 'friche avec projet', 'friche reconvertie', ...unknown],
  ],
  site_reconv_type: [
    ...['habitat', 'bureau', 'commerce', 'industrie', 'autres activités économiques', 'équipement public'],
    ...["aménagement d'espace public", 'renaturation', 'panneaux photovoltaïques'],
    ...['énergie, hors photovoltaïque', 'mixte', ...unknown],
  ],
  bati_pollution: ['amiante', 'plomb', ...unknown],
  bati_vacance: ['occupé', 'partiellement occupé', 'vacant', ...unknown],
  bati_patrimoine: [
    ...['aucun', "présence d'un bâtiment d'intérêt", "présence d'un bâtiment classé", ...unknown],
  ],
  bati_etat: [
    ...['dégradation inexistante ou faible', 'dégradation moyenne', 'dégradation très importante'],
    ...['dégradation hétérogène', ...unknown],
  ],
  sol_pollution_existe: [
    ...['pollution inexistante', 'pollution traitée', 'pollution peu probable', 'pollution supposée'],
    ...['pollution avérée', ...unknown],
  ],
  sol_pollution_origine: [
    'dépôt de déchets, stockages de produits',
    "pollution due au fonctionnement de l'installation",
    'origine accidentelle (transport, transbordement, manipulation,...)',
    'retombées atmosphériques',
    ...unknown,
  ],
  urba_zone_type: ['U', 'AUc', 'AUs', 'A', 'N', 'Zc', 'ZCa', 'ZnC', 'RNU', ...unknown],
  urba_zaer: ['oui', 'non', 'inconnu'],
  urba_doc_type: ['RNU', 'CC', 'PLU', 'PLUI', 'PSMV', ...unknown],
}
/** Several of these words, with a bar between. */
export const FRICHES_LISTS: Record<string, readonly string[]> = {
  bati_type: ['industriel', 'commercial', 'résidentiel', 'secteur tertiaire', ...unknown],
  proprio_personne: ['personne physique', 'personne morale', ...unknown],
}

export const FRICHES_COLUMNS = [
  ...['site_id', 'site_nom', 'site_type', 'site_adresse', 'site_identif_date', 'site_actu_date', 'site_url'],
  ...['site_ademe_url', 'site_securite', 'site_occupation', 'site_statut', 'site_projet_url'],
  ...['site_reconv_annee', 'site_reconv_type', 'activite_libelle', 'activite_code', 'activite_fin_annee'],
  ...['comm_nom', 'comm_insee', 'bati_type', 'bati_nombre', 'bati_surface', 'bati_pollution'],
  ...['bati_vacance', 'bati_patrimoine', 'bati_etat', 'local_ancien_annee', 'local_recent_annee'],
  ...['proprio_type', 'proprio_personne', 'proprio_nom', 'sol_pollution_annee', 'sol_pollution_existe'],
  ...['sol_pollution_origine', 'sol_pollution_commentaire', 'sol_depollution_fiche'],
  ...['unite_fonciere_surface', 'unite_fonciere_refcad', 'urba_zone_type', 'urba_zone_lib'],
  ...['urba_zone_formdomi', 'urba_zaer', 'urba_doc_type', 'desserte_distance', 'desserte_commentaire'],
  ...['source_nom', 'source_url', 'source_producteur', 'source_contact', 'geompoint', 'geomsurf'],
] as const
export const FRICHES_DATES = ['site_identif_date', 'site_actu_date'] as const
export const FRICHES_NUMBERS = ['bati_nombre', 'bati_surface', 'unite_fonciere_surface'] as const

/** A row by the names of its columns, each cell as it was written. */
export type Friches = Record<string, string>

/** A national file has other columns beside: they are kept, and come out behind those of the schema. */
export const MOST_CELL = 4000
export const MOST_COLUMNS = 120

/** What we know of a site under names of our own. */
export interface Known {
  name: string
  address: string
  commune: string
  insee: string
  lat: number | null
  lng: number | null
  surfaceM2: number | null
}

const number = (text: string | undefined): number | null => {
  const value = Number(plainNumber(text ?? '') || Number.NaN)
  return Number.isFinite(value) ? value : null
}

/**
 * The point of a row: `geompoint` as WKT, else `longitude` and `latitude`. WKT has the longitude first, but the example of
 * the schema itself has the latitude first: of the two readings, the one nearer to `near` is taken. Null where it has none.
 */
export function pointOf(row: Friches, near: Point): Point | null {
  const [lat, lng] = [number(row.latitude), number(row.longitude)]
  const wkt = /^\s*(?:SRID=\d+;)?\s*POINT\s*Z?\s*\(\s*(-?[\d.]+)[\s,]+(-?[\d.]+)/i.exec(row.geompoint ?? '')
  const [x, y] = [Number(wkt?.[1] ?? Number.NaN), Number(wkt?.[2] ?? Number.NaN)]
  const readings = [
    ...(lat !== null && lng !== null ? [{ lat, lng }] : []),
    ...(Number.isFinite(x) && Number.isFinite(y)
      ? [
          { lat: y, lng: x },
          { lat: x, lng: y },
        ]
      : []),
  ].filter((p) => Math.abs(p.lat) <= 90 && Math.abs(p.lng) <= 180)
  const [given] = readings
  if (!given || (lat !== null && lng !== null)) return given ?? null
  return readings.reduce((best, p) => (distanceKm(p, near) < distanceKm(best, near) ? p : best))
}

/** What CNIG files write where nobody knows. */
export const isUnknown = (text: string | undefined): boolean =>
  /^(inconnu|sans objet|n\.?[ac]\.?)?$/i.test((text ?? '').trim())

/** Where a surface stands: files of Cartofriches name its unit. */
export const SURFACES = [
  'site_surface_m2',
  'surface_m2',
  'unite_fonciere_surface',
  'unite_fonciere_surface_m2',
]

/** What a row says of the columns that have a name of our own. `named`: a place in capitals as it is read. */
export function knownOf(row: Friches, near: Point, named: (place: string) => string): Known {
  const point = pointOf(row, near)
  const commune = named((row.comm_nom ?? '').trim())
  const name =
    isUnknown(row.site_nom) || (row.site_nom ?? '').trim().length < 3 ? '' : (row.site_nom ?? '').trim()
  const type = isUnknown(row.site_type) ? 'Site vacant' : (row.site_type ?? '').trim()
  const surface = SURFACES.map((column) => number(row[column])).find((m2) => m2 !== null && m2 >= 1)
  return {
    name: (name || [type, commune].filter(Boolean).join(', ')).slice(0, 120),
    address: (row.site_adresse ?? '').trim().slice(0, 200),
    commune: commune.slice(0, 100),
    insee: (row.comm_insee ?? '').trim().slice(0, 10),
    lat: point?.lat ?? null,
    lng: point?.lng ?? null,
    surfaceM2: surface ? Math.min(10_000_000, Math.round(surface)) : null,
  }
}

/** Which column of the schema each of our names fills. */
const CELLS: { [K in keyof Omit<Known, 'lat' | 'lng'>]: string } = {
  name: 'site_nom',
  address: 'site_adresse',
  commune: 'comm_nom',
  insee: 'comm_insee',
  surfaceM2: 'unite_fonciere_surface',
}

/**
 * The row of a site: each cell as it came, save those whose meaning we have changed since. What came in and was not touched
 * comes out equal, to the letter.
 */
export function frichesRow(
  came: Friches,
  now: Known & { id: string; url?: string; changedOn: string; identifiedOn: string },
  near: Point,
  named: (place: string) => string,
): Friches {
  const then = knownOf(came, near, named)
  const row: Friches = { ...came }
  let changed = false
  for (const [name, column] of Object.entries(CELLS) as [keyof typeof CELLS, string][]) {
    if (now[name] === then[name]) continue
    row[column] = String(now[name] ?? '')
    changed = true
  }
  if (now.lat !== then.lat || now.lng !== then.lng) {
    row.geompoint = now.lat === null ? '' : `POINT(${now.lng} ${now.lat})`
    if ('latitude' in row) row.latitude = String(now.lat ?? '')
    if ('longitude' in row) row.longitude = String(now.lng ?? '')
    changed = true
  }
  // What never came in as a row: the columns that the schema requires.
  if (!('site_id' in came)) {
    row.site_id = `${now.insee || '00000'}_${now.id}`
    row.site_type ||= 'inconnu'
    row.site_identif_date ||= now.identifiedOn
    row.urba_zaer ||= 'inconnu'
    row.source_nom ||= 'Maillage'
    if (now.url) row.site_url ||= now.url
    row.site_nom ||= now.name
    row.comm_nom ||= now.commune
    row.comm_insee ||= now.insee
    row.geompoint ||= now.lat === null ? '' : `POINT(${now.lng} ${now.lat})`
    row.site_actu_date ||= now.changedOn
  } else if (changed) row.site_actu_date = now.changedOn
  return row
}

/** The schema's columns, then whatever else the rows have, in the order in which it came. */
export function frichesTable(rows: readonly Friches[]): string[][] {
  const more = new Set<string>()
  for (const row of rows) for (const column of Object.keys(row)) more.add(column)
  for (const column of FRICHES_COLUMNS) more.delete(column)
  const columns = [...FRICHES_COLUMNS, ...more]
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
}

/** What of some cells can not be: a column and a code, for those whose form is fixed. Empty is always allowed. */
export function problemsOfCells(row: Friches): { path: string; code: string }[] {
  const found: { path: string; code: string }[] = []
  for (const column of FRICHES_DATES) {
    const text = (row[column] ?? '').trim()
    if (!isUnknown(text) && !isDate(text.slice(0, 10))) found.push({ path: column, code: 'not_date' })
  }
  for (const column of FRICHES_NUMBERS) {
    const text = (row[column] ?? '').trim()
    if (isUnknown(text)) continue
    const value = number(text)
    if (value === null) found.push({ path: column, code: 'not_number' })
    else if (value < 0) found.push({ path: column, code: 'too_small' })
  }
  return found
}
