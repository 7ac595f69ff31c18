import { enterInRegister } from '../../worker/register/reactTo'
import { as, eventsOf } from '../support/given'
import { givenBooking, givenMarket, RUNNING } from '../handovers/lent'

export const SLIP = 'BSD-20261121-ABC123XYZ'
export const waste = (details: object = {}, more: object = {}) =>
  givenMarket({
    ...{ kind: 'waste', unit: 'kg', quantity: 900, grain: 'stock', title: 'Chutes de bois' },
    details: { materialStatus: 'waste', lowCode: '030105', hazardous: false, carrier: 'taker', ...details },
    ...more,
  })
export const taken = async (details: object = {}) => {
  const m = await waste(details)
  return { m, b: await givenBooking(m, { ...RUNNING, quantity: 350, unit: 'kg' }) }
}
/** Delivers every event so far, as the queue may: twice, and in the wrong order. */
export async function delivered() {
  const events = (await eventsOf()).filter((e) => /^(booking|handover|slip)\./.test(e.type))
  for (const event of [...events, ...events.reverse()]) await enterInRegister(await as(null), event)
}
export const YEAR = { from: '2026-01-01', to: '2026-12-31' }
