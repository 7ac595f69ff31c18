import { reliability } from '../../../worker/streams/queries'
import { Reliability } from '../streams/Reliability'
import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import type { Direction } from '../../../worker/core/kinds'
import { later, MINUTE } from '../../../worker/core/time'
import { hideListing } from '../../../worker/listings/commands/hideListing'
import { reportListing } from '../../../worker/listings/commands/reportListing'
import { restoreListing } from '../../../worker/listings/commands/restoreListing'
import { REPORT_REASONS } from '../../../worker/listings/input'
import { isInside, partsOf, visibleListing } from '../../../worker/listings/queries'
import { organisationIn } from '../../../worker/organisations/queries'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { homeOf } from '../../../worker/search/places'
import { siteIdOf } from '../../../worker/premises/queries'
import { romeFamily } from '../../../worker/staff/queries'
import { BookingBox, BookingScript } from '../../components/BookingBox'
import { bookingBoxFor } from '../../components/bookingBoxFor'
import { ErrorSummary, errorsIn, type FormErrors, TextArea, Tiles } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { Ideas } from '../../components/Ideas'
import { Matches } from '../../components/Matches'
import { priceWords } from '../../components/money'
import { page, type View, viewOf } from '../../view'
import { Together } from '../combos/Together'
import { jsonLdOf } from './jsonLd'
import { ListingPage, Price, type Shown } from './ListingPage'
import { Moderation } from './Moderation'
import { amountWords } from './words'

/** Reading an offer or a need; reporting it; hiding it. */
export const showPages = new Hono<AppEnv>()

const PATHS = [
  ['/offers', 'offer'],
  ['/needs', 'need'],
] as const

for (const [path, direction] of PATHS) {
  showPages.get(`${path}/:id`, async (c) => {
    const v = viewOf(c)
    return listingPage(v, await shownOf(c, v, direction), c.req.query('told'))
  })

  showPages.get(`${path}/:id/report`, async (c) => {
    const v = viewOf(c)
    const { l } = await shownOf(c, v, direction)
    return reportPage(v, l)
  })
  showPages.post(`${path}/:id/report`, async (c) => {
    const v = viewOf(c)
    const { l } = await shownOf(c, v, direction)
    const form = await c.req.parseBody()
    try {
      await reportListing(v.ctx, l.id, form, c.req.header('cf-connecting-ip') ?? 'local')
    } catch (error) {
      return reportPage(v, l, errorsIn(v, error), form)
    }
    return c.redirect(v.href(`/${direction}s/${l.id}?told=reported`), 303)
  })

  showPages.post(`${path}/:id/hide`, async (c) => {
    const v = viewOf(c)
    const shown = await shownOf(c, v, direction)
    const { reason } = await c.req.parseBody()
    try {
      await hideListing(v.ctx, shown.l.id, reason)
    } catch (error) {
      return listingPage(v, shown, undefined, errorsIn(v, error), String(reason ?? ''))
    }
    return c.redirect(v.href(`/${direction}s/${shown.l.id}`), 303)
  })
  showPages.post(`${path}/:id/restore`, async (c) => {
    const v = viewOf(c)
    const { l } = await shownOf(c, v, direction)
    await restoreListing(v.ctx, l.id)
    return c.redirect(v.href(`/${direction}s/${l.id}`), 303)
  })
}

/** Everything the page shows; a listing of another cluster or direction is not at this address. */
async function shownOf(c: AppContext, v: View, direction: Direction): Promise<Shown> {
  const l = await visibleListing(v.ctx, c.req.param('id') ?? '')
  if (l.clusterId !== v.cluster?.id || l.direction !== direction) throw new AppError('not_found')
  const [parts, rome, who, home, siteId] = await Promise.all([
    partsOf(v.ctx, l.id),
    l.details.romeCode ? romeFamily(v.ctx, l.details.romeCode) : null,
    organisationIn(v.ctx, l.clusterId, l.organisationId),
    homeOf(v.ctx, l.clusterId),
    l.kind === 'premises' ? siteIdOf(v.ctx, l.id) : null,
  ])
  return { l, ...parts, romeTitle: rome?.titleFr ?? null, inside: isInside(v.ctx, l), who, home, siteId }
}

async function listingPage(v: View, shown: Shown, told?: string, errors?: FormErrors, reason?: string) {
  const { l, photos } = shown
  const own = v.actor?.organisations.some((m) => m.organisationId === l.organisationId)
  const bookable = l.direction === 'offer' && l.status === 'published' && !l.hiddenReason && !own
  const box = bookable ? await bookingBoxFor(v, l) : null
  const isLive = l.status === 'published' && l.hiddenReason === null
  const aside = <Aside v={v} shown={shown} errors={errors} reason={reason} />
  const isPublic = l.visibility === 'public' && isLive
  const amount = amountWords(v, l, shown.capacities.filter((c) => c.shape === 'lot').length)
  const first = photos[0]
  const fresh = l.publishedAt !== null && later(l.publishedAt, MINUTE) > v.ctx.now
  return page(
    v,
    {
      title: [l.title, l.commune].filter(Boolean).join(', '),
      ...{ door: 'search', noIndex: !isPublic, status: errors ? 422 : 200 },
      scripts: box?.standing === 'may_book' && l.grain === 'hour' && <BookingScript />,
      ...(isPublic && {
        description: [v.t.common.kinds[l.kind], amount, priceWords(v, l), l.description.slice(0, 140)]
          .filter(Boolean)
          .join(' · '),
        jsonLd: jsonLdOf(v, l, photos),
        ...(first && { image: `${v.ctx.env.PUBLIC_URL}/photos/${first.id}` }),
      }),
    },
    <ListingPage
      v={v}
      shown={shown}
      told={toldWords(v, told)}
      kept={
        l.direction === 'offer' &&
        l.kind === 'waste' && <Reliability v={v} of={await reliability(v.ctx, l.id)} />
      }
      matches={
        own &&
        isLive && (
          <>
            {l.direction === 'need' && (await Together({ v, needId: l.id }))}
            {await Matches({ v, listingId: l.id, most: 3, fresh })}
            {await Ideas({ v, listingId: l.id, most: 2 })}
          </>
        )
      }
      booking={
        box ? (
          <>
            <BookingBox v={v} box={box} />
            {v.actor && (
              <p>
                <a href={v.href(`/offers/${l.id}/calendars`)}>{v.t.calendars.link}</a>
              </p>
            )}
            {v.isCoordinator && (
              <aside class="panel st">
                <Moderation v={v} shown={shown} errors={errors} reason={reason} />
              </aside>
            )}
          </>
        ) : (
          aside
        )
      }
    />,
  )
}

function toldWords(v: View, told: string | undefined): string | undefined {
  const { report, manage } = v.t.listings
  if (told === 'reported') return report.thanks
  return Object.entries(manage.done).find(([name]) => name === told)?.[1]
}

/** Beside the text: how to book, or to help, or, for those inside, to manage. */
function Aside({
  v,
  shown,
  errors,
  reason,
}: {
  v: View
  shown: Shown
  errors?: FormErrors
  reason?: string
}) {
  const { l, inside } = shown
  const { page: words, mine } = v.t.listings
  const own = v.actor?.organisations.some((m) => m.organisationId === l.organisationId)
  if (inside && own)
    return (
      <aside class="panel st stick">
        <Price v={v} l={l} />
        <a class="b" href={v.href(`/me/listings/${l.id}`)}>
          {mine.manage}
        </a>
        {l.direction === 'offer' && l.status === 'published' && (
          <a class="b b2" href={v.href(`/offers/${l.id}/book`)}>
            {v.t.bookings.closure.title}
          </a>
        )}
        {l.direction === 'offer' && l.status !== 'draft' && (
          <a class="b b2" href={v.href(`/offers/${l.id}/calendar?view=week`)}>
            {v.t.views.link}
          </a>
        )}
        {l.direction === 'offer' && l.kind === 'waste' && l.status === 'published' && (
          <a class="b b2" href={v.href(`/offers/${l.id}/share`)}>
            {v.t.together.cascade.link}
          </a>
        )}
        {l.direction === 'offer' && l.details.materialStatus === 'waste' && (
          <a class="b b2" href={`${v.href('/register')}?organisation=${l.organisationId}`}>
            {v.t.waste.register}
          </a>
        )}
        {l.direction === 'offer' && l.kind === 'waste' && l.status !== 'draft' && (
          <a class="b b2" href={v.href(`/offers/${l.id}/balance`)}>
            {v.t.streams.link}
          </a>
        )}
      </aside>
    )
  const open = l.status === 'published' && l.hiddenReason === null
  return (
    <aside class="panel st stick">
      {l.direction === 'need' ? (
        <>
          <h2 class="h3">{words.answerNeed}</h2>
          <p>{words.answerNeedLead}</p>
          {open && (
            <a class="b" href={v.href(`/post/offer/${l.kind}`)}>
              {words.answerNeedDo}
            </a>
          )}
        </>
      ) : (
        open && (
          <>
            <p class="row between">
              <Price v={v} l={l} />
              <span class={l.instantFor === 'everyone' ? 's free' : 's ask'}>
                {words.instant[l.instantFor]}
              </span>
            </p>
            <a class="b wide" href={v.href(`/offers/${l.id}/book`)}>
              {words.book}
            </a>
          </>
        )
      )}
      {v.isCoordinator && <Moderation v={v} shown={shown} errors={errors} reason={reason} />}
    </aside>
  )
}

function reportPage(v: View, l: Shown['l'], errors?: FormErrors, form: Record<string, unknown> = {}) {
  const { report } = v.t.listings
  return page(
    v,
    { title: report.title, noIndex: true, status: errors ? 422 : 200 },
    <div class="w sec st narrow">
      <h1 class="h1s">{report.title}</h1>
      <p class="lead q">
        <bdi>{l.title}</bdi>
      </p>
      <p>{report.lead}</p>
      <ErrorSummary v={v} errors={errors} />
      <form method="post" class="st wide-gap" novalidate>
        <Tiles
          name="reason"
          legend={report.reason}
          error={errors?.fields.reason}
          value={String(form.reason ?? '')}
          choices={REPORT_REASONS.map((value) => ({ value, label: report.reasons[value] }))}
          columns={2}
        />
        <TextArea
          name="note"
          label={report.note}
          value={String(form.note ?? '')}
          error={errors?.fields.note}
          maxlength={1000}
        />
        <p class="row">
          <button type="submit" class="b">
            <Icon name="megaphone" />
            {report.send}
          </button>
          <a class="b b3" href={v.href(`/${l.direction}s/${l.id}`)}>
            {report.backToListing}
          </a>
        </p>
      </form>
    </div>,
  )
}
