import { describe, expect, test } from 'vitest'
import { noteHandover } from '../../worker/handovers/commands/noteHandover'
import { sendDayLists } from '../../worker/handovers/commands/sendDayLists'
import { stopDayMail, stopToken } from '../../worker/handovers/commands/stopDayMail'
import { wantDayMail } from '../../worker/handovers/commands/wantDayMail'
import { stopMails } from '../../worker/notifications/commands/stopMails'
import { sign } from '../../worker/platform/crypto'
import type { Mail } from '../../worker/platform/mail'
import { as, db, eventTypes, givenMember } from '../support/given'
import { givenBooking, givenMarket, type Market } from './lent'

/** A clock whose mails are kept, or refused. */
function clock(accepts = true) {
  const mails: Mail[] = []
  const at = async (now: string) => {
    const ctx = await as(null, { now })
    const deliver = async (mail: Mail) => {
      if (!accepts) throw new Error('refused')
      mails.push(mail)
    }
    ctx.env = {
      ...ctx.env,
      SMTP_HOST: '',
      AUTH_SECRET: SECRET,
      PUBLIC_URL: 'https://maillage.example',
      deliver,
    }
    return ctx
  }
  return { mails, tick: async (now: string) => sendDayLists(await at(now)), at }
}
const SECRET = 'a secret of the test, 32 characters'
const PARIS = { timeZone: 'Europe/Paris', slug: 'pole-seine' }

/** Somebody comes that day at 14:00 UTC. */
async function givenDay(day: string, cluster: object = PARIS): Promise<Market> {
  const m = await givenMarket({ kind: 'equipment', title: 'Le grand écran' }, cluster)
  await givenBooking(m, {
    ...{
      status: 'confirmed',
      startsAt: `${day}T14:00:00.000Z`,
      endsAt: `${day}T16:00:00.000Z`,
      note: 'Avec le câble',
    },
  })
  return m
}

describe('the list of the day by e-mail', () => {
  test('leaves at seven, once, to those who answer, with what, when, who and the way out', async () => {
    const m = await givenDay('2026-12-08')
    await givenMember(m.lender) // answers nothing
    const { mails, tick } = clock()
    expect(await tick('2026-12-08T05:59:00.000Z')).toBe(0)
    expect(await tick('2026-12-08T06:00:00.000Z')).toBe(1)
    expect(await tick('2026-12-08T06:00:00.000Z')).toBe(0)
    expect(await tick('2026-12-08T06:01:00.000Z')).toBe(0)
    expect(mails).toHaveLength(1)
    const [mail] = mails
    expect(mail?.to).toBe(m.answerer.email)
    expect(mail?.subject).toBe('1 ligne pour mardi 8 décembre')
    for (const word of [
      'Le grand écran',
      '15\u00a0h – 17\u00a0h',
      'Les Jardins des Aulnes',
      'Camille Essai',
      'Avec le câble',
      'Sort (1)',
    ])
      expect(mail?.text).toContain(word)
    expect(mail?.text).toContain(
      `https://maillage.example/fr/pole-seine/me/day?organisation=${m.lender.id}&date=2026-12-08`,
    )
    expect(mail?.headers?.['List-Unsubscribe']).toContain(
      'https://maillage.example/fr/unsubscribe/day/day:mbr_',
    )
    expect(mail?.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
    expect(mail?.headers?.['Message-ID']).toMatch(/^<day\.2026-12-08\.mbr_/)
    expect(await eventTypes()).toEqual([])
  })

  test('two ticks at once send one', async () => {
    await givenDay('2026-12-08')
    const { mails, tick } = clock()
    await Promise.all(Array.from({ length: 4 }, () => tick('2026-12-08T06:00:00.000Z')))
    expect(mails).toHaveLength(1)
  })

  test.each([
    ['Europe/Paris', '2027-03-28', '2027-03-28T04:59:00.000Z', '2027-03-28T05:00:00.000Z'],
    ['Europe/Paris', '2026-10-25', '2026-10-25T05:59:00.000Z', '2026-10-25T06:00:00.000Z'],
    ['America/Martinique', '2026-12-08', '2026-12-08T10:59:00.000Z', '2026-12-08T11:00:00.000Z'],
    ['Indian/Reunion', '2026-12-08', '2026-12-08T02:59:00.000Z', '2026-12-08T03:00:00.000Z'],
  ])('is seven on the clock of %s on %s', async (timeZone, day, before, seven) => {
    await givenDay(day, { timeZone })
    const { tick } = clock()
    expect(await tick(before)).toBe(0)
    expect(await tick(seven)).toBe(1)
  })

  test('leaves late in the morning where the clock stood still, and not in the afternoon', async () => {
    await givenDay('2026-12-08')
    await givenDay('2026-12-09', { timeZone: 'Europe/Paris' })
    const { tick } = clock()
    expect(await tick('2026-12-08T10:59:00.000Z')).toBe(1)
    expect(await tick('2026-12-09T11:00:00.000Z')).toBe(0)
  })

  test('does not leave where there is nothing, or nothing any more', async () => {
    const m = await givenDay('2026-12-08')
    const { mails, tick } = clock()
    expect(await tick('2026-12-07T06:00:00.000Z')).toBe(0)
    await db
      .updateTable('bookings')
      .set({ status: 'cancelled' })
      .where('lenderId', '=', m.lender.id)
      .execute()
    expect(await tick('2026-12-08T06:00:00.000Z')).toBe(0)
    expect(mails).toEqual([])
  })

  test('reminds of what has not come back', async () => {
    const m = await givenDay('2026-12-08')
    const [b] = await db.selectFrom('bookings').select('id').execute()
    await noteHandover(await as(m.answerer, { now: '2026-12-08T14:05:00.000Z' }), b?.id ?? '', {
      step: 'pick_up',
    })
    await db.updateTable('bookings').set({ status: 'completed' }).execute()
    const { mails, tick } = clock()
    expect(await tick('2026-12-09T06:00:00.000Z')).toBe(1)
    expect(mails[0]?.text).toContain('Attendu, en retard (1)')
  })

  test('is tried again, later and later', async () => {
    await givenDay('2026-12-08')
    const { tick } = clock(false)
    const logged: string[] = []
    const { error } = console
    console.error = (text: string) => void logged.push(text)
    for (const time of ['06:00', '06:05', '06:30', '08:35', '09:35']) await tick(`2026-12-08T${time}:00.000Z`)
    console.error = error
    expect(logged.join()).not.toContain('@')
    expect(await db.selectFrom('dayMails').select(['state', 'attempts']).execute()).toEqual([
      { state: 'due', attempts: 4 },
    ])
  })
})

describe('who does not want it', () => {
  const sentOn = async (day: string) => {
    const { mails, tick } = clock()
    await tick(`${day}T06:00:00.000Z`)
    return mails.length
  }

  test('gets none, by the link of the mail, and gets it again when asked', async () => {
    const m = await givenDay('2026-12-08')
    const { at } = clock()
    const ctx = await at('2026-12-08T05:00:00.000Z')
    const token = await stopToken(ctx, m.answerer.memberId)
    expect(await stopDayMail(ctx, token)).toBe(true)
    expect(await stopDayMail(ctx, token)).toBe(true)
    expect(await sentOn('2026-12-08')).toBe(0)
    await db.deleteFrom('dayMailRuns').execute()
    await wantDayMail(await as(m.answerer), m.lender.id, m.cluster.id, true)
    expect(await sentOn('2026-12-08')).toBe(1)
  })

  test('after it was made ready, gets none either', async () => {
    const m = await givenDay('2026-12-08')
    const { tick } = clock(false)
    const { error } = console
    console.error = () => {}
    await tick('2026-12-08T06:00:00.000Z')
    console.error = error
    await wantDayMail(await as(m.answerer), m.lender.id, m.cluster.id, false)
    expect(await sentOn('2026-12-08T06:30:00.000Z'.slice(0, 10))).toBe(0)
  })

  test('by mail at all, or has no address, or has left, gets none', async () => {
    const m = await givenDay('2026-12-08')
    await givenMember(m.lender, { role: 'manager' }, { mailRhythm: 'never' })
    await givenMember(m.lender, { role: 'manager' }, { email: null })
    await givenMember(m.lender, { role: 'manager', status: 'left' })
    expect(await sentOn('2026-12-08')).toBe(1)
  })

  test('cannot be decided by a link that we did not sign, nor by one for something else', async () => {
    const m = await givenDay('2026-12-08')
    const { at } = clock()
    const ctx = await at('2026-12-08T05:00:00.000Z')
    for (const token of [
      `day:${m.answerer.memberId}`,
      await sign('another secret', `day:${m.answerer.memberId}`),
      await sign(SECRET, m.answerer.id),
      await sign(SECRET, 'day:mbr_none'),
    ])
      expect(await stopDayMail(ctx, token)).toBe(false)
    expect(await stopMails(ctx, await stopToken(ctx, m.answerer.memberId))).toBe(false)
    await expect(wantDayMail(await as(m.member), m.lender.id, m.cluster.id, false)).rejects.toMatchObject({
      code: 'not_member',
    })
    expect(await sentOn('2026-12-08')).toBe(1)
  })
})
