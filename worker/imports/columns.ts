// Which column of a file fills which field: by known names, French and English, and by hand.

export type ImportKind = 'organisations' | 'listings' | 'sites'
export const IMPORT_KINDS = ['organisations', 'listings', 'sites'] as const

/** Every field with the names its column is known by, as `plain` leaves them; the first that a file has is taken. */
const NAMES = {
  organisations: {
    siret: ['siret', 'n_siret', 'numero_siret', 'siret_number'],
    foreignId: ['foreign_id', 'rna', 'numero_rna', 'n_rna', 'ice', 'identifiant_etranger'],
    externalId: ['external_id', 'identifiant', 'id', 'reference', 'ref'],
    name: ['name', 'nom', 'raison_sociale', 'denomination', 'structure', 'organisation', 'organization'],
    brand: ['brand', 'enseigne', 'nom_usuel', 'sigle'],
    legalForm: ['legal_form', 'forme_juridique', 'statut_juridique', 'forme', 'kind', 'type'],
    description: ['description', 'activite', 'activity', 'presentation', 'objet'],
    website: ['website', 'site_web', 'site', 'site_internet', 'url'],
    address: ['address', 'adresse', 'rue', 'voie', 'street'],
    postcode: ['postcode', 'post_code', 'code_postal', 'cp', 'zip'],
    commune: ['commune', 'ville', 'city', 'town', 'localite'],
    country: ['country', 'pays'],
    lat: ['lat', 'latitude', 'y'],
    lng: ['lng', 'lon', 'long', 'longitude', 'x'],
  },
  listings: {
    externalId: ['external_id', 'identifiant', 'id', 'reference', 'ref'],
    direction: ['direction', 'sens', 'offre_besoin', 'type_annonce'],
    kind: ['kind', 'nature', 'categorie', 'category', 'type'],
    organisation: [
      'organisation',
      'organization',
      'structure',
      'siret',
      'organisation_siret',
      'proprietaire',
      'owner',
    ],
    title: ['title', 'titre', 'intitule', 'objet', 'nom', 'name'],
    description: ['description', 'detail', 'details', 'texte'],
    language: ['language', 'langue'],
    quantity: ['quantity', 'quantite', 'nombre', 'qte'],
    unit: ['unit', 'unite'],
    grain: ['grain', 'duree', 'booked_by', 'reservation_par'],
    tariff: ['tariff', 'tarif', 'tariff_mode', 'conditions_tarifaires'],
    price: ['price', 'prix', 'montant', 'reference_price', 'prix_reference'],
    priceUnit: ['price_unit', 'unite_prix', 'prix_par'],
    terms: ['terms', 'conditions', 'contrepartie'],
    startsOn: ['starts_on', 'start', 'debut', 'date_debut', 'du'],
    endsOn: ['ends_on', 'end', 'fin', 'date_fin', 'au'],
    visibility: ['visibility', 'visibilite'],
    address: ['address', 'adresse'],
    postcode: ['postcode', 'post_code', 'code_postal', 'cp'],
    commune: ['commune', 'ville', 'city'],
    lat: ['lat', 'latitude'],
    lng: ['lng', 'lon', 'longitude'],
    seats: ['seats', 'places', 'capacite'],
    surfaceM2: ['surface_m2', 'surface', 'superficie'],
    hoursPerWeek: ['hours_per_week', 'heures_par_semaine'],
    romeCode: ['rome_code', 'rome', 'code_rome'],
    lowCode: ['low_code', 'code_dechet', 'code_ced'],
    materialStatus: ['material_status', 'statut_matiere'],
    condition: ['condition', 'etat'],
  },
  // Names of the CNIG "friches" schema 1.0.6, and of the files of Cartofriches. Other columns are kept as they are.
  sites: {
    externalId: ['site_id', 'external_id', 'identifiant', 'id'],
    title: ['site_nom', 'nom', 'name', 'title'],
    siteType: ['site_type', 'type'],
    address: ['site_adresse', 'adresse', 'address'],
    surfaceM2: [
      'site_surface_m2',
      'surface_m2',
      'surface',
      'unite_fonciere_surface',
      'unite_fonciere_surface_m2',
    ],
    activity: ['activite_libelle', 'activite', 'activity'],
    ownerName: ['proprio_nom', 'proprietaire', 'owner'],
    commune: ['comm_nom', 'commune', 'ville', 'city'],
    insee: ['comm_insee', 'code_insee', 'insee'],
    postcode: ['code_postal', 'postcode', 'cp'],
    lat: ['latitude', 'lat', 'y'],
    lng: ['longitude', 'lng', 'lon', 'x'],
  },
} as const satisfies Record<ImportKind, Record<string, readonly string[]>>

export type Field<K extends ImportKind = ImportKind> = K extends ImportKind
  ? keyof (typeof NAMES)[K] & string
  : never
export const fieldsOf = (kind: ImportKind): string[] => Object.keys(NAMES[kind])

/** Fields without which no row can be taken in. */
const NEEDED: Record<ImportKind, string[]> = {
  organisations: ['name'],
  listings: ['externalId', 'direction', 'kind', 'organisation', 'title'],
  sites: ['externalId', 'commune'],
}

/** Which header fills which field; a field that no column fills is absent. */
export type Columns = Record<string, string>

export const missingIn = (kind: ImportKind, columns: Columns): string[] =>
  NEEDED[kind].filter((field) => !columns[field])

/** Two of the names that a field's column is known by, for who has to name it. */
export const titlesOf = (kind: ImportKind, field: string): string =>
  ((NAMES[kind] as Record<string, readonly string[]>)[field] ?? [field]).slice(0, 2).join(' / ')

/** Lower case, no accents, one underscore between words: "N° SIRET" is "n_siret". */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')

/** Columns found by their names; no column fills two fields, and a field's own name comes before its synonyms'. */
export function columnsOf(kind: ImportKind, headers: readonly string[]): Columns {
  const free = new Map(headers.map((header) => [plain(header), header]))
  const columns: Columns = {}
  for (const [field, names] of Object.entries<readonly string[]>(NAMES[kind])) {
    const name = names.find((one) => free.has(one))
    const header = name && free.get(name)
    if (!header) continue
    columns[field] = header
    free.delete(name)
  }
  return columns
}

/** What a person chose, kept to fields and headers that exist; the rest is as found. */
export function chosenColumns(
  kind: ImportKind,
  headers: readonly string[],
  chosen: Record<string, string>,
): Columns {
  const columns = columnsOf(kind, headers)
  for (const field of fieldsOf(kind)) {
    const header = chosen[field]
    if (header === undefined) continue
    if (header === '') delete columns[field]
    else if (headers.includes(header)) columns[field] = header
  }
  return columns
}
