import type { Entry } from '../../../worker/bookings/entries'
import type { Cell, SlotCell } from '../../../worker/bookings/rulesOfGrid'
import { fromMinutes } from '../../../worker/core/time'
import { price } from '../../../worker/listings/rules'
import { bookHref, comma, entriesIn, partWords, type Shown, Who } from './cells'
import { RowName } from './WeekTable'

interface Line {
  cell: Cell
  entries: Entry[]
  name: unknown
  /** The same in a sentence, for the link that books it. */
  said: string
}

/** A day as a table: its hours, collections or things, what each is, who has it, and a link to book it. */
export function DayTable({ shown, named }: { shown: Shown; named: string }) {
  const { v, seen, offer } = shown
  const { columns, caption } = v.t.views
  const lines = seen.slots ? hoursOf(shown, seen.slots) : rowsOf(shown)
  if (lines.length === 0) return null
  const first =
    offer.listing.grain === 'hour'
      ? columns.hour
      : offer.listing.grain === 'window'
        ? columns.window
        : columns.thing
  return (
    <table class="dy">
      <caption class="vh">{caption.day(named)}</caption>
      <thead>
        <tr>
          <th scope="col">{first}</th>
          <th scope="col">{columns.state}</th>
          <th scope="col">
            <span class="vh">{columns.act}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <LineRow shown={shown} line={line} />
        ))}
      </tbody>
    </table>
  )
}

const SHAPE = { past: 'soon', closed: 'soon', kept: 'soon', taken: 'no', part: 'ask', free: 'free' } as const
const LOOK = { past: 'cp', closed: 'cp', kept: 'ck', taken: 'cx', part: 'ch', free: 'cf' } as const

function LineRow({ shown, line: { cell, entries, name, said } }: { shown: Shown; line: Line }) {
  const { v, inside, own } = shown
  const words = v.t.views
  const book = cell.state === 'free' || cell.state === 'part'
  return (
    <tr class={LOOK[cell.state]}>
      <th scope="row">{name}</th>
      <td>
        <span class={`s ${SHAPE[cell.state]}`}>
          <span>
            {cell.state === 'part' ? partWords(v, shown.offer, cell) : words.states[cell.state]}
            {book && <Cost shown={shown} cell={cell} />}
          </span>
        </span>
        {entries.map((entry) => (
          <Holder shown={shown} entry={entry} inside={inside} />
        ))}
      </td>
      <td>
        {book && (
          <a
            class="b b2"
            href={bookHref(shown, cell)}
            aria-label={(own ? words.blockThat : words.bookThat)(said)}
          >
            {own ? words.block : words.book}
          </a>
        )}
      </td>
    </tr>
  )
}

function Holder({ shown: { v }, entry, inside }: { shown: Shown; entry: Entry; inside: boolean }) {
  const name = <Who v={v} entry={entry} inside={inside} />
  return (
    <p>
      {entry.bookingId ? <a href={v.href(`/bookings/${entry.bookingId}`)}>{name}</a> : name}
      {entry.status && (
        <small class={entry.status === 'requested' ? 's ask' : 'q'}>
          {v.t.bookings.status[entry.status]}
        </small>
      )}
    </p>
  )
}

/** What an hour of it costs, where it goes by the hour. */
function Cost({ shown: { v, offer }, cell }: { shown: Shown; cell: Cell }) {
  const { listing } = offer
  if (listing.grain !== 'hour' || listing.tariffMode !== 'price' || listing.priceUnit !== 'hour') return null
  const cents = price(listing, { minutes: cell.to - cell.from, quantity: 1 })
  return cents > 0 ? (
    <>
      {comma(v)}
      {v.f.money(cents)}
    </>
  ) : null
}

/** Hours that say the same and can not be booked are one line. */
function hoursOf(shown: Shown, slots: readonly SlotCell[]): Line[] {
  const { v, seen } = shown
  const joined: { cell: SlotCell; entries: Entry[]; key: string | null }[] = []
  for (const cell of slots) {
    const entries = entriesIn(seen, cell)
    const book = cell.state === 'free' || cell.state === 'part'
    const key = book ? null : `${cell.state} ${entries.map((e) => e.bookingId ?? e.startsAt).join(' ')}`
    const last = joined.at(-1)
    if (last && key !== null && last.key === key && last.cell.to === cell.from) {
      last.cell = { ...last.cell, to: cell.to }
    } else joined.push({ cell, entries, key })
  }
  return joined.map(({ cell, entries }) => {
    const again = slots.filter((s) => s.wall === cell.wall)
    const turn = again.length > 1 ? v.t.views.twice[again[0]?.from === cell.from ? 0 : 1] : null
    const said = v.f.hours(fromMinutes(cell.from), fromMinutes(cell.to)) + (turn ? `${comma(v)}${turn}` : '')
    return { cell, entries, name: said, said }
  })
}

function rowsOf(shown: Shown): Line[] {
  const { seen, v } = shown
  const { rows = [], cells = [] } = seen.grid ?? {}
  return rows.flatMap((row, r) => {
    const cell = cells[r]?.[0]
    if (!cell) return []
    const label = shown.offer.capacities.find((c) => c.id === row.capacityId)?.label
    const said = label || v.f.dayShort(fromMinutes(cell.from))
    return [{ cell, entries: entriesIn(seen, cell), name: <RowName shown={shown} row={row} />, said }]
  })
}
