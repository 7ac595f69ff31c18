import { describe, expect, test } from 'vitest'
import { enterSlip } from '../../worker/bookings/commands/enterSlip'
import { enterInRegister } from '../../worker/register/reactTo'
import { linesOf } from '../../worker/register/queries'
import { ask } from '../support/ask'
import { signedIn } from '../people/support'
import { as, db, eventsOf } from '../support/given'
import { givenBooking, givenMarket, RUNNING } from '../handovers/lent'

const SLIP = 'BSD-20261121-ABC123XYZ'
const STOCK = { kind: 'waste', unit: 'kg', quantity: 900, grain: 'stock' } as const
const paint = { materialStatus: 'waste', lowCode: '080111', hazardous: true }
const wood = { materialStatus: 'waste', lowCode: '030105', hazardous: false, carrier: 'taker' }

async function scene(details: object, booking?: object) {
  const m = await givenMarket({ ...STOCK, title: 'Matière', details })
  const b = booking && (await givenBooking(m, { quantity: 600, unit: 'kg', ...booking }))
  const at = (path: string) => `/fr/${m.cluster.slug}${path}`
  const who = async (person: { email: string | null }) => signedIn(person.email ?? '')
  return {
    m,
    id: b?.id ?? '',
    at,
    lender: await who(m.answerer),
    borrower: await who(m.member),
    coordinator: await who(m.coordinator),
  }
}
const wording = (html: string) => html.replace(/\s+/g, ' ')

describe('hazardous waste in the pages', () => {
  test('is booked from its page; the form says what is missing and keeps what was typed', async () => {
    const { m, at, borrower } = await scene(paint)
    const offer = await borrower.get(at(`/offers/${m.offer.id}`))
    expect(offer.text).toContain('Trackdéchets')
    expect(offer.text).toContain('name="slipNumber"')
    const form = {
      ...{
        organisationId: m.borrower.id,
        day: '2026-12-08',
        time: '10:00',
        quantity: '20',
        note: 'Merci beaucoup',
      },
    }
    const wrong = await borrower.post(at(`/offers/${m.offer.id}/book`), { ...form, slipNumber: 'bientôt' })
    expect([
      wrong.status,
      wrong.text.includes('value="bientôt"'),
      wrong.text.includes('Merci beaucoup'),
    ]).toEqual([422, true, true])
    expect(wrong.text).toContain('comme sur le bordereau')
    const asked = await borrower.post(at(`/offers/${m.offer.id}/book`), form)
    expect(asked.status).toBe(303)
    const page = await borrower.get(asked.location ?? '')
    expect(page.text).toContain('Le numéro du bordereau manque')
  })

  test('gets its number on the page of the booking; without it neither a yes nor a hand-over', async () => {
    const { id, at, lender, borrower } = await scene(paint, { status: 'requested' })
    const refused = await lender.post(at(`/bookings/${id}/confirm`), {})
    expect([refused.status, refused.text.includes('il ne se remet qu’avec son bordereau')]).toEqual([
      422,
      true,
    ])
    const wrong = await borrower.post(at(`/bookings/${id}/slip`), { number: 'BSD-1' })
    expect([wrong.status, wrong.text.includes('value="BSD-1"')]).toEqual([422, true])
    const entered = await borrower.post(at(`/bookings/${id}/slip`), { number: SLIP.toLowerCase() })
    expect(entered.location).toBe(at(`/bookings/${id}?told=slip`))
    expect((await lender.post(at(`/bookings/${id}/confirm`), {})).status).toBe(303)
  })

  test('is not handed over from any page without it', async () => {
    const { m, id, at, lender } = await scene(paint, RUNNING)
    for (const quick of ['', 'booking', 'day']) {
      const refused = await lender.post(at(`/bookings/${id}/handovers`), {
        step: 'pick_up',
        ...(quick && { quick }),
      })
      expect([quick, refused.status, refused.text.includes('il ne se remet qu’avec son bordereau')]).toEqual([
        quick,
        422,
        true,
      ])
    }
    expect((await lender.post(at(`/bookings/${id}/complete`), {})).status).toBe(422)
    expect((await lender.get(at('/me/day?date=2026-11-20'))).text).toContain(`${id}#slip`)
    expect(await db.selectFrom('handovers').select('id').where('bookingId', '=', id).execute()).toEqual([])
    await enterSlip(await as(m.answerer), id, { number: SLIP })
    expect(
      (await lender.post(at(`/bookings/${id}/handovers`), { step: 'pick_up', quick: 'booking' })).status,
    ).toBe(303)
  })
})

describe('quantities', () => {
  test('negative kilos are refused in words, in the offer and at the hand-over', async () => {
    const { m, id, at, lender } = await scene(wood, RUNNING)
    const edit = await lender.post(at(`/me/listings/${m.offer.id}/what`), {
      title: 'Matière',
      quantity: '-5',
      unit: 'kg',
      version: '1',
    })
    const noted = await lender.post(at(`/bookings/${id}/handovers`), { step: 'pick_up', quantity: '-5' })
    for (const page of [edit, noted])
      expect([page.status, page.text.includes('value="-5"'), page.text.includes('class="msg"')]).toEqual([
        422,
        true,
        true,
      ])
  })

  test('a ton typed as a kilo is asked again, with all that was typed, and passes when confirmed', async () => {
    const { m, id, at, lender } = await scene(wood, RUNNING)
    const form = { title: 'Matière fine', description: 'Sèche', quantity: '900000', unit: 'kg', version: '1' }
    const again = await lender.post(at(`/me/listings/${m.offer.id}/what`), form)
    expect([
      again.status,
      again.text.includes('value="900000"'),
      again.text.includes('Matière fine'),
    ]).toEqual([422, true, true])
    expect(again.text).toContain('name="confirmQuantity"')
    expect(
      (await lender.post(at(`/me/listings/${m.offer.id}/what`), { ...form, confirmQuantity: 'yes' })).status,
    ).toBe(303)
    const line = { step: 'pick_up', quantity: '60000', note: 'Pesé' }
    const noted = await lender.post(at(`/bookings/${id}/handovers`), line)
    expect([noted.status, noted.text.includes('name="sure"'), noted.text.includes('Pesé')]).toEqual([
      422,
      true,
      true,
    ])
    expect((await lender.post(at(`/bookings/${id}/handovers`), { ...line, sure: 'yes' })).status).toBe(303)
    const words = await lender.post(at('/post/offer/waste'), {
      title: 'Deux tonnes de sciure',
      quantity: '2',
      unit: 'kg',
    })
    expect([words.status, words.text.includes('1 000') || words.text.includes('1 000')]).toEqual([422, true])
  })
})

describe('status by plain questions', () => {
  test('one after the other, as links, to the form of the offer', async () => {
    const { m, at, lender } = await scene({ materialStatus: 'waste', lowCode: '030105' })
    const first = await ask(at(`/waste-status?listing=${m.offer.id}`))
    expect(await first.text()).toContain('exit=no')
    const end = await (
      await ask(
        at(`/waste-status?listing=${m.offer.id}&exit=no&discarded=no&reuse=no&residue=yes&certain=yes`),
      )
    ).text()
    expect(end).toContain('C’est un sous-produit')
    expect(end).toContain('L541-4-2')
    expect(end).toContain(`/me/listings/${m.offer.id}/details?status=by_product`)
    const form = await lender.get(at(`/me/listings/${m.offer.id}/details?status=by_product`))
    expect(wording(form.text)).toMatch(/value="by_product" checked/)
    expect(form.text).toContain('03 01 04*') // the starred twin of its code
  })

  test('declared, or with pollutants: hazardous, and it stays so', async () => {
    const { m, at, lender } = await scene(wood)
    const answers = {
      'details.materialStatus': 'waste',
      'details.lowCode': '030105',
      'details.carrier': 'taker',
      version: '1',
    }
    await lender.post(at(`/me/listings/${m.offer.id}/details`), { ...answers, 'details.pop': 'yes' })
    await lender.post(at(`/me/listings/${m.offer.id}/details`), { ...answers, version: '2' })
    const row = await db
      .selectFrom('listings')
      .select('details')
      .where('id', '=', m.offer.id)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(row.details)).toMatchObject({ hazardous: true, pop: false })
    expect((await lender.get(at(`/me/listings/${m.offer.id}/details`))).text).toContain(
      'le reste, quoi que vous changiez ici',
    )
    const wrong = await lender.post(at(`/me/listings/${m.offer.id}/details`), {
      ...answers,
      'details.lowCode': '99 99 99',
      version: '3',
    })
    expect([
      wrong.status,
      wrong.text.includes('value="99 99 99"'),
      wrong.text.includes('Ce code n’existe pas'),
    ]).toEqual([422, true, true])
    const act = await lender.post(at(`/me/listings/${m.offer.id}/details`), {
      ...answers,
      'details.materialStatus': 'ex_waste',
      'details.exitAct': '',
      version: '3',
    })
    expect(act.status).toBe(422)
  })
})

describe('the register in the pages', () => {
  test('is read, taken away and completed; thresholds are explained', async () => {
    const { m, id, at, lender, borrower, coordinator } = await scene(wood, RUNNING)
    await lender.post(at(`/bookings/${id}/handovers`), { step: 'pick_up', quick: 'booking' })
    for (const event of await eventsOf())
      if (event.type === 'handover.noted') await enterInRegister(await as(null), event)
    const [line] = await linesOf(await as(null), id)
    const query = `organisation=${m.lender.id}&from=2026-01-01&to=2026-12-31`
    for (const who of [lender, coordinator]) {
      const page = await who.get(at(`/register?${query}`))
      expect([page.status, page.text.includes('Pas encore dit'), page.text.includes('R541-54-1')]).toEqual([
        200,
        true,
        true,
      ])
    }
    const booking = await coordinator.get(at(`/bookings/${id}`))
    expect(booking.text).toContain('id="threshold"')
    expect(booking.text).toContain('R541-50')
    expect(booking.text).toContain(`/register/${line?.id}`)
    expect((await borrower.get(at(`/register/${line?.id}`))).status).toBe(404)
    const wrong = await lender.post(at(`/register/${line?.id}`), {
      treatmentCode: 'R99',
      carrierName: 'Quai',
      quantity: '60000',
      quantityUnit: 't',
    })
    expect([wrong.status, wrong.text.includes('value="R99"'), wrong.text.includes('value="Quai"')]).toEqual([
      422,
      true,
      true,
    ])
    const ton = await lender.post(at(`/register/${line?.id}`), { quantity: '600', quantityUnit: 't' })
    expect([ton.status, ton.text.includes('name="confirmQuantity"')]).toEqual([422, true])
    const saved = await lender.post(at(`/register/${line?.id}`), {
      treatmentCode: 'R3',
      carrierName: 'Quai',
      reason: 'su depuis',
    })
    expect(saved.status).toBe(303)
    const page = await lender.get(saved.location ?? '')
    expect(page.text).toContain('corrigée')
    expect(page.text).toContain('Quai')
    const file = await ask(at(`/register.csv?${query}`))
    expect(file.status).not.toBe(200)
    expect((await lender.get(at(`/register.csv?${query}`))).text).toContain('Code du déchet (R541-7)')
  })
})
