import type { Draft } from '../../../worker/baskets/draft'
import type { ReadBasket, ReadItem } from '../../../worker/baskets/reading'
import type { membersOfCluster } from '../../../worker/bookings/people'
import type { Membership } from '../../../worker/platform/context'
import { ErrorSummary, type FormErrors, Select, TextArea } from '../../components/Field'
import { Icon } from '../../components/Icon'
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
          {told && (
            <p class="note free" role="status">
              <Icon name="circle-check" />
              <span>{told}</span>
            </p>
          )}
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
  const { box } = v.t.bookings
  const only = mine.length === 1 ? mine[0] : undefined
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
      {only && <input type="hidden" name="organisationId" value={only.organisationId} />}
      {only && members.length === 0 && (
        <p class="sm">
          <span class="q">{box.who}</span> <bdi>{only.organisationName}</bdi>
        </p>
      )}
      {mine.length > 1 && (
        <Select
          name="organisationId"
          label={box.forWhom}
          value={organisationId}
          error={errors?.fields.organisationId}
          choices={mine.map((m) => ({ value: m.organisationId, label: m.organisationName }))}
        />
      )}
      {members.length > 0 && (
        <Select
          name="onBehalfOf"
          label={box.onBehalf}
          hint={box.onBehalfHint}
          value={draft.onBehalfOf}
          error={errors?.fields.onBehalfOf}
          choices={[
            { value: '', label: only ? only.organisationName : '–' },
            ...members.map((m) => ({ value: m.memberId, label: `${m.name}, ${m.organisationName}` })),
          ]}
        />
      )}
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
