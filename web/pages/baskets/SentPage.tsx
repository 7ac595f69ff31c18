import type { Alternative } from '../../../worker/bookings/alternatives'
import { type Booking, sidesOf } from '../../../worker/bookings/queries'
import { verbsFor } from '../../../worker/bookings/rules'
import { ErrorSummary, type FormErrors, TextArea } from '../../components/Field'
import { Icon, KindLabel } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import { Told } from '../../components/Told'
import type { View } from '../../view'
import { isAgreed, nowOf, shapeOf } from '../bookings/words'
import { MoveForm } from './MoveForm'

export interface ShownSent {
  basket: { id: string; clusterId: string; borrowerId: string }
  /** Those that the reader may see. */
  bookings: Booking[]
  told?: string
  errors?: FormErrors
  /** The booking whose time is to be changed, and what was typed. */
  change?: string | undefined
  typed?: Record<string, string>
  conflict?: { titles: string[]; alternatives: Alternative[] }
}

/** What was asked for at once: each lender's part and how it stands, and what the reader can do with all of theirs. */
export function SentPage({ v, shown }: { v: View; shown: ShownSent }) {
  const { basket, bookings, told } = shown
  const words = v.t.baskets.sent
  const lenders = byLender(bookings)
  const total = bookings
    .filter((b) => !['declined', 'expired', 'cancelled'].includes(nowOf(v, b)))
    .reduce((sum, b) => sum + b.priceCents, 0)
  const borrows = v.actor?.organisations.some((m) => m.organisationId === basket.borrowerId) ?? false
  const name = bookings[0]?.borrowerName ?? ''
  const note = bookings.find((b) => b.note)?.note
  return (
    <div class="w sec page">
      <p class="back sm">
        <a href={v.href('/agenda')}>{v.t.bookings.show.back}</a>
      </p>
      <div class="side">
        <div class="st wide-gap">
          <Told words={told} />
          <ErrorSummary v={v} errors={inForm(shown)} />
          <div class="st tight">
            <State v={v} bookings={bookings} />
            <h1 class="h1s">{words.title}</h1>
            <p class="lead q">
              {borrows
                ? words.lead.borrower(lenders.length)
                : v.isCoordinator
                  ? words.lead.coordinator(name)
                  : words.lead.lender(name)}
            </p>
          </div>
          {note && (
            <p class="note">
              <Icon name="message-circle" />
              <bdi>{note}</bdi>
            </p>
          )}
          {lenders.map(([lenderId, theirs]) => (
            <section class="panel st" id={lenderId}>
              <h2 class="t3">
                <bdi>{theirs[0]?.lenderName}</bdi>
              </h2>
              <ul class="rows">
                {theirs.map((b) => (
                  <Row v={v} b={b} root={bookings.find((one) => one.id === b.partOf)} />
                ))}
              </ul>
            </section>
          ))}
          {total > 0 && (
            <p class="row tot">
              <span>{words.total}</span>
              <b>{v.f.money(total, bookings[0]?.currency)}</b>
            </p>
          )}
        </div>
        <div class="st stick">
          {lenders.map(([lenderId, theirs]) => (
            <Answer v={v} shown={shown} lenderId={lenderId} theirs={theirs} />
          ))}
          <MoveForm v={v} shown={shown} />
          <CancelAll v={v} shown={shown} />
        </div>
      </div>
    </div>
  )
}

function byLender(bookings: readonly Booking[]): [string, Booking[]][] {
  const groups = new Map<string, Booking[]>()
  for (const b of bookings) groups.set(b.lenderId, [...(groups.get(b.lenderId) ?? []), b])
  return [...groups]
}

/** What is wrong with an instant, under the name of the field in which it was typed. */
function inForm({ errors }: ShownSent): FormErrors | undefined {
  const names: Record<string, string> = { startsAt: 'startsOn', endsAt: 'endsTime' }
  const fields = Object.entries(errors?.fields ?? {}).map(([name, words]) => [names[name] ?? name, words])
  return errors && { ...errors, fields: Object.fromEntries(fields) }
}

/** How all of it stands. */
function State({ v, bookings }: { v: View; bookings: readonly Booking[] }) {
  const words = v.t.baskets.sent.state
  const states = bookings.map((b) => nowOf(v, b))
  const waiting = new Set(bookings.filter((b) => nowOf(v, b) === 'requested').map((b) => b.lenderId)).size
  if (waiting > 0) return <p class="s ask">{words.waiting(waiting)}</p>
  const agreed = states.filter(isAgreed).length
  if (agreed === 0) return <p class="s no">{words.over}</p>
  return agreed === states.length ? (
    <p class="s free">{words.agreed}</p>
  ) : (
    <p class="s soon">{words.partly}</p>
  )
}

function Row({ v, b, root }: { v: View; b: Booking; root: Booking | undefined }) {
  const status = nowOf(v, b)
  const counts = b.quantity > 1 && b.kind !== 'staff'
  return (
    <li class={b.kind}>
      <div class="st tight">
        <KindLabel kind={b.kind}>{v.t.common.kinds[b.kind]}</KindLabel>
        <a class="rowlink" href={v.href(`/bookings/${b.id}`)}>
          <bdi>{b.listingTitle}</bdi>
        </a>
        <span>{capital(v.f.span(b.startsAt, b.endsAt, v.ctx.now))}</span>
        {(counts || b.capacityLabel || root) && (
          <span class="q sm">
            <bdi>
              {[
                b.capacityLabel,
                counts && v.f.quantity(b.quantity, b.unit),
                root && `${v.t.baskets.sent.with} ${root.listingTitle}`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </bdi>
          </span>
        )}
      </div>
      <div class="st tight acts-of">
        <span class={`s ${shapeOf(status)}`}>{v.t.bookings.status[status]}</span>
        {b.priceCents > 0 && <span class="n">{v.f.money(b.priceCents, b.currency)}</span>}
      </div>
    </li>
  )
}

interface Part {
  v: View
  shown: ShownSent
}

/** For who answers: one answer to all that is asked of a lender. */
function Answer({ v, shown, lenderId, theirs }: Part & { lenderId: string; theirs: readonly Booking[] }) {
  const words = v.t.baskets.sent.answer
  const open = theirs.filter((b) => verbsFor(sidesOf(v.ctx, b), b, v.ctx.now).includes('confirm'))
  const [first] = open
  if (!first) return null
  const own = v.actor?.organisations.some((m) => m.organisationId === lenderId)
  return (
    <section class="panel st">
      <h2 class="t3">{own ? words.title : <bdi>{words.titleFor(first.lenderName)}</bdi>}</h2>
      {(['confirm', 'decline'] as const).map((verb) => (
        <form method="post" action={v.href(`/baskets/${shown.basket.id}/${verb}`)}>
          <input type="hidden" name="lenderId" value={lenderId} />
          <button class={verb === 'confirm' ? 'b wide' : 'b b2 wide'} type="submit">
            {words[verb](open.length)}
          </button>
        </form>
      ))}
      {open.length > 1 && <p class="q sm">{words.each}</p>}
    </section>
  )
}

function CancelAll({ v, shown: { basket, bookings, typed, errors } }: Part) {
  const words = v.t.baskets.sent.cancel
  const { cancel } = v.t.bookings
  const open = bookings.filter((b) => verbsFor(sidesOf(v.ctx, b), b, v.ctx.now).includes('cancel'))
  if (open.length === 0) return null
  return (
    <details class="panel">
      <summary>{words.title}</summary>
      <form class="st" method="post" action={v.href(`/baskets/${basket.id}/cancel`)}>
        <p class="sm">{words.lead}</p>
        <TextArea
          name="reason"
          rows={2}
          maxlength={500}
          label={cancel.reason}
          hint={cancel.reasonHint}
          value={typed?.reason}
          error={errors?.fields.reason}
        />
        <button class="b b2 wide" type="submit">
          {words.act}
        </button>
      </form>
    </details>
  )
}
