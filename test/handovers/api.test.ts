import { expect, test } from 'vitest'
import { exportMyData } from '../../worker/people/exportMyData'
import { erasePerson } from '../../worker/people/commands/erasePerson'
import { createToken } from '../../worker/people/tokens'
import { soon } from '../bookings/pagesTime'
import { ask } from '../support/ask'
import { as, bindings, db, eventTypes, givenMember } from '../support/given'
import { jpegWithPlace } from '../support/images'
import { givenLent } from './lent'

const RUNNING = { startsAt: soon(-1, 9), endsAt: soon(2, 9), createdAt: soon(-9, 9) }

async function caller(person: { id: string }) {
  const { token } = await createToken(await as(person), 'essai')
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await ask(`/api/v1${path}`, {
      method,
      headers: {
        ...{ authorization: `Bearer ${token}`, ...headers },
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const isJson = answer.headers.get('content-type')?.includes('json')
    if (!isJson) await answer.arrayBuffer()
    return { status: answer.status, headers: answer.headers, body: isJson ? await answer.json<Body>() : null }
  }
}
type Body = Record<string, never> & { items: Record<string, never>[] }

test('a whole loan by program: accept, pick up with a photo, bring back', async () => {
  const { m, b } = await givenLent({}, RUNNING)
  const [lender, borrower] = [await caller(m.answerer), await caller(m.member)]
  const read = await borrower('GET', `/bookings/${b.id}/agreement`, undefined, { 'accept-language': 'en' })
  expect(read.body).toMatchObject({
    status: 'offered',
    mayAccept: ['borrower'],
    translation: { language: 'en' },
  })
  const hash = read.body?.hash
  for (const call of [lender, borrower])
    expect((await call('POST', `/bookings/${b.id}/agreement/accept`, { hash })).status).toBe(200)
  expect((await lender('GET', `/bookings/${b.id}/agreement`)).body).toMatchObject({
    ...{
      status: 'accepted',
      acceptances: { lender: { name: 'Camille Essai' }, borrower: { onBehalfOf: null } },
    },
  })

  const base64 = btoa(String.fromCharCode(...jpegWithPlace()))
  const key = { 'idempotency-key': 'one' }
  const given = { step: 'pick_up', condition: 'dirty', photo: { base64, alt: 'Une tache' } }
  const noted = await lender('POST', `/bookings/${b.id}/handovers`, given, key)
  expect(noted.status).toBe(201)
  expect(noted.body).toMatchObject({
    side: 'lender',
    condition: 'dirty',
    happened: true,
    quantity: 2,
    photo: { alt: 'Une tache' },
  })
  expect((await lender('POST', `/bookings/${b.id}/handovers`, given, key)).body).toEqual(noted.body)
  const url = `/bookings/${b.id}/handovers/${noted.body?.id}/photo`
  const photo = await borrower('GET', url)
  expect([photo.status, photo.headers.get('content-type'), photo.headers.get('cache-control')]).toEqual([
    ...[200, 'image/jpeg', 'private, no-store'],
  ])
  const twice = await lender('POST', `/bookings/${b.id}/handovers`, { step: 'pick_up' })
  expect([twice.status, twice.body?.code]).toEqual([409, 'already_exists'])
  const back = await borrower('POST', `/bookings/${b.id}/handovers`, { step: 'return' })
  expect(back.body).toMatchObject({ side: 'borrower', step: 'return', lateMinutes: 0 })
  const all = (await lender('GET', `/bookings/${b.id}/handovers`)).body?.items
  expect(all?.map((l) => [l.step, l.side])).toEqual([
    ['pick_up', 'lender'],
    ['return', 'borrower'],
  ])
  expect(await eventTypes()).toEqual([
    ...['agreement.accepted', 'agreement.accepted', 'handover.noted', 'handover.noted', 'booking.completed'],
  ])
})

test('the list of a day, and whether it comes by e-mail', async () => {
  const { m, b } = await givenLent({}, { ...RUNNING, startsAt: soon(0, 0) })
  const lender = await caller(m.answerer)
  const day = await lender('GET', `/organisations/${m.lender.id}/day`)
  expect(day.body).toMatchObject({ organisationId: m.lender.id, timeZone: 'Europe/Paris', isCut: false })
  expect(day.body?.items).toMatchObject([
    { group: 'out', next: 'pick_up', booking: { id: b.id }, contact: { name: 'Camille Essai' } },
  ])
  const wrong = await lender('GET', `/organisations/${m.lender.id}/day?date=2026-02-30`)
  expect([wrong.status, wrong.body?.code]).toEqual([422, 'invalid'])
  expect((await lender('GET', `/organisations/${m.lender.id}/day?cluster=nowhere`)).status).toBe(404)
  expect((await (await caller(m.member))('GET', `/organisations/${m.lender.id}/day`)).status).toBe(404)
  expect((await (await caller(m.coordinator))('GET', `/organisations/${m.lender.id}/day`)).status).toBe(200)
  expect((await lender('POST', `/organisations/${m.lender.id}/day/mail`, { wanted: false })).body).toEqual({
    wanted: false,
  })
  expect(await db.selectFrom('dayMailStops').select('memberId').execute()).toEqual([
    { memberId: m.answerer.memberId },
  ])
})

test('bad input is a clear refusal', async () => {
  const { m, b } = await givenLent({}, RUNNING)
  const lender = await caller(m.answerer)
  for (const body of [
    {},
    { step: 'pick_up', at: '2026-13-45T99:00:00Z' },
    { step: 'pick_up', quantity: '2' },
    { step: 'pick_up', photo: { base64: '' } },
    { step: 'pick_up', corrects: 7 },
  ])
    expect((await lender('POST', `/bookings/${b.id}/handovers`, body)).status).toBe(422)
  const notImage = { step: 'pick_up', photo: { base64: btoa('GIF89a') } }
  expect((await lender('POST', `/bookings/${b.id}/handovers`, notImage)).status).toBe(415)
  expect((await bindings.PHOTOS.list()).objects).toEqual([])
  expect((await lender('POST', `/bookings/${b.id}/agreement/accept`, { hash: 7 })).status).toBe(422)
  expect((await lender('GET', `/bookings/bkg_none/agreement`)).status).toBe(404)
})

test('my data holds what I noted and accepted; erased, it stays without my name', async () => {
  const { m, b } = await givenLent({}, RUNNING)
  await givenMember(m.borrower, { role: 'manager' })
  const borrower = await caller(m.member)
  await borrower('POST', `/bookings/${b.id}/handovers`, { step: 'pick_up', note: 'Tout y est' })
  const hash = (await borrower('GET', `/bookings/${b.id}/agreement`)).body?.hash
  for (const call of [borrower, await caller(m.answerer)])
    await call('POST', `/bookings/${b.id}/agreement/accept`, { hash })
  const told = await exportMyData(await as(m.member))
  expect(told.handovers).toMatchObject([{ bookingId: b.id, step: 'pick_up', note: 'Tout y est' }])
  expect(told.agreements).toMatchObject([
    { bookingId: b.id, borrowerAcceptedBy: m.member.id, lenderAcceptedBy: null },
  ])
  await erasePerson(await as(m.member))
  const lender = await caller(m.answerer)
  expect((await lender('GET', `/bookings/${b.id}/handovers`)).body?.items).toMatchObject([
    { notedBy: '', note: 'Tout y est' },
  ])
  expect((await lender('GET', `/bookings/${b.id}/agreement`)).body?.acceptances).toMatchObject({
    borrower: { name: '' },
  })
})
