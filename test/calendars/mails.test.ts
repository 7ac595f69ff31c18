import { beforeEach, describe, expect, it } from 'vitest'
import { calendarFiles } from '../../worker/calendars/attach'
import { sendDueMails } from '../../worker/notifications/commands/sendDueMails'
import type { Mail } from '../../worker/platform/mail'
import { as, bindings, db, NOW } from '../support/given'
import { given, givenBooking, timeIs } from './market'

beforeEach(timeIs(NOW))

const filesFor = async (personId: string, ...notices: [type: string, subjectId: string][]) => {
  const ctx = await as(null)
  return calendarFiles(
    ctx,
    personId,
    notices.map(([type, subjectId]) => ({ type, subjectId })),
  )
}
const lines = (text: string) => text.replace(/\r\n /g, '').split('\r\n')

describe('the .ics file of a mail', () => {
  it('publishes what is confirmed, for the side that reads', async () => {
    const { lender, borrower, offer } = await given()
    await givenBooking(offer, borrower, { id: 'bkg_one', version: 2 })
    const [mine, ...more] = await filesFor(borrower.person.id, ['booking.confirmed', 'bkg_one'])
    expect(more).toEqual([])
    expect(mine).toMatchObject({
      filename: 'reservation.ics',
      mimeType: 'text/calendar; charset=utf-8; method=PUBLISH',
    })
    expect(lines(mine?.content ?? '')).toEqual(
      expect.arrayContaining([
        ...['METHOD:PUBLISH', 'UID:bkg_one@localhost', 'SEQUENCE:2', 'STATUS:CONFIRMED'],
        ...['SUMMARY:Salle des Aulnes', 'LOCATION:12 rue du Port\\, 76000 Rouen'],
        ...['DTSTART;TZID=Europe/Paris:20261208T140000', 'BEGIN:VTIMEZONE'],
      ]),
    )
    expect(mine?.content).not.toContain('X-WR-CALNAME')
    const [theirs] = await filesFor(lender.person.id, ['booking.confirmed', 'bkg_one'])
    expect(lines(theirs?.content ?? '')).toContain('SUMMARY:Salle des Aulnes (Le Fournil)')
  })

  it('cancels the same event with a higher sequence; a change is as things are now', async () => {
    const { borrower, offer } = await given()
    await givenBooking(offer, borrower, { id: 'bkg_one', version: 5, status: 'cancelled' })
    await givenBooking(offer, borrower, {
      id: 'bkg_two',
      status: 'requested',
      startsAt: '2026-12-10T13:00:00.000Z',
      endsAt: '2026-12-10T15:00:00.000Z',
    })
    const files = await filesFor(
      borrower.person.id,
      ...([
        ['booking.cancelled', 'bkg_one'],
        ['booking.changed', 'bkg_two'],
        ['booking.changed', 'bkg_two'],
      ] as [string, string][]),
    )
    expect(files.map((f) => [f.filename, f.mimeType])).toEqual([
      ['reservation.ics', 'text/calendar; charset=utf-8; method=PUBLISH'],
      ['reservation-x.ics', 'text/calendar; charset=utf-8; method=CANCEL'],
    ])
    expect(lines(files[0]?.content ?? '').filter((l) => /^(UID|STATUS)/.test(l))).toEqual([
      'UID:bkg_two@localhost',
      'STATUS:TENTATIVE',
    ])
    expect(lines(files[1]?.content ?? '').filter((l) => /^(METHOD|UID|STATUS|SEQUENCE)/.test(l))).toEqual([
      ...['METHOD:CANCEL', 'UID:bkg_one@localhost', 'SEQUENCE:5', 'STATUS:CANCELLED'],
    ])
  })

  it('holds all dates of a series', async () => {
    const { borrower, offer } = await given()
    for (const day of ['08', '15', '22'])
      await givenBooking(offer, borrower, {
        seriesId: 'srs_one',
        startsAt: `2026-12-${day}T13:00:00.000Z`,
        endsAt: `2026-12-${day}T15:00:00.000Z`,
      })
    const [file] = await filesFor(borrower.person.id, ['series.confirmed', 'srs_one'])
    expect(lines(file?.content ?? '').filter((l) => l.startsWith('DTSTART;TZID'))).toEqual(
      ['08', '15', '22'].map((day) => `DTSTART;TZID=Europe/Paris:202612${day}T140000`),
    )
  })

  it('is none where nothing stands in a calendar', async () => {
    const { borrower, offer } = await given()
    await givenBooking(offer, borrower, { id: 'bkg_one' })
    expect(
      await filesFor(borrower.person.id, ['booking.requested', 'bkg_one'], ['message.sent', 'msg_one']),
    ).toEqual([])
  })

  it('leaves with the mail, in the language of who reads it', async () => {
    const { borrower, offer } = await given()
    await givenBooking(offer, borrower, { id: 'bkg_one', status: 'cancelled' })
    await db.updateTable('people').set({ language: 'en' }).where('id', '=', borrower.person.id).execute()
    const notice = {
      eventId: 'evt_one',
      personId: borrower.person.id,
      channel: 'mail' as const,
      clusterId: offer.clusterId,
    }
    await db
      .insertInto('notices')
      .values({
        id: 'ntc_one',
        ...notice,
        type: 'booking.cancelled',
        subjectId: 'bkg_one',
        dueAt: NOW,
        state: 'due',
        createdAt: NOW,
      } as never)
      .execute()
    const mails: Mail[] = []
    const env = { ...bindings, deliver: async (mail: Mail) => void mails.push(mail) }
    expect(await sendDueMails(await as(null, { env }))).toBe(1)
    expect(mails[0]?.attachments?.map((a) => a.filename)).toEqual(['booking-x.ics'])
    expect(lines(mails[0]?.attachments?.[0]?.content ?? '')).toContain('SUMMARY:Cancelled: Salle des Aulnes')
  })
})
