import { Hono } from 'hono'
import { needsMet } from '../../../worker/bookings/queries'
import { DAY, later } from '../../../worker/core/time'
import { type Group, type Listing, listingsOfOrganisations } from '../../../worker/listings/queries'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { KindLabel } from '../../components/Icon'
import { NeedMet } from '../../components/NeedMet'
import { Told } from '../../components/Told'
import { page, type View, viewOf } from '../../view'
import { periodWords } from './words'

/** My listings, by their state, each with its next act. */
export const minePages = new Hono<AppEnv>()

const SOON = 14 * DAY
const GROUPS = ['draft', 'published', 'paused', 'closed'] as const

minePages.get('/me/listings', async (c) => {
  const v = viewOf(c)
  const actor = mustBeSignedIn(v.ctx)
  const clusterId = v.cluster?.id ?? ''
  const mine = actor.organisations.map((m) => m.organisationId)
  const only = GROUPS.find((group) => group === c.req.query('group'))
  const asked = only ? [only] : GROUPS
  const pages = await Promise.all(
    asked.map((group) => listingsOfOrganisations(v.ctx, clusterId, mine, group, c.req.query('after'))),
  )
  const found = new Map(asked.map((group, i) => [group, pages[i] ?? { items: [], next: null }]))
  const published = found.get('published')?.items ?? []
  const open = [...published, ...(found.get('paused')?.items ?? [])].filter((l) => l.direction === 'need')
  const met = await needsMet(
    v.ctx,
    clusterId,
    open.map((l) => l.id),
  )
  const expiring = only
    ? []
    : published.filter((l) => l.expiresAt !== null && l.expiresAt < later(v.ctx.now, SOON))
  const { mine: words, manage } = v.t.listings
  const empty = [...found.values()].every(({ items }) => items.length === 0)
  const told = Object.entries(manage.done).find(([name]) => name === c.req.query('told'))?.[1]
  const rest = {
    items: published.filter((l) => !expiring.includes(l)),
    next: found.get('published')?.next ?? null,
  }
  return page(
    v,
    { title: words.title, noIndex: true, door: 'post' },
    <div class="w sec st wide-gap">
      <div class="hd">
        <h1 class="h1s">{words.title}</h1>
        <a class="b" href={v.href('/post')}>
          {words.new}
        </a>
      </div>
      <Told words={told} />
      {empty && (
        <div class="empty">
          <p>{words.empty}</p>
          <a class="b" href={v.href('/post')}>
            {words.new}
          </a>
        </div>
      )}
      {open
        .filter((l) => met.has(l.id))
        .map((l) => (
          <NeedMet v={v} need={l} />
        ))}
      <Section v={v} group="draft" {...found.get('draft')} />
      <Section v={v} group="expiring" items={expiring} />
      <Section v={v} group="published" {...rest} />
      <Section v={v} group="paused" {...found.get('paused')} />
      <Section v={v} group="closed" {...found.get('closed')} />
    </div>,
  )
})

interface SectionProps {
  v: View
  group: Group | 'expiring'
  items?: Listing[]
  next?: string | null
}
function Section({ v, group, items = [], next }: SectionProps) {
  if (items.length === 0) return null
  const { mine } = v.t.listings
  return (
    <section class="st" aria-labelledby={group}>
      <h2 id={group}>{mine.groups[group]}</h2>
      <ul class="rows panel">
        {items.map((l) => (
          <Row v={v} l={l} group={group} />
        ))}
      </ul>
      {next && (
        <p>
          <a class="b b2" href={v.href(`/me/listings?group=${group}&after=${encodeURIComponent(next)}`)}>
            {mine.more}
          </a>
        </p>
      )}
    </section>
  )
}

function Row({ v, l, group }: { v: View; l: Listing; group: SectionProps['group'] }) {
  const { mine, manage } = v.t.listings
  const at = v.href(`/me/listings/${l.id}`)
  const period = periodWords(v, l)
  const state =
    group === 'closed'
      ? mine.closedAs[l.outcome ?? 'expired']
      : l.expiresAt && mine.until(v.f.date(l.expiresAt))
  const post = (act: 'renew' | 'resume') => (
    <form method="post" action={`${at}/${act}`}>
      <button type="submit" class="b b2">
        {manage[act]}
      </button>
    </form>
  )
  return (
    <li class={l.kind}>
      <div>
        <KindLabel kind={l.kind}>
          {v.t.common.directions[l.direction]} · {v.t.common.kinds[l.kind]}
        </KindLabel>
        <h3>
          <a href={group === 'draft' || group === 'closed' ? at : v.href(`/${l.direction}s/${l.id}`)}>
            <bdi lang={l.language === v.language ? undefined : l.language}>{l.title}</bdi>
          </a>
        </h3>
        <p class="q sm">{[period, state].filter(Boolean).join(' · ')}</p>
        {l.hiddenReason !== null && <p class="msg">{v.t.listings.status.hidden(l.hiddenReason)}</p>}
      </div>
      <div class="row">
        {(group === 'expiring' || (group === 'closed' && l.outcome === 'expired')) && post('renew')}
        {group === 'paused' && post('resume')}
        <a class="b b2" href={at}>
          {group === 'draft' ? mine.resumeDraft : mine.manage}
          <span class="vh"> {l.title}</span>
        </a>
      </div>
    </li>
  )
}
