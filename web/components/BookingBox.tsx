import { Script } from 'vite-ssr-components/hono'
import { choices } from '../../worker/bookings/rulesOfHolds'
import { instantOf } from '../../worker/core/time'
import type { View } from '../view'
import type { Box } from './bookingBoxFor'
import { ClosureBox } from './ClosureBox'
import { ErrorSummary, Field, TextArea } from './Field'
import { ForWhom } from './ForWhom'
import { priceWords } from './money'
import { capital } from './MonthCalendar'
import { Repeat } from './Repeat'
import { SlipQuestion } from './SlipQuestion'
import { ComesWith, RulesList } from './RulesList'
import { TimeChoice } from './TimeChoice'

/**
 * How an offer is booked: when, on the left, and the form on the right. Two children of a `.side`: its first column has
 * the months and hours, its second the form, and a phone shows one after the other.
 */
export function BookingBox({ v, box }: { v: View; box: Box }) {
  if (box.standing === 'own') return <ClosureBox v={v} box={box} />
  if (box.standing === 'not_open') return <NotOpen v={v} />
  return (
    <>
      <TimeChoice v={v} box={box} />
      {box.standing === 'may_book' ? <BookingForm v={v} box={box} /> : <Door v={v} box={box} />}
    </>
  )
}

/** The small script that fills the hours between the first and the last one, and counts. */
export const BookingScript = () => <Script src="/web/islands/hour-slots.ts" />

function NotOpen({ v }: { v: View }) {
  const words = v.t.bookings.box
  return (
    <aside class="panel st stick" id="book">
      <p>{words.closed}</p>
      <a class="b b2" href={v.href('/search')}>
        {words.search}
      </a>
    </aside>
  )
}

/** For those who can not book yet: the one thing that is missing. */
function Door({ v, box }: { v: View; box: Box }) {
  const words = v.t.bookings.box
  const signedOut = box.standing === 'signed_out'
  const here = v.href(`/offers/${box.offer.listing.id}/book${needIn(v)}`)
  return (
    <aside class="panel st stick" id="book">
      <Head v={v} box={box} />
      <ComesWith v={v} names={box.goesWith} />
      <RulesList v={v} offer={box.offer} friends={box.friends} />
      <p>{signedOut ? words.signIn : words.join}</p>
      <a
        class="b wide"
        href={signedOut ? `${v.at('/sign-in')}?next=${encodeURIComponent(here)}` : v.href('/join')}
      >
        {signedOut ? words.signInDo : words.joinDo}
      </a>
    </aside>
  )
}

/** The need that the reader came from, for links to the page of booking. */
export function needIn(v: View): string {
  const need = v.c.req.query('need')
  return need ? `?need=${encodeURIComponent(need)}` : ''
}

function Head({ v, box }: { v: View; box: Box }) {
  const words = v.t.bookings.box
  return (
    <div class="row between">
      <h2 class="t3">{words.title}</h2>
      <span class={box.instant ? 's free' : 's ask'}>{box.instant ? words.instant : words.answered}</span>
    </div>
  )
}

function BookingForm({ v, box }: { v: View; box: Box }) {
  const words = v.t.bookings.box
  const { listing, capacities } = box.offer
  const { chosen, errors } = box
  const capacity = choices(capacities)[0]
  const counts = capacity && capacity.shape !== 'person' && capacity.shape !== 'lot' && capacity.quantity > 1
  return (
    <form
      class="panel st stick"
      id="book"
      method="post"
      action={v.href(`/offers/${listing.id}/book`)}
      aria-label={words.title}
    >
      <Head v={v} box={box} />
      <ErrorSummary v={v} errors={errors} />
      <ComesWith v={v} names={box.goesWith} />
      <RulesList v={v} offer={box.offer} friends={box.friends} />
      <input type="hidden" name="once" value={box.once} />
      {chosen.needId && <input type="hidden" name="needId" value={chosen.needId} />}
      {chosen.needId && <p class="q sm">{words.forNeed}</p>}
      <When v={v} box={box} />
      <ForWhom
        v={v}
        mine={box.mine}
        members={box.members.filter((m) => m.organisationId !== listing.organisationId)}
        chosen={chosen}
        errors={errors}
      />
      {counts && (
        <Field
          name="quantity"
          type="number"
          inputmode="numeric"
          min="1"
          max={capacity.quantity}
          required
          label={words.quantity}
          hint={words.upTo(v.f.quantity(capacity.quantity, listing.unit))}
          value={chosen.quantity ?? usual(box)}
          error={errors?.fields.quantity}
        />
      )}
      <Tariff v={v} box={box} />
      {listing.details.hazardous && (
        <SlipQuestion v={v} instant={box.instant} value={chosen.slipNumber} errors={errors} />
      )}
      <TextArea
        name="note"
        rows={2}
        maxlength={1000}
        label={words.note}
        hint={words.noteHint}
        value={chosen.note}
        error={errors?.fields.note}
      />
      <Total v={v} box={box} />
      {chosen.item && <input type="hidden" name="item" value={chosen.item} />}
      <div class="st tight">
        <button class="b wide" type="submit">
          {box.instant ? words.book : words.ask}
        </button>
        <button class="b b2 wide" type="submit" formaction={v.href(`/offers/${listing.id}/basket`)}>
          {chosen.item ? v.t.baskets.replace : v.t.baskets.add}
        </button>
        {(listing.tariffMode === 'price' || paidParts(box).length > 0) && (
          <button class="b b3 wide" type="submit" name="act" value="total" formnovalidate>
            {words.count}
          </button>
        )}
      </div>
      <p class="q sm">{afterwards(v, box)}</p>
      {/* Last, because Enter presses the first button of a form: it must book. */}
      <Repeat v={v} box={box} />
    </form>
  )
}

/** What comes after the button. Where one may cancel until a deadline, the rules above have said so. */
function afterwards(v: View, { instant, offer }: Box): string {
  const words = v.t.bookings.box
  if (!instant) return offer.rules.requests === 'compete' ? v.t.rules.whenCompeting : words.whenAsked
  return offer.rules.cancelNoticeMinutes > 0 ? v.t.rules.whenInstant : words.whenInstant
}

/** Of a material one mostly takes what there is; of things, one. */
function usual({ offer: { listing }, free }: Box): number {
  if (listing.grain !== 'window' && listing.grain !== 'stock') return 1
  return free[0]?.free ?? 1
}

/** What is chosen so far, in words; the script keeps it up to date where it runs. */
function When({ v, box }: { v: View; box: Box }) {
  const words = v.t.bookings.box
  if (box.offer.listing.grain !== 'hour') return null
  const said = box.slots.filter((s) => box.chosen.h.includes(s.value) && s.free > 0)
  const [first, last] = [said[0], said.at(-1)]
  return (
    <dl class="kv bk">
      <div>
        <dt>{words.when}</dt>
        <dd>
          {box.day && first && last ? (
            capital(v.f.span(first.startsAt, last.endsAt, v.ctx.now))
          ) : box.day ? (
            <>
              {capital(v.f.day(instantOf(box.day, '12:00', box.offer.zone), v.ctx.now))}
              <span class="hint">{words.chooseHours}</span>
            </>
          ) : (
            words.chooseDay
          )}
        </dd>
      </div>
    </dl>
  )
}

const TARIFFS = ['solidarity', 'reference', 'support'] as const

/** Three doors on the same right, where the offer has them. */
function Tariff({ v, box }: { v: View; box: Box }) {
  const words = v.t.bookings.box
  const { listing } = box.offer
  if (listing.tariffMode !== 'price' || (listing.solidarityCents === null && listing.supportCents === null))
    return null
  const doors = TARIFFS.filter((t) => listing[`${t}Cents`] !== null)
  const chosen = box.chosen.tariff ?? 'reference'
  return (
    <fieldset id="f-tariff">
      <legend>{words.tariff}</legend>
      <span class="hint">{words.tariffHint(priceWords(v, listing))}</span>
      <div class="opt c3">
        {doors.map((door) => (
          <label class="o">
            <input type="radio" name="tariff" value={door} checked={chosen === door} />
            <span>
              {/* A longer unit does not fit a tile; the sentence above has it. */}
              {listing.priceUnit === 'hour'
                ? priceWords(v, { ...listing, referenceCents: listing[`${door}Cents`] })
                : v.f.money(listing[`${door}Cents`] ?? 0)}
              <small>{words.tariffs[door]}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** What it will cost with all that goes with it, as far as is known: for an hour, or for what is chosen. */
function Total({ v, box }: { v: View; box: Box }) {
  const { listing } = box.offer
  const cents = box.totalCents
  const paid = paidParts(box)
  if (listing.tariffMode !== 'price' && (paid.length === 0 || cents === null)) {
    const { noCharge, exchange } = v.t.bookings.show
    return (
      <>
        <p class="row tot">
          <span>{v.t.bookings.show.price}</span>
          <b>{listing.tariffMode === 'free' ? noCharge : exchange}</b>
        </p>
        <PartPrices v={v} box={box} />
      </>
    )
  }
  return (
    <>
      <p class="row tot">
        <span>{cents === null ? v.t.bookings.show.price : v.t.bookings.box.total}</span>
        <b>{cents === null ? priceWords(v, listing) : v.f.money(cents)}</b>
      </p>
      {cents === null && <PartPrices v={v} box={box} />}
    </>
  )
}

const paidParts = (box: Box) => box.parts.filter((part) => part.offer.listing.tariffMode === 'price')

function PartPrices({ v, box }: { v: View; box: Box }) {
  const paid = paidParts(box)
  if (paid.length === 0) return null
  return (
    <ul class="q sm">
      {paid.map(({ offer: { listing }, quantity }) => (
        <li>
          + <bdi>{listing.title}</bdi>
          {quantity > 1 && ` × ${v.f.number(quantity)}`}
          {v.language === 'ar' ? '، ' : ', '}
          {priceWords(v, listing)}
        </li>
      ))}
    </ul>
  )
}
