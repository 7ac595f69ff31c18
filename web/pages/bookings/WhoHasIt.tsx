import type { Entry } from '../../../worker/bookings/entries'
import { capital } from '../../components/MonthCalendar'
import { type Shown, Who } from './cells'
import { shapeOf } from './words'

const MOST = 12

/** Beside a calendar: requests that wait for the reader's answer, then who has it, in order. */
export function WhoHasIt({ shown }: { shown: Shown }) {
  const { v, seen, inside } = shown
  const words = v.t.views.who
  if (!inside && seen.entries.length === 0) return null
  const waiting = inside ? seen.entries.filter((e) => e.status === 'requested') : []
  const others = seen.entries.filter((e) => !waiting.includes(e))
  return (
    <section class="panel st" aria-labelledby="who">
      {waiting.length > 0 && (
        <>
          <h2 class="t3">{words.waiting}</h2>
          <List shown={shown} entries={waiting} />
        </>
      )}
      <h2 class="t3" id="who">
        {inside ? words.title : words.mine}
      </h2>
      {others.length === 0 && <p class="q">{words.none}</p>}
      <List shown={shown} entries={others} />
      {inside && <p class="q sm">{v.t.views.hintOwn}</p>}
    </section>
  )
}

function List({ shown, entries }: { shown: Shown; entries: readonly Entry[] }) {
  const { v } = shown
  if (entries.length === 0) return null
  return (
    <>
      <ul class="whos">
        {entries.slice(0, MOST).map((entry) => (
          <li>
            <One shown={shown} entry={entry} />
          </li>
        ))}
      </ul>
      {entries.length > MOST && <p class="q sm">{v.t.views.who.more(entries.length - MOST)}</p>}
    </>
  )
}

function One({ shown: { v, offer, inside }, entry }: { shown: Shown; entry: Entry }) {
  const when = capital(v.f.span(entry.startsAt, entry.endsAt, v.ctx.now))
  const lots = offer.capacities.filter((c) => c.shape === 'lot')
  const lot = lots.length > 1 ? lots.find((c) => c.id === entry.capacityId)?.label : undefined
  return (
    <>
      {entry.bookingId ? (
        <a class="rowlink" href={v.href(`/bookings/${entry.bookingId}`)}>
          {when}
        </a>
      ) : (
        <b>{when}</b>
      )}
      <span>
        {lot && (
          <>
            <bdi>{lot}</bdi>
            {' · '}
          </>
        )}
        <Who v={v} entry={entry} inside={inside} />
      </span>
      {entry.status && entry.status !== 'confirmed' && (
        <span class={`s ${shapeOf(entry.status)}`}>{v.t.bookings.status[entry.status]}</span>
      )}
    </>
  )
}
