import type { Alternative } from '../../../worker/bookings/alternatives'
import type { Conflict } from '../../../worker/baskets/conflicts'
import type { Kept } from '../../../worker/baskets/draft'
import type { ReadItem } from '../../../worker/baskets/reading'
import type { AppError } from '../../../worker/core/errors'
import type { Unit } from '../../../worker/core/kinds'
import { errorsIn } from '../../components/Field'
import { Icon, KindLabel } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'
import { changePath, takenAs } from './asked'

/** One thing in the basket: when, how much, what comes with it; where it can not be had, what is free instead. */
export function BasketItem({ v, one }: { v: View; one: ReadItem }) {
  const { item, offer, plan, parts, refusal, conflict } = one
  const words = v.t.baskets.basket
  const at = (act: string) => v.href(`/basket/items/${item.key}/${act}`)
  const title = offer?.listing.title ?? ''
  return (
    <li class={offer?.listing.kind} id={item.key}>
      <div class="st tight">
        {offer && <KindLabel kind={offer.listing.kind}>{v.t.common.kinds[offer.listing.kind]}</KindLabel>}
        {offer ? (
          <h3>
            <a class="rowlink" href={v.href(`/offers/${offer.listing.id}`)}>
              <bdi lang={offer.listing.language === v.language ? undefined : offer.listing.language}>
                {title}
              </bdi>
            </a>
          </h3>
        ) : (
          <h3>{words.gone}</h3>
        )}
        <p>{capital(v.f.span(item.startsAt, item.endsAt, v.ctx.now))}</p>
        {offer && <Details v={v} one={one} />}
        {parts.length > 0 && (
          <ul class="q sm">
            {parts.map((part) => (
              <li>
                + <bdi>{part.offer.listing.title}</bdi>
                {part.plan.quantity > 1 && part.offer.listing.kind !== 'staff' && (
                  <>
                    {' '}
                    × <span class="nb">{v.f.quantity(part.plan.quantity, part.plan.unit)}</span>
                  </>
                )}
                {part.offer.listing.organisationId !== offer?.listing.organisationId && (
                  <>
                    {', '}
                    <bdi>{words.from(part.offer.listing.organisationName)}</bdi>
                  </>
                )}
                {part.plan.priceCents > 0 && ` · ${v.f.money(part.plan.priceCents)}`}
              </li>
            ))}
          </ul>
        )}
        {refusal && offer && <Wrong words={refusalWords(v, refusal)} />}
        {conflict && <Wrong words={missingWords(v, conflict)} />}
        {conflict && <Instead v={v} one={one} action={at('replace')} all={conflict.alternatives} />}
      </div>
      <div class="st tight acts-of">
        {plan && plan.priceCents > 0 && <b class="n">{v.f.money(plan.priceCents)}</b>}
        <form class="row" method="post" action={at('remove')}>
          {offer && (
            <a class="b b3" href={changePath(v, offer, item)} aria-label={words.changeThat(title)}>
              {words.change}
            </a>
          )}
          <button class="b b3" type="submit" aria-label={words.removeThat(title)}>
            {words.remove}
          </button>
        </form>
      </div>
    </li>
  )
}

/** How much of it, and which lot, where that is not plain. */
function Details({ v, one: { item, offer, plan } }: { v: View; one: ReadItem }) {
  const lot = offer?.capacities.find((c) => c.id === item.capacityId && c.shape === 'lot')
  const counts = plan && item.quantity > 1 && offer?.listing.kind !== 'staff'
  const said = [lot?.label, counts && v.f.quantity(item.quantity, plan.unit)].filter(Boolean)
  return said.length > 0 ? <p class="q">{said.join(v.language === 'ar' ? '، ' : ', ')}</p> : null
}

const Wrong = ({ words }: { words: string }) => (
  <p class="msg">
    <Icon name="circle-alert" />
    <span>{words}</span>
  </p>
)

function refusalWords(v: View, refusal: AppError): string {
  const { fields, general } = errorsIn(v, refusal)
  return general ?? Object.values(fields)[0] ?? ''
}

/** Where it is itself what is missing, that is plain; else which of what comes with it. */
function missingWords(v: View, { offerId, missing }: Conflict): string {
  const words = v.t.baskets.basket
  if (missing.every((m) => m.offerId === offerId)) return words.itselfTaken
  return words.taken(v.f.list(missing.map((m) => m.title)))
}

const MOST = 4

/** Each in one click: what is replaced stays in its place. */
function Instead({ v, one, action, all }: { v: View; one: ReadItem; action: string; all: Alternative[] }) {
  const words = v.t.baskets.basket
  if (all.length === 0) return <p>{words.nothing}</p>
  return (
    <form class="st tight" method="post" action={action}>
      <p class="sm q">{words.other}</p>
      {nearest(all).map((other) => (
        <button class="b b2 alt" type="submit" name="take" value={takenAs(other)}>
          <Other v={v} item={one.item} other={other} />
        </button>
      ))}
    </form>
  )
}

/** Two times of the same thing, then what is similar. */
function nearest(all: readonly Alternative[]): Alternative[] {
  const same = all.filter((a) => a.why !== 'similar')
  const similar = all.filter((a) => a.why === 'similar')
  return [...same.slice(0, Math.max(2, MOST - similar.length)), ...similar].slice(0, MOST)
}

/** What is different of it: its time, or where that is the same, what it is instead. */
function Other({ v, item, other }: { v: View; item: Kept; other: Alternative }) {
  const similar = other.why === 'similar'
  const same = item.startsAt === other.startsAt
  const told = similar
    ? v.t.baskets.basket.similar(other.title, other.organisationName)
    : other.why === 'other_lot'
      ? other.capacityLabel
      : other.why === 'less'
        ? v.f.quantity(other.quantity, other.unit as Unit)
        : capital(v.f.span(other.startsAt, other.endsAt, v.ctx.now))
  return (
    <span>
      {(same || other.why === 'shorter') && (
        <small class="hint">{v.t.bookings.conflict.why[other.why]}</small>
      )}
      <bdi>{told}</bdi>
      {other.priceCents > 0 && ` · ${v.f.money(other.priceCents, other.currency)}`}
    </span>
  )
}
