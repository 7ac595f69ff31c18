import type { Batch, looseTotals } from '../../../worker/streams/queries'
import type { View } from '../../view'
import { EndForm, figuresOf, GoOnForm, whenWords } from './BatchPanel'

interface Props {
  v: View
  items: Batch[]
  totals: Awaited<ReturnType<typeof looseTotals>>
  nextCursor: string | null
}

/** What has no end yet, for the coordinator, with the recycler's outlet as the last step. */
export function LooseEnds({ v, items, totals, nextCursor }: Props) {
  const words = v.t.streams.looseEnds
  return (
    <>
      <p class="lead q">{words.lead}</p>
      {totals.length > 0 && (
        <ul class="chips">
          {totals.flatMap((t) => [
            t.inHand > 0 && (
              <li class="chip">
                {v.f.quantity(t.inHand, t.unit)} {words.total.inHand}
              </li>
            ),
            t.loose > 0 && (
              <li class="chip">
                {v.f.quantity(t.loose, t.unit)} {words.total.loose}
              </li>
            ),
          ])}
        </ul>
      )}
      {items.length === 0 && (
        <div class="empty">
          <p>{words.none}</p>
          <p>
            <a class="b" href={v.href('/search?kind=waste&direction=offer')}>
              {words.see}
            </a>
          </p>
        </div>
      )}
      <ul class="st">
        {items.map((b) => (
          <li class="panel st waste">
            <div class="st tight">
              <h2 class="t3">
                <a href={v.href(`/offers/${b.listingId}/balance#${b.id}`)}>
                  <bdi>{b.listingTitle}</bdi>
                </a>
              </h2>
              <p class="q">
                {whenWords(v, b)} · <bdi>{whereWords(v, b)}</bdi>
              </p>
              <p class="row">
                {figuresOf(v, b).map(([text, shape]) => (
                  <span class={`s ${shape}`}>{text}</span>
                ))}
              </p>
            </div>
            <details>
              <summary>{b.inHand > 0 ? v.t.streams.form.title : v.t.streams.form.outletTitle}</summary>
              {b.inHand === 0 && b.awaited > 0 && <p class="q sm">{v.t.streams.form.closes}</p>}
              <EndForm
                {...{ v, b, shown: {}, fromHand: b.inHand > 0 }}
                most={b.inHand || Math.max(b.refused, b.unfetched, b.awaited)}
              />
              {b.inHand === 0 && (
                <GoOnForm v={v} b={b} most={Math.max(b.refused, b.unfetched)} shown={{}} left />
              )}
            </details>
          </li>
        ))}
      </ul>
      {nextCursor && (
        <p>
          <a class="b b2" href={v.href(`/coordination/loose-ends?cursor=${encodeURIComponent(nextCursor)}`)}>
            {v.t.streams.more}
          </a>
        </p>
      )}
    </>
  )
}

const whereWords = (v: View, b: Batch): string => {
  const words = v.t.streams.looseEnds
  if (b.inHand > 0) return words.held(b.borrowerName ?? '')
  return b.awaited > 0 ? words.offered(b.lenderName) : words.left(b.lenderName)
}
