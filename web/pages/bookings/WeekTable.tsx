import type { Entry } from '../../../worker/bookings/entries'
import type { Cell, Grid, Row } from '../../../worker/bookings/rulesOfGrid'
import { fromMinutes, instantOf } from '../../../worker/core/time'
import { bookHref, comma, dayHref, entriesIn, noon, partWords, type Shown, Who } from './cells'

const ON_A_PHONE = 3

/**
 * A week: days as columns, hours, collections or things as rows. What follows on in a column and says the same is one cell.
 * A phone shows three days and the edge of the fourth, from the first that is free; the others slide in beside the hours.
 */
export function WeekTable({ shown, named }: { shown: Shown; named: string }) {
  const { v, seen, offer } = shown
  const words = v.t.views
  const { grid, bounds } = seen
  if (!grid) return null
  // What is over takes no room: the week at hand begins with today.
  const days = bounds.flatMap((day, i) => (day.date < seen.today ? [] : [{ ...day, index: i }]))
  const columns = days.map(({ index }) => piecesOf(shown, grid, index))
  const things = grid.rows.some((row) => row.from === null)
  const firstFree = columns.findIndex((pieces) => pieces.some(({ cell }) => canBook(cell)))
  const wide = things || offer.listing.grain === 'window'
  const first = things
    ? words.columns.thing
    : offer.listing.grain === 'window'
      ? words.columns.window
      : words.columns.hour
  return (
    <div class="wks">
      <table class={wide ? 'wk of' : 'wk'}>
        <caption class="vh">{words.caption.week(named)}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class={wide ? undefined : 'vh'}>{first}</span>
            </th>
            {days.map(({ date, index }, i) => (
              <th
                scope="col"
                class={i === firstFree && i >= ON_A_PHONE ? 'first' : undefined}
                aria-current={date === seen.today ? 'date' : undefined}
              >
                <DayName shown={shown} date={date} weekday={index} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.rows.map((row, r) => (
            <tr>
              <th scope="row">
                <RowName shown={shown} row={row} />
              </th>
              {columns.map((pieces) => {
                const piece = pieces.find((p) => p.row === r)
                return piece && <PieceCell shown={shown} piece={piece} />
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function DayName({ shown, date, weekday }: { shown: Shown; date: string; weekday: number }) {
  const { v } = shown
  return (
    <a href={dayHref(shown, date)}>
      {v.t.bookings.calendar.days[weekday]} <b>{Number(date.slice(8))}</b>
      <span class="vh">{v.t.views.seeDay}</span>
    </a>
  )
}

/** "9 h", "9 h – 11 h", or the name of a lot; of a single thing its kind. */
export function RowName({ shown: { v, offer }, row }: { shown: Shown; row: Row }) {
  const at = (minute: number) =>
    instantOf(
      '2026-01-15',
      `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
      offer.zone,
    )
  if (row.from !== null && row.to !== null)
    return (
      <>{offer.listing.grain === 'window' ? v.f.hours(at(row.from), at(row.to)) : v.f.time(at(row.from))}</>
    )
  const capacity = offer.capacities.find((c) => c.id === row.capacityId)
  return <bdi>{capacity?.label || v.t.common.kinds[offer.listing.kind]}</bdi>
}

/** Cells of one column that are drawn as one. */
interface Piece {
  row: number
  span: number
  cell: Cell
  entries: Entry[]
}

function piecesOf({ seen }: Shown, grid: Grid, column: number): Piece[] {
  const pieces: Piece[] = []
  let before: string | null = null
  for (const [row, cells] of grid.rows.map((_, r) => [r, grid.cells[r]] as const)) {
    const cell = cells?.[column]
    if (!cell) continue
    const entries = entriesIn(seen, cell)
    const key = sameAs(cell, entries)
    const last = pieces.at(-1)
    if (last && key !== null && key === before) {
      last.span++
      last.cell = { ...last.cell, to: cell.to }
    } else pieces.push({ row, span: 1, cell, entries })
    before = key
  }
  return pieces
}

const canBook = ({ state }: Cell) => state === 'free' || state === 'part'

/** What can be booked stands alone; what can not is one with its like. Things are rows of their own. */
function sameAs(cell: Cell, entries: readonly Entry[]): string | null {
  if (cell.capacityId !== null || canBook(cell)) return null
  const who = entries.map((e) => e.bookingId ?? e.startsAt).join(' ')
  return `${cell.state} ${cell.skipped ?? ''} ${who}`
}

const LOOK = { past: 'cp', closed: 'cp', kept: 'ck', taken: 'cx', part: 'ch', free: 'cf' } as const

function PieceCell({ shown, piece: { cell, span, entries } }: { shown: Shown; piece: Piece }) {
  const { v, inside } = shown
  const words = v.t.views
  const [one] = entries
  const rowspan = span > 1 ? span : undefined
  const book = canBook(cell)
  if (one && !book)
    return (
      <td
        class={one.status === 'requested' ? 'cr' : one.reason === 'booking' ? 'cw' : 'cx'}
        rowspan={rowspan}
      >
        <Holders shown={shown} cell={cell} entries={entries} />
      </td>
    )
  if (!book)
    return (
      <td class={LOOK[cell.state]} rowspan={rowspan}>
        {cell.skipped ? words.skipped : words.states[cell.state]}
      </td>
    )
  const part = cell.state === 'part'
  const hours = shown.offer.listing.grain === 'hour'
  const when = `${comma(v)}${whenOf(shown, cell)}`
  // An hour of which a part is free is cut in its parts on the page of the day.
  const cut = part && hours && cell.minutes < cell.to - cell.from
  return (
    <td class={LOOK[cell.state]}>
      <a href={cut ? dayHref(shown, dateOf(shown, cell)) : bookHref(shown, cell)}>
        {part ? partWords(v, shown.offer, cell) : words.states.free}
        <span class="vh">{when}</span>
        {hours && !cut && cell.from % 60 !== 0 && (
          <small>{words.since(v.f.time(fromMinutes(cell.from)))}</small>
        )}
        {inside && entries.length > 0 && <small>{words.who.short(entries.length)}</small>}
      </a>
    </td>
  )
}

const dateOf = ({ seen }: Shown, cell: Cell): string =>
  seen.bounds.find((day) => day.from <= cell.from && cell.from < day.to)?.date ?? seen.date

function whenOf(shown: Shown, cell: Cell): string {
  const { v, offer } = shown
  const day = v.f.dayShort(noon(dateOf(shown, cell), offer.zone))
  return offer.listing.grain === 'hour' ? `${day}${comma(v)}${v.f.time(fromMinutes(cell.from))}` : day
}

/** One booking by its name, several by their number. */
function Holders({ shown, cell, entries }: { shown: Shown; cell: Cell; entries: readonly Entry[] }) {
  const { v, inside } = shown
  const words = v.t.views.who
  const [one] = entries
  if (!one) return null
  if (entries.length > 1)
    return <a href={dayHref(shown, dateOf(shown, cell))}>{words.several(entries.length)}</a>
  const name = (
    <>
      <Who v={v} entry={one} inside={inside} />
      {one.status === 'requested' && <small>{words.request}</small>}
    </>
  )
  return one.bookingId ? <a href={v.href(`/bookings/${one.bookingId}`)}>{name}</a> : <span>{name}</span>
}
