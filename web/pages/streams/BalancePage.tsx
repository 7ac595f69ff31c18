import type { Batch, End, StreamBalance } from '../../../worker/streams/queries'
import { type Balance, LAST_HANDOVERS, RELIABLE_FROM } from '../../../worker/streams/rules'
import { Bar } from '../../components/Bar'
import { ErrorSummary, type FormErrors } from '../../components/Field'
import { KindLabel } from '../../components/Icon'
import { Told } from '../../components/Told'
import type { View } from '../../view'
import { BatchPanel } from './BatchPanel'

export interface ShownBalance {
  stream: StreamBalance
  reliability: { percent: number | null; handovers: number }
  told?: string | undefined
  /** Which batch or end a refused form was about, and what was typed there. */
  at?: string | undefined
  typed?: Record<string, string> | undefined
  errors?: FormErrors | undefined
}

/** What was promised of a stream, what came, and what became of it: for its giver, its takers, the coordinator. */
export function BalancePage({ v, shown }: { v: View; shown: ShownBalance }) {
  const words = v.t.streams
  const { stream, reliability } = shown
  const { listing, balance, batches, ends, whole, nextCursor } = stream
  const told = shown.told as keyof typeof words.told | undefined
  const f = (n: number) => v.f.quantity(n, listing.unit)
  return (
    <div class="w sec page waste">
      <p class="back sm">
        <a href={v.href(`/offers/${listing.id}`)}>{words.back}</a>
      </p>
      <div class="side">
        <div class="st wide-gap">
          <Told words={told && words.told[told]} />
          <ErrorSummary v={v} errors={shown.errors} />
          <div class="st tight">
            <KindLabel kind="waste">
              <bdi>{listing.title}</bdi>
            </KindLabel>
            <h1 class="h1s">{words.title}</h1>
            <p class="lead q">{whole ? words.lead : words.own}</p>
          </div>
          <Flow v={v} title={words.promise} b={balance} f={f} of={balance.promised} rows={PROMISE} />
          <Flow v={v} title={words.after} b={balance} f={f} of={balance.collected} rows={AFTER} />
          <p class="q sm">{words.holds}</p>
          <section class="st">
            <h2>{words.batches}</h2>
            {batches.length === 0 && (
              <div class="empty">
                <p>{words.none}</p>
                <p>
                  <a class="b" href={v.href(`/offers/${listing.id}`)}>
                    {words.noneAct}
                  </a>
                </p>
              </div>
            )}
            {batches.map((b: Batch) => (
              <BatchPanel v={v} b={b} ends={ends.filter((e: End) => e.batchId === b.id)} shown={shown} />
            ))}
            {nextCursor && (
              <p>
                <a
                  class="b b2"
                  href={v.href(`/offers/${listing.id}/balance?cursor=${encodeURIComponent(nextCursor)}`)}
                >
                  {words.more}
                </a>
              </p>
            )}
          </section>
        </div>
        <section class="panel st stick" aria-labelledby="reliability">
          <h2 class="t3" id="reliability">
            {words.reliability.title}
          </h2>
          <p>
            {reliability.percent === null
              ? words.reliability.few(RELIABLE_FROM)
              : words.reliability.is(
                  v.f.percent(reliability.percent / 100),
                  Math.min(reliability.handovers, LAST_HANDOVERS),
                )}
          </p>
          <p class="q sm">{words.reliability.method}</p>
        </section>
      </div>
    </div>
  )
}

const PROMISE = ['promised', 'collected', 'refused', 'lapsed', 'awaited'] as const
const AFTER = ['collected', 'used', 'passedOn', 'outlet', 'inHand'] as const

interface Flowing {
  v: View
  title: string
  b: Balance
  f: (n: number) => string
  of: number
  rows: readonly (keyof ReturnType<typeof labels>)[]
}
const labels = (v: View) => v.t.streams.accounts

/** A small table whose rows are bars of the first. */
function Flow({ v, title, b, f, of, rows }: Flowing) {
  const words = v.t.streams
  return (
    <section class="st tight">
      <table class="flow">
        <caption>{title}</caption>
        <thead class="vh">
          <tr>
            <th scope="col">{words.account}</th>
            <th scope="col">{words.amount}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((name) => (
            <tr>
              <th scope="row">{words.accounts[name]}</th>
              <td>
                <Bar part={of > 0 ? b[name] / of : 0} /> <span class="nb">{f(b[name])}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
