import { DISMISS_REASONS } from '../../../worker/matching/input'
import type { Match, SideName } from '../../../worker/matching/queries'
import { contacts } from '../../../worker/messages/queries'
import { cardsOf } from '../../../worker/search/cards'
import { Contacts } from '../../components/Contacts'
import { ErrorSummary, Field, type FormErrors, Tiles } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { ListingCard } from '../../components/ListingCard'
import { Why } from '../../components/MatchCard'
import type { View } from '../../view'

interface Props {
  v: View
  match: Match
  mine: SideName
  errors?: FormErrors
  form?: FormData
}

/** Both sides, why they go together, and what the reader can do about it. */
export async function MatchPage({ v, match, mine, errors, form }: Props) {
  const words = v.t.matching
  const cards = await cardsOf(v.ctx, [match.offer.id, match.need.id], true)
  const reachable = match.status === 'accepted' ? await contacts(v.ctx, match.id) : null
  const open = match.status === 'suggested' || match.status === 'seen' || match.status === 'accepted'
  return (
    <div class="w sec st wide-gap">
      <div class="st g2">
        <h1 class="h1s">{words.page.heading}</h1>
        <Standing v={v} match={match} mine={mine} />
      </div>
      <ErrorSummary v={v} errors={errors} />
      <div class="side">
        <div class="st">
          {(mine === 'need' ? (['offer', 'need'] as const) : (['need', 'offer'] as const)).map((side) => {
            const one = cards.get(match[side].id)
            return (
              <section class="st g2" aria-labelledby={`side-${side}`}>
                <h2 id={`side-${side}`} class="t3">
                  {words.page[side]} {side === mine && <span class="tag sm">{words.page.yours}</span>}
                </h2>
                {one && (
                  <ul class="list">
                    <ListingCard v={v} one={one} />
                  </ul>
                )}
              </section>
            )
          })}
          <section class="panel" aria-labelledby="why">
            <h2 id="why" class="t3">
              {words.why}
            </h2>
            <Why v={v} reasons={match.reasons} />
          </section>
        </div>
        {open && <Acts v={v} match={match} mine={mine} errors={errors} form={form} reachable={reachable} />}
      </div>
    </div>
  )
}

function Standing({ v, match, mine }: { v: View; match: Match; mine: SideName }) {
  const words = v.t.matching
  const [me, them] =
    mine === 'offer'
      ? [match.offerAcceptedAt, match.needAcceptedAt]
      : [match.needAcceptedAt, match.offerAcceptedAt]
  if (match.status === 'dismissed')
    return <p class="s no">{words.page.dismissed(words.dismissReasons[match.dismissedReason ?? 'other'])}</p>
  if (match.status === 'withdrawn') return <p class="s no">{words.page.withdrawn}</p>
  if (match.status === 'accepted') return <p class="s free">{words.page.accepted}</p>
  if (me) return <p class="s ask">{words.page.waitingOther}</p>
  return them ? <p class="s ask">{words.page.otherWaits}</p> : null
}

function Acts({
  v,
  match,
  mine,
  errors,
  form,
  reachable,
}: Props & { reachable: Awaited<ReturnType<typeof contacts>> }) {
  const words = v.t.matching
  const path = v.href(`/matches/${match.id}`)
  const accepted = mine === 'offer' ? match.offerAcceptedAt : match.needAcceptedAt
  const text = (name: string) => String(form?.get(name) ?? '')
  return (
    <aside class="st stick">
      <div class="panel st">
        {match.proposedStartsAt && match.proposedEndsAt && (
          <>
            <h2 class="t3">{words.page.proposed}</h2>
            <p>
              <b>{v.f.span(match.proposedStartsAt, match.proposedEndsAt, v.ctx.now)}</b>
            </p>
            {mine === 'need' && <BookProposed v={v} match={match} />}
          </>
        )}
        {mine === 'need' && (
          <a
            class={match.proposedStartsAt ? 'b b2' : 'b'}
            href={v.href(`/offers/${match.offer.id}/book?need=${match.need.id}`)}
          >
            {words.act.book}
          </a>
        )}
        {!accepted && (
          <form method="post" action={`${path}/accept`}>
            <button class={mine === 'need' ? 'b b2 wide' : 'b wide'} type="submit">
              <Icon name="check" />
              {words.act.accept}
            </button>
          </form>
        )}
        <a class="b b2" href={v.href(`/messages/${match.id}`)}>
          <Icon name="message-circle" />
          {words.act.write}
        </a>
        {reachable && (
          <>
            <h2 class="t3">{words.page.contacts}</h2>
            <Contacts contacts={reachable} />
          </>
        )}
      </div>
      {mine === 'offer' && (
        <details
          class="panel"
          id="propose"
          open={v.c.req.query('open') === 'propose' || (errors !== undefined && !errors.fields.reason)}
        >
          <summary>{words.page.proposeTitle}</summary>
          <form class="st" method="post" action={`${path}/propose`}>
            <p class="q sm">{words.page.proposeHint}</p>
            <Field name="on" type="date" label={words.page.on} value={text('on')} error={errors?.fields.on} />
            <div class="two">
              <Field
                name="from"
                type="time"
                label={words.page.from}
                value={text('from')}
                error={errors?.fields.from}
              />
              <Field
                name="to"
                type="time"
                label={words.page.to}
                value={text('to')}
                error={errors?.fields.to}
              />
            </div>
            <button class="b b2" type="submit">
              {words.page.propose}
            </button>
          </form>
        </details>
      )}
      {match.status !== 'accepted' && (
        <details
          class="panel"
          id="dismiss"
          open={v.c.req.query('open') === 'dismiss' || errors?.fields.reason !== undefined}
        >
          <summary>{words.page.dismissTitle}</summary>
          <form class="st" method="post" action={`${path}/dismiss`}>
            <Tiles
              name="reason"
              legend={words.page.dismissHint}
              error={errors?.fields.reason}
              choices={DISMISS_REASONS.map((value) => ({ value, label: words.dismissReasons[value] }))}
            />
            <button class="b b2" type="submit">
              {words.page.dismissGo}
            </button>
          </form>
        </details>
      )}
    </aside>
  )
}

/** One tap books the time that was proposed, for the organisation of the need. */
function BookProposed({ v, match }: { v: View; match: Match }) {
  const fields = {
    ...{ once: crypto.randomUUID(), organisationId: match.need.organisationId, needId: match.need.id },
    ...{ startsAt: match.proposedStartsAt ?? '', endsAt: match.proposedEndsAt ?? '' },
    quantity: String(
      match.offer.kind === 'equipment' || match.offer.kind === 'waste'
        ? Math.max(1, match.parts.quantity.want)
        : 1,
    ),
  }
  return (
    <form method="post" action={v.href(`/offers/${match.offer.id}/book`)}>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button class="b wide" type="submit">
        {v.t.matching.page.bookProposed}
      </button>
    </form>
  )
}
