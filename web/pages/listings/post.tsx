import { Hono } from 'hono'
import { membersOfCluster } from '../../../worker/bookings/people'
import { AppError, invalid } from '../../../worker/core/errors'
import { DIRECTIONS, type Direction, KINDS, type Kind } from '../../../worker/core/kinds'
import { draftListing } from '../../../worker/listings/commands/draftListing'
import { type By, listingById, listingsOfOrganisations } from '../../../worker/listings/queries'
import { DEFAULTS } from '../../../worker/listings/rules'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { answerTo, keepAnswer } from '../../../worker/platform/idempotency'
import { errorsIn, type FormErrors, Select } from '../../components/Field'
import { Icon, KIND_ICON, KIND_PICTURE, Picture } from '../../components/Icon'
import { page, type View, viewOf } from '../../view'
import type { Asked } from './asking'
import { Answers, patchOf, stepsOf, type Typed } from './form'
import { templateOf } from './recipe'
import { keepPhoto, readForm } from './own'
import { ListingScripts } from './scripts'
import { questionOf, StepPage } from './StepPage'
import { askedAgain } from './steps'

/** Posting: offer or need, the kind by its picture, then the first question, which makes a draft. */
export const postPages = new Hono<AppEnv>()

postPages.get('/post', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const mine = organisationsHere(v).map((m) => m.organisationId)
  const drafts = v.cluster ? await listingsOfOrganisations(v.ctx, v.cluster.id, mine, 'draft') : { items: [] }
  const { post } = v.t.listings
  return page(
    v,
    { title: post.title, door: 'post', noIndex: true },
    <div class="w sec st wide-gap">
      <div class="st tight">
        <h1 class="h1s">{post.title}</h1>
        <p class="lead q">{post.lead}</p>
      </div>
      {drafts.items.length > 0 && (
        <p>
          <a class="b b2" href={v.href('/me/listings')}>
            {post.drafts(drafts.items.length)}
          </a>
        </p>
      )}
      <div class="two-ways">
        {(['need', 'offer'] as const).map((direction) => (
          <section class={direction === 'need' ? 'cloth patch st' : 'panel st'} aria-labelledby={direction}>
            <div>
              <h2 id={direction}>{post[direction]}</h2>
              <p class="q">{direction === 'need' ? post.needLead : post.offerLead}</p>
            </div>
            <Kinds v={v} direction={direction} />
          </section>
        ))}
      </div>
    </div>,
  )
})

postPages.get('/post/:direction', (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const { direction } = asked(c)
  const title = v.t.listings.post.kindTitle[direction]
  return page(
    v,
    { title, door: 'post', noIndex: true },
    <div class="w sec st wide-gap">
      <h1 class="h1s">{title}</h1>
      <Kinds v={v} direction={direction} />
    </div>,
  )
})

function Kinds({ v, direction }: { v: View; direction: Direction }) {
  return (
    <nav class="tiles" aria-label={v.t.listings.post[direction]}>
      {KINDS.map((kind) => (
        <a class={`tile ${kind}`} href={v.href(`/post/${direction}/${kind}`)}>
          <Picture name={KIND_PICTURE[kind]} />
          <span class="tx">
            <span class="kind">
              <Icon name={KIND_ICON[kind]} />
              {v.t.common.aKind[kind]}
            </span>
          </span>
        </a>
      ))}
    </nav>
  )
}

/** Direction and kind as the address names them; others are no page. */
function asked(c: AppContext): { direction: Direction; kind: Kind } {
  const direction = DIRECTIONS.find((one) => one === c.req.param('direction'))
  const named = c.req.param('kind')
  const kind = named === undefined ? KINDS[0] : KINDS.find((one) => one === named)
  if (!direction || !kind) throw new AppError('not_found')
  return { direction, kind }
}

const START = '/post/:direction/:kind'

postPages.get(START, (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const { direction, kind } = asked(c)
  const typed = usual(direction, kind)
  const given = (name: string) => c.req.query(name)?.slice(0, 120)
  return firstPage(v, {
    ...typed,
    title: given('title') ?? '',
    quantity: given('quantity') ?? typed.quantity ?? '1',
    ...(kind === 'waste' && direction === 'need' && templateOf(given('workshop'))),
  })
})

postPages.post(START, async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const { direction, kind } = asked(c)
  const { typed, photo } = await readForm(c)
  // The form's own key: sent twice, it makes one draft.
  const key = `draft:${typed.once ?? crypto.randomUUID()}`
  const known = await answerTo(v.ctx, key)
  if (known?.location) return c.redirect(known.location, 303)
  const [organisationId = '', onBehalfOf] = String(
    typed.organisation ?? organisationsHere(v)[0]?.organisationId ?? '',
  ).split('~')
  const by: By = onBehalfOf ? { onBehalfOf } : {}
  let id: string
  try {
    const answers = new Answers(typed, v.f.timeZone)
    const patch = patchOf('what', answers, direction, kind)
    if (answers.wrong.length > 0) throw invalid(...answers.wrong)
    const { unit } = DEFAULTS[kind]
    const again = askedAgain(v, { kind, direction, status: 'draft', quantity: 1, unit }, patch, typed)
    if (again) return firstPage(v, typed, again, true)
    v.ctx.once = { key, bodyHash: '' }
    const start = { direction, kind, organisationId, language: v.language, ...firstAnswers(direction, kind) }
    const { startsAt: _s, endsAt: _e, ...first } = patch
    id = await draftListing(v.ctx, v.cluster?.id ?? '', { ...start, ...withoutNulls(first) } as never, by)
  } catch (error) {
    return firstPage(v, typed, errorsIn(v, error))
  }
  const next = v.href(`/me/listings/${id}/${stepsOf(direction, kind)[1]}`)
  await keepAnswer(v.ctx, key, { status: 303, location: next, answer: null })
  try {
    await keepPhoto(v, id, photo, String(typed.photoAlt ?? ''), by)
  } catch (error) {
    const l = await listingById(v.ctx, id)
    const asked: Asked = { v, direction, kind, typed, errors: errorsIn(v, error) }
    const here = v.href(`/me/listings/${id}/what`)
    return page(
      v,
      {
        title: v.t.listings.post.title,
        door: 'post',
        noIndex: true,
        status: 422,
        scripts: <ListingScripts />,
      },
      <StepPage asked={asked} step="what" l={l ?? undefined} action={here} back={v.href('/post')} />,
    )
  }
  return c.redirect(next, 303)
})

const withoutNulls = (o: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(o)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [
        name,
        name === 'details' ? withoutNulls(value as Record<string, unknown>) : value,
      ]),
  )

const organisationsHere = (v: View) =>
  v.actor?.organisations.filter((m) => v.cluster && m.clusters.includes(v.cluster.id)) ?? []

/** What most would answer: a room is lent on weekdays, from nine to six. */
function firstAnswers(direction: Direction, kind: Kind) {
  const { unit, grain } = DEFAULTS[kind]
  const weekdays = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }
  const open = direction === 'offer' && (kind === 'space' || kind === 'staff')
  if (direction === 'need')
    return { unit, grain: kind === 'waste' ? ('stock' as const) : grain, withinKm: 15 }
  return { unit, grain, ...(open && { windows: [weekdays] }), ...(kind === 'waste' && { windows: [] }) }
}
const usual = (direction: Direction, kind: Kind): Typed => ({
  ...{ unit: DEFAULTS[kind].unit, quantity: kind === 'waste' ? '' : '1' },
  ...(direction === 'need' && kind === 'waste' && { quantity: '1' }),
})

async function firstPage(v: View, typed: Typed, errors?: FormErrors, unusual = false) {
  const { direction, kind } = asked(v.c)
  const { post } = v.t.listings
  const own = organisationsHere(v)
  const others = v.isCoordinator && v.cluster ? await membersOfCluster(v.ctx, v.cluster.id) : []
  if (own.length === 0 && others.length === 0)
    return page(
      v,
      { title: post.title, door: 'post', noIndex: true },
      <div class="w sec">
        <div class="empty">
          <p>{post.noOrganisation}</p>
          <a class="b" href={v.href('/join')}>
            {post.join}
          </a>
        </div>
      </div>,
    )
  const choices = [
    ...own.map((m) => ({ value: m.organisationId, label: m.organisationName })),
    ...others
      .filter((p) => !own.some((m) => m.organisationId === p.organisationId))
      .map((p) => ({
        value: `${p.organisationId}~${p.memberId}`,
        label: `${p.organisationName} · ${p.name}`,
      })),
  ]
  const before = (
    <>
      <input type="hidden" name="once" value={String(typed.once ?? crypto.randomUUID())} />
      {choices.length > 1 && (
        <Select
          name="organisation"
          label={others.length > 0 ? post.onBehalf : post.organisation}
          hint={others.length > 0 ? post.onBehalfHint : undefined}
          value={String(typed.organisation ?? '')}
          choices={choices}
        />
      )}
    </>
  )
  return page(
    v,
    {
      ...{
        title: questionOf(v, 'what', direction, kind),
        door: 'post',
        noIndex: true,
        status: errors ? 422 : 200,
      },
      scripts: <ListingScripts />,
    },
    <StepPage
      asked={{ v, direction, kind, typed, errors, unusual }}
      step="what"
      before={before}
      action={v.href(`/post/${direction}/${kind}`)}
      back={v.href('/post')}
    />,
  )
}
