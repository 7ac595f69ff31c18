import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createToken } from '../../worker/people/tokens'
import { ask } from '../support/ask'
import { as, NOW } from '../support/given'
import { givenEmployers } from './market'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) }))
afterEach(() => void vi.useRealTimers())

async function program(person: { id: string }) {
  const { token } = await createToken(await as(person), 'essai')
  return async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) }
    const answer = await ask(`/api/v1${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, json: (await answer.json()) as Record<string, never> }
  }
}

test('a program sees what could be, proposes it, and answers for each employer', async () => {
  const m = await givenEmployers()
  const coordinator = await program(m.coordinator)
  const possible = await coordinator('GET', `/clusters/${m.cluster.slug}/jobs/possible`)
  const [planned] = possible.json.planned as unknown as {
    minutesPerWeek: number
    parts: { needId: string }[]
  }[]
  expect(planned).toMatchObject({ minutesPerWeek: 1800, travelMinutes: 17, scoreParts: { fit: 1 } })
  const needIds = planned?.parts.map((p) => p.needId) ?? []
  const wrong = await coordinator('POST', `/clusters/${m.cluster.slug}/jobs`, { needIds, weeks: 99 })
  expect(wrong).toMatchObject({ status: 422, json: { errors: [{ path: 'weeks', code: 'too_big' }] } })
  const made = await coordinator('POST', `/clusters/${m.cluster.slug}/jobs`, { needIds, hourCents: 2350 })
  expect(made.status).toBe(201)
  expect(made.json).toMatchObject({
    ...{ status: 'proposed', minutesPerWeek: 1800, carrier: { name: 'Alpha' }, offerId: null },
    parts: [
      { organisation: { name: 'Alpha' }, percent: 47, centsPerWeek: 32_900, answer: 'waiting' },
      { organisation: { name: 'Bravo' }, percent: 30, centsPerWeek: 21_150 },
      { organisation: { name: 'Charlie' }, percent: 23, centsPerWeek: 16_450 },
    ],
  })
  const id = made.json.id as unknown as string
  const employer = await program(m.a.manager)
  expect((await employer('POST', `/jobs/${id}/accept`)).json).toMatchObject({ status: 'proposed' })
  expect(await employer('POST', `/jobs/${id}/accept`)).toMatchObject({
    ...{ status: 409, json: { code: 'transition_not_allowed' } },
  })
  expect((await employer('GET', `/clusters/${m.cluster.slug}/jobs`)).json.items).toHaveLength(1)
  expect((await (await program(m.b.manager))('POST', `/jobs/${id}/refuse`, {})).json).toMatchObject({
    status: 'refused',
  })
})
