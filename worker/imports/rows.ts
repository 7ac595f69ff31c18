import { instantOf } from '../core/time'
import type { ListingInput } from '../listings/input'
import type { OrganisationInput } from '../organisations/input'
import { isSiret, siretDigits } from '../organisations/rules'
import type { Columns, ImportKind } from './columns'
import type { ParsedRow } from './parse'
import * as read from './rules'

type Given<T> = { [K in keyof T]?: T[K] | undefined }
/** An organisation named in a listing's row: by SIRET, by identifier, or by name. */
export type OrganisationKey = { siret: string } | { name: string }
export type ListingRow = Given<ListingInput> & { externalId: string; organisation: OrganisationKey | null }

export type ReadRow = { line: number; key: string; problems: read.Problem[] } & (
  | { kind: 'organisations'; value: OrganisationInput }
  | { kind: 'listings' | 'sites'; value: ListingRow }
)

/** What of the cluster a row's meaning depends on: dates are local to it, and so are the identifiers of its lists. */
export interface Reading {
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
  const value = kind === 'sites' ? site(reader) : listing(reader, cluster.timeZone)
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

/** A vacant site: one lot with its whole surface, of a landlord to be found. */
function site(row: read.RowReader): ListingRow {
  const surfaceM2 = row.whole('surfaceM2')
  if (surfaceM2 === undefined) {
    if (!row.problems.some((p) => p.path === 'surfaceM2'))
      row.problems.push({ path: 'surfaceM2', code: 'required' })
  } else if (surfaceM2 < 1) row.problems.push({ path: 'surfaceM2', code: 'too_small', params: { min: 1 } })
  const commune = read.namedPlace(row.needed('commune', 100))
  const name = read.known(row.text('title', 120) ?? '')
  const type = read.known(row.text('siteType', 80) ?? '')
  const buildings = row.whole('buildings')
  const kept = (field: string, most: number) => read.known(row.text(field, most) ?? '')
  return {
    ...{
      externalId: row.needed('externalId', 100),
      direction: 'offer',
      kind: 'premises',
      organisation: null,
    },
    title: name && name.length > 2 ? name : [type ?? 'Site vacant', commune].join(', '),
    description: (row.text('activity', 1000) ?? '').replaceAll('|', ', '),
    ...{ quantity: surfaceM2, unit: 'm2', grain: 'month', tariffMode: 'exchange', visibility: 'cluster' },
    ...{ address: row.text('address', 200) ?? '', commune, postcode: row.text('postcode', 12) },
    ...place(row),
    details: given({
      siteType: type,
      occupation: kept('occupation', 80),
      siteStatus: kept('siteStatus', 80),
      buildings: buildings === undefined ? undefined : Math.min(1000, buildings),
      buildingState: kept('buildingState', 80),
      pollution: kept('pollution', 80) ?? kept('buildingPollution', 80),
      ownerCategory: kept('ownerCategory', 120),
      zoning: kept('zoning', 20),
      surfaceM2,
    }),
    lots: surfaceM2 ? [{ label: 'Lot 1', surfaceM2, floor: '', state: 'heavy_works' }] : [],
  }
}

const given = (details: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined))
