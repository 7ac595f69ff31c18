import { acceptOccupancy } from '../../worker/occupancies/commands/acceptOccupancy'
import { draftOccupancy } from '../../worker/occupancies/commands/draftOccupancy'
import { proposeAgreement } from '../../worker/occupancies/commands/proposeAgreement'
import type { OccupancyInput } from '../../worker/occupancies/input'
import type { Occupancy } from '../../worker/occupancies/queries'
import { as, db } from '../support/given'
import { givenMarket, type Market } from '../calls/market'

export type House = Market & { occupant: Market['applicants'][number]; other: Market['applicants'][number] }
/** A landlord with three lots, and two organisations that could live there. */
export async function givenHouse(): Promise<House> {
  const m = await givenMarket(3, 2)
  return { ...m, occupant: m.applicants[0]!, other: m.applicants[1]! }
}

/** A precarious occupancy of the first lot, whole, unless told. */
export const inputFor = (m: House, more: Partial<OccupancyInput> = {}): OccupancyInput => ({
  ...{ lotId: m.lots[0]!.id, occupantId: m.occupant.organisation.id },
  ...{ startsOn: '2027-02-01', endsOn: '2028-07-31', feeMode: 'fixed', feeCents: 20_000 },
  ...{ reason: 'demolition', reasonWords: 'Démolition votée le 3 mars 2026', purpose: 'Atelier de vélos' },
  ...{ rentalValueCents: 60_000, activity: 'non_profit' },
  ...more,
})
/** A short lease, from a manager who answers. */
export const leaseFor = (m: House, more: Partial<OccupancyInput> = {}): OccupancyInput =>
  inputFor(m, { reason: 'none', reasonWords: '', activity: 'economic', ...more })

export const givenDraft = async (m: House, more: Partial<OccupancyInput> = {}): Promise<Occupancy> =>
  draftOccupancy(await as(m.manager), m.cluster.id, inputFor(m, more))

export async function givenProposed(m: House, more: Partial<OccupancyInput> = {}): Promise<Occupancy> {
  const { id } = await givenDraft(m, more)
  return proposeAgreement(await as(m.manager), id)
}
export async function givenAccepted(m: House, more: Partial<OccupancyInput> = {}): Promise<Occupancy> {
  const { id, hash, occupantId } = await givenProposed(m, more)
  await acceptOccupancy(await as(m.manager), id, { hash: hash ?? '' })
  const whom = [m.occupant, m.other].find((one) => one.organisation.id === occupantId)
  return acceptOccupancy(await as(whom?.person ?? null), id, { hash: hash ?? '' })
}

/** "code" or "code, path fieldcode…" of a refusal; "done" without one. */
export const refusal = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (e) =>
      [
        e.code ?? String(e),
        ...(e.details?.fields ?? []).map((f: { path: string; code: string }) => `${f.path} ${f.code}`),
      ].join(', '),
  )

export const holdsOf = (sourceId: string) =>
  db
    .selectFrom('holds')
    .select(['capacityId', 'reason', 'busyFrom', 'busyTo', 'live'])
    .where('sourceId', '=', sourceId)
    .execute()
