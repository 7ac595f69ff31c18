import { z } from '../platform/api'
import { AUDIENCES, BUILDING_KINDS, BUILDING_STATES, CHARGE_ITEMS, DOCUMENT_KINDS } from './input'
import { OCCUPATIONS, type Lot, type Parts, type Site } from './queries'
import { QUESTION_NAMES, reliability } from './rulesOfSheet'
import { VACANCY, vacancyCost } from './rulesOfVacancy'
import { POWER, PUBLIC_TYPES, STEP_FREE, WATER } from './input'
import { LOT_STATES } from '../listings/input'

export const LotJson = z
  .object({
    id: z.string(),
    siteId: z.string(),
    buildingId: z.string().nullable(),
    capacityId: z.string().openapi({ description: 'What a booking, or a call, of this lot holds' }),
    name: z.string(),
    surfaceM2: z.int(),
    floor: z.string(),
    state: z.enum(LOT_STATES),
    stepFree: z.enum(STEP_FREE).nullable(),
    access: z.string(),
    power: z.enum(POWER).nullable(),
    powerKva: z.int().nullable(),
    water: z.enum(WATER).nullable(),
    floorLoadKgM2: z.int().nullable(),
    publicType: z.enum(PUBLIC_TYPES).nullable(),
    publicCategory: z.int().nullable(),
    uses: z.array(z.string()),
    availableFrom: z.string().nullable(),
    availableUntil: z.string().nullable(),
    comfortPercent: z.int(),
    planId: z.string().nullable(),
    outline: z.array(z.tuple([z.number(), z.number()])).nullable(),
    occupation: z.enum(OCCUPATIONS).openapi({ description: 'At this minute' }),
    version: z.int(),
  })
  .openapi('LotOfSite')

export const lotAsJson = (lot: Lot): z.infer<typeof LotJson> => ({
  ...{ id: lot.id, siteId: lot.siteId, buildingId: lot.buildingId, capacityId: lot.capacityId },
  ...{ name: lot.name, surfaceM2: lot.surfaceM2, floor: lot.floor, state: lot.state, stepFree: lot.stepFree },
  ...{ access: lot.access, power: lot.power, powerKva: lot.powerKva, water: lot.water },
  ...{ floorLoadKgM2: lot.floorLoadKgM2, publicCategory: lot.publicCategory, uses: lot.uses },
  publicType: lot.publicType as z.infer<typeof LotJson>['publicType'],
  ...{ availableFrom: lot.availableFrom, availableUntil: lot.availableUntil },
  ...{ comfortPercent: lot.comfortPercent, planId: lot.planId },
  outline: lot.outline?.map(([x, y]): [number, number] => [x, y]) ?? null,
  ...{ occupation: lot.occupation, version: lot.version },
})

const PlanJson = z.object({
  id: z.string(),
  name: z.string(),
  width: z.int(),
  height: z.int(),
  picture: z.string().nullable(),
})

/** What anyone may read who may see the offer. */
const Shown = z.object({
  id: z.string(),
  offerId: z.string(),
  organisationId: z.string(),
  organisationName: z.string(),
  name: z.string(),
  description: z.string(),
  commune: z.string(),
  postcode: z.string(),
  status: z.enum(['draft', 'published', 'paused', 'closed']),
  surfaceM2: z.int().nullable(),
  vacantSince: z.string().nullable(),
  endsOn: z.string().nullable(),
  endReason: z.string(),
  lots: z.array(LotJson),
  plans: z.array(PlanJson),
  photos: z.array(z.string()),
  version: z.int(),
})
/** What only those inside read: the owner's people and the coordinators. */
const Inside = z.object({
  address: z.string(),
  insee: z.string(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  visibility: z.enum(['cluster', 'public']),
  leadId: z.string().nullable(),
  friches: z.record(z.string(), z.string()),
  buildings: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(BUILDING_KINDS),
      state: z.enum(BUILDING_STATES).nullable(),
      floors: z.int().nullable(),
      builtYear: z.int().nullable(),
      surfaceM2: z.int().nullable(),
    }),
  ),
  charges: z.array(z.object({ item: z.enum(CHARGE_ITEMS), label: z.string(), centsPerYear: z.int() })),
  documents: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(DOCUMENT_KINDS),
      audience: z.enum(AUDIENCES),
      contentType: z.string(),
      bytes: z.int(),
    }),
  ),
  reliability: z.object({
    percent: z.int(),
    missing: z.array(z.object({ question: z.enum(QUESTION_NAMES), lots: z.int().optional() })),
  }),
  vacancyCost: z
    .object({ lowCents: z.int(), highCents: z.int(), source: z.string(), sourceUrl: z.string() })
    .nullable()
    .openapi({ description: 'An estimate a year, never to be added to what is paid' }),
})
export const SiteJson = Shown.extend(Inside.partial().shape).openapi('Site')

export const SiteInList = z
  .object({
    ...Shown.pick({ id: true, offerId: true, organisationId: true, organisationName: true, name: true })
      .shape,
    ...Shown.pick({ commune: true, status: true, endsOn: true, version: true }).shape,
    lots: z.int(),
    floorM2: z.int(),
    vacantM2: z.int(),
  })
  .openapi('SiteInList')

export function siteAsJson(site: Site, parts: Parts, inside: boolean): z.infer<typeof SiteJson> {
  const shown = {
    ...{ id: site.id, offerId: site.listingId, organisationId: site.organisationId },
    ...{ organisationName: site.organisationName, name: site.name, description: site.description },
    ...{ commune: site.commune, postcode: site.postcode, status: site.status, surfaceM2: site.surfaceM2 },
    ...{ vacantSince: site.vacantSince, endsOn: site.endsOn, endReason: site.endReason },
    lots: parts.lots.map(lotAsJson),
    plans: parts.plans.map(({ id, name, width, height, pictureId }) => ({
      ...{ id, name, width, height, picture: pictureId ? `/plan-pictures/${id}` : null },
    })),
    ...{ photos: parts.photos.map((photo) => `/photos/${photo.id}`), version: site.version },
  }
  return inside ? { ...shown, ...insideOf(site, parts) } : shown
}

function insideOf(site: Site, parts: Parts): z.infer<typeof Inside> {
  const cost = vacancyCost(surfacesOf(site, parts.lots))
  return {
    ...{
      address: site.address,
      insee: site.insee,
      lat: site.lat,
      lng: site.lng,
      visibility: site.visibility,
    },
    ...{ leadId: site.leadId, friches: site.friches },
    buildings: parts.buildings.map(({ id, name, kind, state, floors, builtYear, surfaceM2 }) => ({
      ...{ id, name, kind, state, floors, builtYear, surfaceM2 },
    })),
    charges: parts.charges.map(({ item, label, centsPerYear }) => ({ item, label, centsPerYear })),
    documents: parts.documents.map(({ id, name, kind, audience, contentType, bytes }) => ({
      ...{ id, name, kind, audience, contentType, bytes },
    })),
    reliability: reliability(sheetOf(site, parts)),
    vacancyCost: cost && {
      ...{ lowCents: cost.lowCents, highCents: cost.highCents },
      ...{ source: VACANCY.source, sourceUrl: VACANCY.sourceUrl },
    },
  }
}

/** What of a site the rules of vacancy read. */
export function surfacesOf(site: Pick<Site, 'surfaceM2'>, lots: readonly Lot[]) {
  const sum = (some: readonly Lot[]) => some.reduce((m2, lot) => m2 + lot.surfaceM2, 0)
  return {
    landM2: site.surfaceM2,
    floorM2: sum(lots),
    vacantM2: sum(lots.filter((lot) => lot.occupation !== 'occupied')),
  }
}

/** What of a site its reliability reads. */
export const sheetOf = (site: Site, parts: Parts) => ({
  ...site,
  ...{ buildings: parts.buildings, lots: parts.lots, charges: parts.charges.length },
  ...{ photos: parts.photos.length, documents: parts.documents.length },
})
