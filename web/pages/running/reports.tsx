import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { dismissReports } from '../../../worker/listings/commands/dismissReports'
import { hideListing } from '../../../worker/listings/commands/hideListing'
import { restoreListing } from '../../../worker/listings/commands/restoreListing'
import { hiddenListings, openReports } from '../../../worker/listings/queriesOfReports'
import type { AppEnv } from '../../../worker/platform/http'
import { ErrorSummary, errorsIn, type FormErrors } from '../../components/Field'
import { Icon, KIND_ICON } from '../../components/Icon'
import { type View, viewOf } from '../../view'
import { sent } from '../organisations/form'
import type { Typed } from '../organisations/OrganisationFields'
import { runBy, runningPage } from './frame'

/** Listings somebody reported: hidden with a reason that is told, or left as they are. */
export const reportsPages = new Hono<AppEnv>()
  .get('/coordination/reports', (c) => reportsPage(viewOf(c)))
  .post('/coordination/reports', async (c) => {
    const v = viewOf(c)
    runBy(v)
    const typed = await sent(c)
    const { act, listing = '', reason } = typed
    try {
      if (act === 'hide') await hideListing(v.ctx, listing, reason)
      else if (act === 'dismiss') await dismissReports(v.ctx, listing)
      else if (act === 'restore') await restoreListing(v.ctx, listing)
      else throw new AppError('malformed')
    } catch (error) {
      return reportsPage(v, typed, errorsIn(v, error))
    }
    return c.redirect(v.href('/coordination/reports'), 303)
  })

async function reportsPage(v: View, typed: Typed = {}, errors?: FormErrors) {
  const { id } = runBy(v)
  const [reports, hidden] = await Promise.all([openReports(v.ctx, id), hiddenListings(v.ctx, id)])
  const t = v.t.organisations.reports
  const listings = [...new Set(reports.map((one) => one.listingId))].map((listingId) =>
    reports.filter((one) => one.listingId === listingId),
  )
  const reasons = (v.t.listings as { report?: { reasons?: Record<string, string> } }).report?.reasons ?? {}
  return runningPage(
    v,
    'reports',
    { title: t.title, finding: t.finding(listings.length), errors },
    <>
      <ErrorSummary v={v} errors={errors} />
      {listings.length === 0 && <p class="empty">{t.empty}</p>}
      {listings.map((about) => {
        const [one] = about
        if (!one) return null
        return (
          <section class={`panel st ${one.kind}`}>
            <Name v={v} one={{ ...one, id: one.listingId }} />
            <ul class="st">
              {about.map((report) => (
                <li>
                  <b>{reasons[report.reason] ?? report.reason}</b>
                  {report.note && (
                    <>
                      {' : '}
                      <bdi>{report.note}</bdi>
                    </>
                  )}{' '}
                  <span class="q sm">{t.on(v.f.date(report.createdAt))}</span>
                </li>
              ))}
            </ul>
            <div class="two">
              <form class="st" method="post" novalidate>
                <input type="hidden" name="act" value="hide" />
                <input type="hidden" name="listing" value={one.listingId} />
                <div class={typed.listing === one.listingId && errors ? 'err' : undefined}>
                  <label for={`r-${one.listingId}`}>{t.hideReason}</label>
                  <input
                    id={`r-${one.listingId}`}
                    name="reason"
                    required
                    maxlength={500}
                    dir="auto"
                    value={typed.listing === one.listingId ? typed.reason : ''}
                  />
                </div>
                <button class="b" type="submit">
                  {t.hide}
                </button>
              </form>
              <form class="row" method="post">
                <input type="hidden" name="listing" value={one.listingId} />
                <button class="b b2" type="submit" name="act" value="dismiss">
                  {t.dismiss}
                </button>
              </form>
            </div>
          </section>
        )
      })}
      {hidden.length > 0 && (
        <section class="panel">
          <h2>{t.hidden}</h2>
          <ul class="lines">
            {hidden.map((one) => (
              <li class={one.kind}>
                <span>
                  <Name v={v} one={one} />
                  <span class="q sm">{t.why(one.hiddenReason ?? '')}</span>
                </span>
                <form method="post">
                  <input type="hidden" name="listing" value={one.id} />
                  <button class="b b2" type="submit" name="act" value="restore">
                    {t.restore}
                    <span class="vh"> {one.title}</span>
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>,
  )
}

type Named = Pick<
  Awaited<ReturnType<typeof hiddenListings>>[number],
  'id' | 'title' | 'kind' | 'direction' | 'language' | 'organisationName'
>
const Name = ({ v, one }: { v: View; one: Named }) => (
  <p>
    <span class="kind">
      <Icon name={KIND_ICON[one.kind]} />
      {v.t.common.kinds[one.kind]}
    </span>
    <br />
    <a href={v.href(`/${one.direction === 'offer' ? 'offers' : 'needs'}/${one.id}`)}>
      <b>
        <bdi lang={one.language === v.language ? undefined : one.language}>{one.title}</bdi>
      </b>
    </a>{' '}
    <span class="q">
      <bdi>{one.organisationName}</bdi>
    </span>
  </p>
)
