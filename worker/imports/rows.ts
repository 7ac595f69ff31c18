import type { Point } from '../core/geo'
import { instantOf } from '../core/time'
import type { LeadRow } from '../leads/commands/importLead'
import type { ListingInput } from '../listings/input'
import type { OrganisationInput } from '../organisations/input'
import { isSiret, siretDigits } from '../organisations/rules'
import {
  FRICHES_COLUMNS,
  type Friches,
  isUnknown,
  knownOf,
  MOST_CELL,
  MOST_COLUMNS,
  problemsOfCells,
  SURFACES,
} from '../premises/rulesOfFriches'
import { type Columns, type ImportKind, plain } from './columns'
import type { ParsedRow } from './parse'
import * as read from './rules'

type Given<T> = { [K in keyof T]?: T[K] | undefined }
/** An organisation named in a listing's row: by SIRET, by identifier, or by name. */
export type OrganisationKey = { siret: string } | { name: string }
export type ListingRow = Given<ListingInput> & { externalId: string; organisation: OrganisationKey | null }

export type ReadRow = { line: number; key: string; problems: read.Problem[] } & (
  | { kind: 'organisations'; value: OrganisationInput }
  | { kind: 'listings'; value: ListingRow }
  | { kind: 'sites'; value: LeadRow }
)

/** What of the cluster a row's meaning depends on: dates are local to it, identifiers of its lists too, and points near. */
export interface Reading extends Point {
  timeZone: string
  slug: string
}

/** What a row says, with everything that is wrong with it. */
export function readRow(kind: ImportKind, row: ParsedRow, columns: Columns, cluster: Reading): ReadRow {
  const reader = new read.RowReader((field) => row.cells[columns[field] ?? ''] ?? '')
  const { line } = row
  if (kind === 'organisations') {
    const value = organisation(reader, cluster.slug)
    const key = value.siret ?? (value.foreignId ? `${value.country}:${value.foreignId.toUpperCase()}` : '')
    return { kind, line, key, problems: reader.problems, value }
  }
  if (kind === 'sites') {
    const value = site(reader, row.cells, cluster)
    return { kind, line, key: value.externalId, problems: reader.problems, value }
  }
  const value = listing(reader, cluster.timeZone)
  return { kind, line, key: value.externalId, problems: reader.problems, value }
}

function organisation(row: read.RowReader, slug: string): OrganisationInput {
  const siret = siretDigits(row.text('siret') ?? '')
  // A number in a cluster's own list means nothing elsewhere, so it is kept with the cluster's name before it.
  const local = row.text('externalId')
  const externalId = row.text('foreignId', 40) ?? (local && `${slug} ${local}`.slice(0, 40))
  // Nine or ten digits lost in a spreadsheet ("3,42587E+13") are told as such, not taken for another identifier.
  if (siret && !isSiret(siret)) row.problems.push({ path: 'siret', code: 'not_siret' })
  if (!siret && !externalId) row.problems.push({ path: 'siret', code: 'no_identifier' })
  const name = row.text('brand', 160) ?? row.needed('name', 160)
  const website = row.text('website', 300)
  const country = row.text('country')?.toUpperCase().slice(0, 2) ?? 'FR'
  return {
    name,
    siret: siret || undefined,
    foreignId: siret ? undefined : externalId,
    country,
    legalForm: read.legalFormIn(row.text('legalForm') ?? '') ?? read.legalFormIn(name) ?? 'other',
    description: row.text('description', 2000),
    website: website && (/^https?:/i.test(website) ? website : `https://${website}`),
    address: row.text('address', 200),
    postcode: fullPostcode(country, row.text('postcode', 12)),
    commune: read.namedPlace(row.text('commune', 100) ?? '') || undefined,
    ...place(row),
  }
}

/** A spreadsheet takes the nought off the postcodes of nine departments: 01000 becomes 1000. */
const fullPostcode = (country: string, postcode: string | undefined) =>
  country === 'FR' && postcode && /^\d{4}$/.test(postcode) ? `0${postcode}` : postcode

function place(row: read.RowReader) {
  const lat = row.number('lat')
  const lng = row.number('lng')
  return lat === undefined || lng === undefined ? {} : { lat, lng }
}

function listing(row: read.RowReader, zone: string): ListingRow {
  const price = row.number('price')
  const startsOn = row.date('startsOn')
  const endsOn = row.date('endsOn')
  const named = row.needed('organisation')
  const siret = siretDigits(named)
  return {
    externalId: row.needed('externalId', 100),
    direction: row.choice('direction', read.directionIn, true),
    kind: row.choice('kind', read.kindIn, true),
    organisation: /^\d{14}$/.test(siret) ? { siret } : { name: named },
    title: row.needed('title', 120),
    description: row.text('description'),
    language: row.choice('language', read.languageIn),
    quantity: row.whole('quantity'),
    unit: row.choice('unit', read.unitIn),
    grain: row.choice('grain', read.grainIn),
    tariffMode: row.choice('tariff', read.tariffIn) ?? (price ? 'price' : undefined),
    referenceCents: price === undefined ? undefined : Math.round(price * 100),
    priceUnit: row.choice('priceUnit', read.priceUnitIn),
    terms: row.text('terms', 2000),
    startsAt: startsOn && instantOf(startsOn, '00:00', zone),
    endsAt: endsOn && instantOf(endsOn, '23:59', zone),
    visibility: row.choice('visibility', read.visibilityIn),
    address: row.text('address', 200),
    postcode: row.text('postcode', 12),
    commune: row.text('commune', 100),
    ...place(row),
    details: given({
      seats: row.whole('seats'),
      surfaceM2: row.whole('surfaceM2'),
      hoursPerWeek: row.number('hoursPerWeek'),
      romeCode: row.text('romeCode'),
      lowCode: row.text('lowCode'),
      materialStatus: row.choice('materialStatus', read.materialStatusIn),
      condition: row.choice('condition', read.conditionIn),
    }),
  }
}

const isColumn = (name: string) => (FRICHES_COLUMNS as readonly string[]).includes(name)
/** Columns of the CNIG schema that a file may fill under other names. */
const FILLS = {
  externalId: 'site_id',
  title: 'site_nom',
  siteType: 'site_type',
  address: 'site_adresse',
  commune: 'comm_nom',
  insee: 'comm_insee',
  lat: 'latitude',
  lng: 'longitude',
} as const

/**
 * A vacant site: every column is kept by its name, with its cell as it was written, so that it comes out equal; what we read
 * of it is beside.
 */
function site(row: read.RowReader, cells: Record<string, string>, near: Point): LeadRow {
  const friches: Friches = {}
  for (const [header, cell] of Object.entries(cells).slice(0, MOST_COLUMNS))
    if (cell !== '')
      friches[isColumn(plain(header)) ? plain(header) : header.slice(0, 60)] = cell.slice(0, MOST_CELL)
  for (const [field, column] of Object.entries(FILLS)) {
    const cell = row.text(field, 200)
    const hasPoint = 'geompoint' in friches && (field === 'lat' || field === 'lng')
    if (cell && !(column in friches) && !hasPoint) friches[column] = cell
  }
  const unknown = (field: string) => isUnknown(row.text(field) ?? '')
  const surface = unknown('surfaceM2') ? undefined : row.whole('surfaceM2')
  if (surface !== undefined && surface < 1)
    row.problems.push({ path: 'surfaceM2', code: 'too_small', params: { min: 1 } })
  if (surface !== undefined && !SURFACES.some((column) => column in friches))
    friches.unite_fonciere_surface = String(surface)
  const externalId = row.needed('externalId', 100)
  row.needed('commune', 100)
  for (const field of ['lat', 'lng']) if (!unknown(field)) row.number(field)
  row.problems.push(...problemsOfCells(friches))
  const { name, ...known } = knownOf(friches, near, read.namedPlace)
  return {
    ...known,
    ...{ externalId, title: name, friches, postcode: row.text('postcode', 12) ?? '' },
    words: (row.text('activity', 1000) ?? '').replaceAll('|', ', '),
    ownerName: isUnknown(row.text('ownerName')) ? '' : (row.text('ownerName', 200) ?? ''),
  }
}

const given = (details: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined))
