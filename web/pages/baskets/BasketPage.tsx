import type { Draft } from '../../../worker/baskets/draft'
import type { ReadBasket, ReadItem } from '../../../worker/baskets/reading'
import type { membersOfCluster } from '../../../worker/bookings/people'
import type { Membership } from '../../../worker/platform/context'
import { ErrorSummary, type FormErrors, TextArea } from '../../components/Field'
import { ForWhom } from '../../components/ForWhom'
import { Icon } from '../../components/Icon'
import { Told } from '../../components/Told'
import type { View } from '../../view'
import { BasketItem } from './BasketItem'

export interface ShownBasket {
  draft: Draft
  read: ReadBasket
  /** The actor's organisations that can borrow here, and those for whom a coordinator can act. */
  mine: readonly Membership[]
  members: Awaited<ReturnType<typeof membersOfCluster>>
  organisationId: string
  once: string
  told?: string
  /** It was sent, and not all of it can be had. */
  refused?: boolean
  errors?: FormErrors
}

/** The basket: what lies in it, by who lends it, and one button for all of it. */
export function BasketPage({ v, shown }: { v: View; shown: ShownBasket }) {
  const { read, told } = shown
  const words = v.t.baskets.basket
  const wrong = read.items.filter((one) => one.conflict || one.refusal)
  const taken = read.items.filter((one) => one.conflict)
  return (
    <div class="w sec page">
      <div class="side">
        <div class="st wide-gap">
          <Told words={told} />
          <ErrorSummary v={v} errors={shown.errors} />
          <div class="st tight">
            <h1 class="h1s">{words.title}</h1>
            <p class="lead q">{words.lead}</p>
          </div>
          {wrong.length > 0 && (
            <section class="note late" role={shown.refused ? 'alert' : undefined}>
              <Icon name="circle-alert" />
              <div class="st tight">
                <h2 class="t3">{taken.length > 0 ? words.conflict.title(taken.length) : words.refused}</h2>
                <p>{shown.refused ? words.conflict.lead : words.conflict.before}</p>
              </div>
            </section>
          )}
          {byLender(read.items).map(([name, items]) => (
            <section class="panel st">
              <h2 class="t3">{name ? <bdi>{name}</bdi> : words.gone}</h2>
              <ul class="rows">
                {items.map((one) => (
                  <BasketItem v={v} one={one} />
                ))}
              </ul>
            </section>
          ))}
          {read.items.length === 0 && <Empty v={v} />}
        </div>
        {read.items.length > 0 && <Send v={v} shown={shown} />}
      </div>
    </div>
  )
}

/** The things of each lender together, in the order in which they were first put in. */
function byLender(items: readonly ReadItem[]): [string, ReadItem[]][] {
  const groups = new Map<string, ReadItem[]>()
  for (const one of items) {
    const name = one.offer?.listing.organisationName ?? ''
    groups.set(name, [...(groups.get(name) ?? []), one])
  }
  return [...groups]
}

function Empty({ v }: { v: View }) {
  const words = v.t.baskets.basket
  return (
    <div class="empty">
      <p>
        <b>{words.empty}</b>
      </p>
      <p>{words.emptyHint}</p>
      <p class="row">
        <a class="b" href={v.href('/free')}>
          {words.free}
        </a>
        <a class="b b2" href={v.href('/search')}>
          {words.search}
        </a>
      </p>
    </div>
  )
}

function Send({ v, shown: { draft, read, mine, members, organisationId, once, errors } }: Part) {
  const words = v.t.baskets.basket.send
  const lenders = new Set(
    read.items
      .flatMap((one) => [one.offer, ...one.parts.map((p) => p.offer)])
      .map((o) => o?.listing.organisationId),
  )
  lenders.delete(undefined)
  const things = read.items.reduce((sum, one) => sum + 1 + one.parts.length, 0)
  return (
    <form class="panel st stick" method="post" action={v.href('/basket/send')}>
      <h2 class="t3">{words.title}</h2>
      <input type="hidden" name="once" value={once} />
      <p>
        {words.items(things)}. {words.lenders(lenders.size)}
      </p>
      <ForWhom
        v={v}
        mine={mine}
        members={members}
        chosen={{ organisationId, onBehalfOf: draft.onBehalfOf }}
        errors={errors}
      />
      <TextArea
        name="note"
        rows={2}
        maxlength={1000}
        label={words.note}
        hint={words.noteHint}
        value={draft.note}
        error={errors?.fields.note}
      />
      <p class="row tot">
        <span>{words.total}</span>
        <b>{read.totalCents > 0 ? v.f.money(read.totalCents, read.currency) : v.t.bookings.show.noCharge}</b>
      </p>
      <button class="b wide" type="submit">
        {words.act}
      </button>
      <a class="b b2 wide" href={v.href('/free')}>
        {words.more}
      </a>
      <p class="q sm">{words.hint}</p>
    </form>
  )
}

interface Part {
  v: View
  shown: ShownBasket
}
