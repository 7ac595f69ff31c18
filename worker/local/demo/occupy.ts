import { addDays } from '../../core/time'
import { drawUpMonth } from '../../fees/commands/drawUpMonth'
import { recordPayment } from '../../fees/commands/recordPayment'
import { acceptOccupancy } from '../../occupancies/commands/acceptOccupancy'
import { draftOccupancy } from '../../occupancies/commands/draftOccupancy'
import { proposeAgreement } from '../../occupancies/commands/proposeAgreement'
import { agreeInventory, saveInventory } from '../../occupancies/commands/saveInventory'
import { addMonths } from '../../occupancies/rulesOfTerms'
import { ownerAt } from './calls'
import type { DemoPremises, Scene } from './premises'

/**
 * The agreement of one who was given a lot, accepted by both sides, with its inventory and two months of fees: the first is paid.
 * `offers`: of the call that were accepted, by organisation.
 */
export async function occupy(
  scene: Scene,
  { agreement, inventory }: DemoPremises,
  offers: ReadonlyMap<string, string>,
): Promise<void> {
  const { began, on, cast } = scene
  const { by, ...terms } = agreement
  const occupant = await cast.organisation(by)
  const owner = await ownerAt(scene, on(addDays(began, -8), '10:00'))
  const callOfferId = offers.get(occupant) ?? ''
  const { id } = await draftOccupancy(owner, scene.place.id, { ...terms, callOfferId, feeMode: 'charges' })
  const { hash } = await proposeAgreement(owner, id)
  const signed = await cast.as(by, on(addDays(began, -6), '17:30'))
  await acceptOccupancy(owner, id, { hash: hash ?? '', side: 'landlord' })
  await acceptOccupancy(signed, id, { hash: hash ?? '', side: 'occupant' })

  const atTheDoor = [await ownerAt(scene, on(began, '09:00')), await cast.as(by, on(began, '09:30'))] as const
  const saved = await saveInventory(atTheDoor[0], id, 'entry', { ...inventory, madeOn: began })
  for (const ctx of atTheDoor) await agreeInventory(ctx, saved.id, { hash: saved.hash })

  let due = 0
  for (const months of [0, 1]) {
    const month = addMonths(began, months)
    const over = on(addMonths(month, 1), '08:00')
    const drawnUp = await ownerAt(scene, over < cast.ctx.now ? over : cast.ctx.now)
    const { cents } = await drawUpMonth(drawnUp, scene.siteId, { month: month.slice(0, 7) })
    if (months === 0) due = cents
  }
  const paidOn = addDays(addMonths(began, 1), 6)
  const noted = paidOn < scene.today ? paidOn : scene.today
  await recordPayment(await ownerAt(scene, cast.ctx.now), id, {
    ...{ cents: due, paidOn: noted, words: 'Virement' },
  })
}
