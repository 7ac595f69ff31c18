import { KINDS, type Kind } from '../../../worker/core/kinds'
import type { Usage } from '../../../worker/dashboards/queries'
import type { Counted } from '../../../worker/dashboards/queriesOfCounts'
import { usedPart } from '../../../worker/dashboards/rules'
import type { View } from '../../view'
import { dateWords, hoursWords } from './asked'

/** A cell: what is shown, what a program reads, and the list it was counted from. */
export interface Cell {
  text: string
  value: string | number | null
  counted?: Counted
  /** Where the list is of another time than the period shown. */
  week?: string
  language?: string
}
export interface ChartTable {
  head: readonly string[]
  rows: Cell[][]
}

export const CHARTS = ['use', 'supply', 'weeks', 'offers', 'ends', 'needs', 'quantities', 'pairs'] as const
export type ChartName = (typeof CHARTS)[number]
export const isChart = (name: string): name is ChartName => (CHARTS as readonly string[]).includes(name)

const STATES = ['requested', 'confirmed', 'completed', 'declined', 'expired', 'cancelled', 'no_show'] as const

/** What each chart draws, as a table: for those who read tables, and as CSV for those who calculate. */
export function tableOf(v: View, u: Usage, chart: ChartName): ChartTable {
  const words = v.t.dashboards
  const text = (value: string): Cell => ({ text: value, value })
  const number = (value: number, counted?: Counted): Cell => ({
    text: v.f.number(value),
    value,
    ...(counted && { counted }),
  })
  const hours = (minutes: number, counted?: Counted): Cell => ({
    text: hoursWords(v, minutes),
    value: Math.round(minutes / 6) / 10,
    ...(counted && { counted }),
  })
  const kindCell = (kind: Kind) => text(v.t.common.kinds[kind])
  const name = (id: string) => text(u.names.get(id) ?? '')

  switch (chart) {
    case 'use':
      return {
        head: words.use.head,
        rows: KINDS.filter((kind) => u.kinds[kind].minutesOpen + u.kinds[kind].minutesBooked > 0).map(
          (kind) => {
            const { minutesBooked, minutesOpen } = u.kinds[kind]
            const part = usedPart(minutesBooked, minutesOpen)
            return [
              kindCell(kind),
              hours(minutesBooked, { what: 'hours', kind }),
              hours(minutesOpen, { what: 'open_hours', kind }),
              {
                text: part === null ? '–' : v.f.percent(part),
                value: part === null ? null : Math.round(part * 1000) / 1000,
              },
            ]
          },
        ),
      }
    case 'supply':
      return {
        head: words.supply.head,
        rows: KINDS.map((kind) => {
          const [offers, needs] = [u.open.offer[kind], u.open.need[kind]]
          const gap = offers - needs
          return [
            kindCell(kind),
            number(offers, { what: 'open', direction: 'offer', kind }),
            number(needs, { what: 'open', direction: 'need', kind }),
            { text: `${gap > 0 ? '+' : gap < 0 ? '−' : ''}${v.f.number(Math.abs(gap))}`, value: gap },
          ]
        }),
      }
    case 'weeks':
      return {
        head: words.weeks.head,
        rows: u.weeks.map((one, i) => [
          { text: dateWords(v, one.week), value: one.week },
          { ...number(one.bookings, { what: 'bookings' }), week: one.week },
          {
            ...number(u.weeksBefore[i]?.bookings ?? 0, { what: 'bookings' }),
            week: u.weeksBefore[i]?.week ?? one.week,
          },
        ]),
      }
    case 'offers':
      return {
        head: words.offers.head,
        rows: u.offers.map((offer) => [
          { ...text(offer.title), language: offer.language },
          text(offer.organisationName),
          number(offer.bookings, { what: 'bookings', listing: offer.id }),
          hours(offer.minutes, { what: 'hours', listing: offer.id }),
          hours(offer.minutesOpen, { what: 'open_hours', listing: offer.id }),
        ]),
      }
    case 'ends':
      return {
        head: words.ends.head,
        rows: STATES.map((state) => [
          text(words.ends.states[state]),
          number(u.total[state === 'no_show' ? 'noShow' : state], { what: 'bookings', state }),
        ]),
      }
    case 'needs':
      return {
        head: words.needs.head,
        rows: KINDS.filter((kind) => u.kinds[kind].needsPosted > 0).map((kind) => {
          const sums = u.kinds[kind]
          return [
            kindCell(kind),
            number(sums.needsPosted, { what: 'needs', kind }),
            number(sums.needsMet, { what: 'needs', kind, state: 'met' }),
            number(sums.needsOpen, { what: 'needs', kind, state: 'open' }),
            number(sums.needsUnmet, { what: 'needs', kind, state: 'unmet' }),
            number(sums.needsDropped, { what: 'needs', kind, state: 'dropped' }),
          ]
        }),
      }
    case 'quantities':
      return {
        head: words.quantities.head,
        rows: [
          [
            text(words.quantities.hoursRow),
            hours(u.total.minutesBooked, { what: 'hours' }),
            number(u.bookings, { what: 'bookings' }),
          ],
          ...u.quantities.map(({ unit, quantity, bookings }) => [
            text(v.t.dashboards.units[unit]),
            {
              text: v.f.quantity(quantity, unit),
              value: quantity,
              counted: { what: 'quantities' as const, unit },
            },
            number(bookings, { what: 'quantities', unit }),
          ]),
        ],
      }
    case 'pairs':
      return {
        head: words.pairs.head,
        rows: u.pairs
          .filter((pair) => u.names.has(pair.lenderId) && u.names.has(pair.borrowerId))
          .map(({ lenderId, borrowerId, bookings, minutes }) => [
            name(lenderId),
            name(borrowerId),
            number(bookings, { what: 'bookings', lender: lenderId, borrower: borrowerId }),
            hours(minutes, { what: 'hours', lender: lenderId, borrower: borrowerId }),
          ]),
      }
  }
}
