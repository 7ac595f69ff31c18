import { expect, test } from 'vitest'
import { browsing } from '../bookings/browsing'
import { left } from '../bookings/market'
import { ALWAYS, soon } from '../bookings/pagesTime'
import { givenRules, givenTwo } from './market'

const minutes = (at: string) => Date.parse(at) / 60_000

test('counts what is chosen together with what always comes with it, without a script', async () => {
  const m = await givenTwo({ ...ALWAYS, tariffMode: 'price', referenceCents: 1000, priceUnit: 'hour' })
  await givenRules(m.offer.id, m.cluster.id, { bundle: [{ offerId: m.projector.id, quantity: 1 }] })
  const browser = await browsing(m.member)
  const book = `/fr/${m.cluster.slug}/offers/${m.offer.id}/book`
  const form = await browser.get(book)
  expect(form.text).toMatch(/\+ <bdi>[^<]+<\/bdi>[^<]*10\s€\/h/)
  const h = `${minutes(soon(3, 13))}-${minutes(soon(3, 15))}`
  const counted = await browser.post(book, { act: 'total', organisationId: m.borrower.id, h })
  expect([counted.status, /Total<\/span><b>40\s€/.test(counted.text)]).toEqual([200, true])
  expect((await left()).bookings).toBe(0)
  // Enter presses the first button of the form: the one that books.
  const buttons = [...form.text.slice(form.text.indexOf('id="book"')).matchAll(/<button[^>]*>([^<]+)/g)]
  expect(buttons[0]?.[1]).toMatch(/Demander|Réserver/)
})
