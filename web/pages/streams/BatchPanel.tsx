import type { Batch, End } from '../../../worker/streams/queries'
import { Field, Tiles } from '../../components/Field'
import type { View } from '../../view'
import { capital } from '../listings/words'
import type { ShownBalance } from './BalancePage'

interface Props {
  v: View
  b: Batch
  ends: End[]
  shown: ShownBalance
}
interface Ending {
  v: View
  b: Batch
  most: number
  shown: Pick<ShownBalance, 'at' | 'typed' | 'errors'>
}
const belongs = (v: View, id: string | null): boolean =>
  v.actor?.organisations.some((m) => m.organisationId === id) ?? false
export const runs = (v: View, clusterId: string): boolean => v.actor?.coordinates.includes(clusterId) ?? false

/** One collection of a stream: what was promised of it, what came, what became of it, and what can be noted. */
export function BatchPanel({ v, b, ends, shown }: Props) {
  const words = v.t.streams
  const isTaker = b.bookingId !== null && (belongs(v, b.borrowerId) || runs(v, b.clusterId))
  const isGiver = belongs(v, b.lenderId) || runs(v, b.clusterId)
  const loose = b.refused + b.unfetched + (b.slot === '' && b.leftoverOf ? b.awaited : 0)
  const rows = figuresOf(v, b)
  return (
    <section class="panel st" id={b.id}>
      <div class="st tight">
        <h3 class="t3">{whenWords(v, b)}</h3>
        <p class="q">{b.borrowerName ? <bdi>{b.borrowerName}</bdi> : words.unbooked}</p>
        <p class="row">
          {rows.map(([text, shape]) => (
            <span class={`s ${shape}`}>{text}</span>
          ))}
        </p>
      </div>
      {ends.length > 0 && (
        <ul class="st tight">
          {ends.map((e) => (
            <EndLine
              v={v}
              e={e}
              b={b}
              may={e.fromAccount === 'in_hand' ? isTaker : isGiver}
              shown={shown}
              ends={ends}
            />
          ))}
        </ul>
      )}
      {b.inHand > 0 && isTaker && (
        <details open={shown.at === b.id}>
          <summary>{words.form.title}</summary>
          <EndForm v={v} b={b} most={b.inHand} shown={shown} fromHand />
          <GoOnForm v={v} b={b} most={b.inHand} shown={shown} />
        </details>
      )}
      {loose > 0 && b.inHand === 0 && isGiver && (
        <details open={shown.at === b.id}>
          <summary>{words.form.outletTitle}</summary>
          {b.awaited > 0 && <p class="q sm">{words.form.closes}</p>}
          <EndForm v={v} b={b} most={Math.max(b.refused, b.unfetched, b.awaited)} shown={shown} />
          <GoOnForm v={v} b={b} most={Math.max(b.refused, b.unfetched)} shown={shown} left />
        </details>
      )}
      {b.bookingId && (
        <p>
          <a href={v.href(`/bookings/${b.bookingId}`)}>{words.booking}</a>
        </p>
      )}
    </section>
  )
}

/** When a collection is; of a stock, that it is one. */
export const whenWords = (v: View, b: Pick<Batch, 'slot' | 'endsAt'>): string =>
  b.slot === ''
    ? v.t.streams.stock
    : capital(b.endsAt ? v.f.span(b.slot, b.endsAt, v.ctx.now) : v.f.date(b.slot))

/** The figures of a batch that are not nothing, each with the shape of its state. */
export function figuresOf(v: View, b: Batch): [string, string][] {
  const words = v.t.streams
  const f = (n: number) => v.f.quantity(n, b.unit)
  const collected = b.inHand + b.used + b.passedOn + b.outlet + b.refusedOutlet + b.unfetchedOutlet
  const rows: [string, string, number][] = [
    [words.promised(f(b.promised)), 'soon', b.promised],
    [words.awaited(f(b.awaited)), 'ask', b.awaited],
    [words.measured(f(collected)), 'free', collected],
    [words.refused(f(b.refused)), 'late', b.refused],
    [words.refusedGoes(f(b.refusedOn)), 'no', b.refusedOn],
    [words.left(f(b.unfetched + b.unfetchedOn)), 'no', b.unfetched + b.unfetchedOn],
    [words.missing(f(b.missing)), 'no', b.missing],
    [words.inHand(f(b.inHand)), 'ask', b.inHand],
  ]
  return rows.filter(([, , n]) => n > 0).map(([text, shape]) => [text, shape])
}

function EndLine({ v, e, b, may, shown, ends }: Props & { e: End; may: boolean }) {
  const words = v.t.streams
  const amount = v.f.quantity(e.quantity, b.unit)
  const back = ends.filter((one) => one.corrects === e.id).reduce((sum, one) => sum + one.quantity, 0)
  const mayCorrect = may && e.act !== 'went_on' && e.act !== 'corrected' && back < e.quantity
  const said =
    e.act === 'used' || e.act === 'went_on' || e.act === 'corrected'
      ? words.ends[e.act](amount)
      : words.ends[e.act](amount, e.toName)
  return (
    <li class="st tight">
      <p>
        {e.toListingId ? <a href={v.href(`/offers/${e.toListingId}/balance`)}>{said}</a> : <bdi>{said}</bdi>}
        <span class="q sm">
          {' '}
          {e.noterName ? words.by(e.noterName) : e.notedBy ? words.by(words.gone) : words.itself} ·{' '}
          {v.f.date(`${e.happenedOn}T12:00:00.000Z`)}
          {e.slipNumber && ` · ${words.slip(e.slipNumber)}`}
        </span>
      </p>
      {e.note && (
        <p class="q">
          <bdi>{e.note}</bdi>
        </p>
      )}
      {mayCorrect && (
        <details open={shown.at === e.id}>
          <summary>{words.correct.title}</summary>
          <form method="post" action={v.href(`/ends/${e.id}/correct`)} class="st tight">
            <Field
              {...{ name: `q-${e.id}`, inputmode: 'numeric' }}
              label={words.correct.quantity}
              hint={words.form.most(v.f.quantity(e.quantity - back, b.unit))}
              value={shown.at === e.id ? shown.typed?.q : String(e.quantity - back)}
              error={shown.at === e.id ? shown.errors?.fields[`q-${e.id}`] : undefined}
            />
            <Field
              {...{ name: `r-${e.id}`, required: true, maxlength: 500 }}
              label={words.correct.reason}
              value={shown.at === e.id ? shown.typed?.r : ''}
              error={shown.at === e.id ? shown.errors?.fields[`r-${e.id}`] : undefined}
            />
            <p>
              <button class="b b2" type="submit">
                {words.correct.act}
              </button>
            </p>
          </form>
        </details>
      )}
    </li>
  )
}

/** Offering it to others: what a taker does not use, or what is left with its giver. */
export function GoOnForm({ v, b, most, shown, left }: Ending & { left?: boolean }) {
  const words = v.t.streams
  if (most === 0) return null
  return (
    <form method="post" action={v.href(`/batches/${b.id}/go-on`)} class="st tight">
      <h4 class="t3">{left ? words.goOn.leftTitle : words.goOn.title}</h4>
      {left && b.bookingId === null && <p class="q sm">{words.goOn.whyNot}</p>}
      <p class="q sm">{left ? words.goOn.leftHint : words.goOn.hint}</p>
      <Field
        {...{ name: `go-${b.id}`, inputmode: 'numeric', required: true }}
        label={words.form.quantity}
        hint={words.form.most(v.f.quantity(most, b.unit))}
        value={shown.at === b.id ? shown.typed?.go : left ? String(most) : ''}
        error={shown.at === b.id ? shown.errors?.fields[`go-${b.id}`] : undefined}
      />
      <p>
        <button class="b b2" type="submit">
          {words.goOn.act}
        </button>
      </p>
    </form>
  )
}

const ACTS = ['used', 'passed_on', 'outlet'] as const
/** What became of some of it; the names of its fields end with the batch, so that several stand on one page. */
export function EndForm({ v, b, most, shown, fromHand = false }: Ending & { fromHand?: boolean }) {
  const words = v.t.streams.form
  const here = shown.at === b.id
  const value = (name: string, or = '') => (here ? (shown.typed?.[name] ?? or) : or)
  const error = (name: string) => (here ? shown.errors?.fields[`${name}-${b.id}`] : undefined)
  return (
    <form method="post" action={v.href(`/batches/${b.id}/ends`)} class="st">
      {fromHand ? (
        <Tiles
          name={`act-${b.id}`}
          legend={words.act}
          value={value('act', 'used')}
          error={error('act')}
          choices={ACTS.map((act) => ({ value: act, label: words.acts[act] }))}
        />
      ) : (
        <input type="hidden" name={`act-${b.id}`} value="outlet" />
      )}
      <Field
        {...{ name: `quantity-${b.id}`, inputmode: 'numeric', required: true }}
        label={words.quantity}
        hint={words.most(v.f.quantity(most, b.unit))}
        value={value('quantity')}
        error={error('quantity')}
      />
      <Field
        {...{ name: `toName-${b.id}`, maxlength: 120 }}
        label={fromHand ? words.toName : words.recycler}
        hint={fromHand ? words.toNameHint : undefined}
        value={value('toName')}
        error={error('toName')}
      />
      {b.hazardous === 1 && (
        <Field
          {...{ name: `slipNumber-${b.id}`, maxlength: 60, dir: 'ltr' }}
          label={words.slip}
          hint={words.slipHint}
          value={value('slipNumber')}
          error={error('slipNumber')}
        />
      )}
      <Field
        {...{ name: `on-${b.id}`, type: 'date' }}
        label={words.on}
        hint={words.onHint}
        value={value('on')}
        error={error('on')}
      />
      <p>
        <button class="b" type="submit">
          {words.save}
        </button>
      </p>
    </form>
  )
}
