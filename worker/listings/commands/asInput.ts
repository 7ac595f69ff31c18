import type { Capacity, Listing } from '../queries'

/** A stored listing in the shape it was given in. */
export function asInput(l: Listing, capacities: readonly Capacity[]) {
  const some = <T>(value: T | null): T | undefined => value ?? undefined
  return {
    ...{ direction: l.direction, organisationId: l.organisationId, kind: l.kind, title: l.title },
    ...{
      description: l.description,
      language: l.language,
      address: l.address,
      commune: l.commune,
      postcode: l.postcode,
    },
    ...{ lat: some(l.lat), lng: some(l.lng), withinKm: some(l.withinKm), quantity: l.quantity, unit: l.unit },
    ...{ grain: l.grain, windows: l.windows, startsAt: some(l.startsAt), endsAt: some(l.endsAt) },
    ...{
      tariffMode: l.tariffMode,
      solidarityCents: some(l.solidarityCents),
      referenceCents: some(l.referenceCents),
    },
    ...{
      supportCents: some(l.supportCents),
      priceUnit: some(l.priceUnit),
      marketCents: some(l.marketCents),
      marketUnit: some(l.marketUnit),
      terms: l.terms,
      visibility: l.visibility,
    },
    instantFor: l.instantFor,
    details: l.details as Record<string, unknown>,
    lots: capacities
      .filter((c) => c.shape === 'lot')
      .map((c) => ({
        capacityId: c.id,
        label: c.label,
        surfaceM2: 1,
        floor: '',
        state: 'ready' as const,
        ...c.details,
      })),
  }
}
