import { Hono } from 'hono'
import { requestBooking } from '../../../worker/bookings/commands/requestBooking'
import { visitTimes } from '../../../worker/calls/visits'
import { AppError } from '../../../worker/core/errors'
import { actableMembers } from '../../../worker/organisations/queriesOfPeople'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { ErrorSummary, errorsIn, type FormErrors, Select } from '../../components/Field'
import { capital } from '../../components/MonthCalendar'
import { page, type View, viewOf } from '../../view'
import { callHere } from './show'

/** Visits of a call: bookings like any other, of an offer made for them. */
export const visitPages = new Hono<AppEnv>()

visitPages.get('/calls/:id/visits', async (c) => visitsPage(viewOf(c)))

visitPages.post('/calls/:id/visits', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const call = await callHere(v)
  const { startsAt = '', organisationId = '' } = await c.req.parseBody()
  const time = (await visitTimes(v.ctx, call)).find((one) => one.startsAt === startsAt)
  if (!call.visitListingId || !time || call.now !== 'published') throw new AppError('not_found')
  try {
    const mine = v.actor?.organisations.some((m) => m.organisationId === organisationId)
    const members = mine ? [] : await actableMembers(v.ctx, call.clusterId, String(organisationId))
    const asked = {
      organisationId: String(organisationId),
      startsAt: time.startsAt,
      endsAt: time.endsAt,
      quantity: 1,
    }
    const by = members[0] && v.isCoordinator ? { onBehalfOf: members[0].id } : {}
    const booking = await requestBooking(v.ctx, call.visitListingId, { ...asked, ...by })
    return c.redirect(v.href(`/bookings/${booking.id}`), 303)
  } catch (error) {
    return visitsPage(v, errorsIn(v, error))
  }
})

async function visitsPage(v: View, errors?: FormErrors) {
  const call = await callHere(v)
  const words = v.t.calls.visits
  const times = call.now === 'published' ? await visitTimes(v.ctx, call) : []
  const mine =
    v.actor?.organisations.filter(
      (m) => m.clusters.includes(call.clusterId) && m.organisationId !== call.organisationId,
    ) ?? []
  return page(
    v,
    {
      title: `${words.title} : ${call.title}`,
      door: 'search',
      noIndex: true,
      sheets: ['calls'],
      status: errors ? 422 : 200,
    },
    <div class="w sec st wide-gap premises narrow">
      <p class="back sm">
        <a href={v.href(`/calls/${call.id}`)}>{v.t.calls.edit.back}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">{words.lead}</p>
      </div>
      <ErrorSummary v={v} errors={errors} />
      {times.length === 0 && <p class="empty">{words.none}</p>}
      {times.map((time) => {
        const when = v.f.span(time.startsAt, time.endsAt, v.ctx.now)
        return (
          <form class="panel st" method="post" action={v.href(`/calls/${call.id}/visits`)}>
            <div>
              <h2 class="h3">{capital(when)}</h2>
              <p class={`s ${time.free > 0 ? 'free' : 'no'}`}>{words.places(time.free)}</p>
            </div>
            <input type="hidden" name="startsAt" value={time.startsAt} />
            {mine.length > 1 ? (
              <Select
                name="organisationId"
                label={words.forWhom}
                choices={mine.map((m) => ({ value: m.organisationId, label: m.organisationName }))}
                id={`f-org-${time.startsAt}`}
              />
            ) : (
              <input type="hidden" name="organisationId" value={mine[0]?.organisationId ?? ''} />
            )}
            {time.free > 0 && (
              <p>
                <button class="b" type="submit">
                  {words.book(when)}
                </button>
              </p>
            )}
          </form>
        )
      })}
    </div>,
  )
}
