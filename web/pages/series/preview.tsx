import { Hono } from 'hono'
import { organisationOfMember } from '../../../worker/bookings/people'
import { offerOf } from '../../../worker/bookings/queries'
import { AppError } from '../../../worker/core/errors'
import type { VisibleListing } from '../../../worker/listings/queries'
import type { AppEnv } from '../../../worker/platform/http'
import { requestSeries } from '../../../worker/series/commands/requestSeries'
import { previewSeries } from '../../../worker/series/preview'
import { errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { chosenIn } from '../../components/bookingAsked'
import { bookPage, inPlace } from '../bookings/book'
import { once } from '../bookings/once'
import { type Carried, carriedIn, choicesIn, chosenFor, fromBooking, planIn } from './asked'
import { PreviewPage } from './PreviewPage'
import { offerHere } from '../here'

/** From the form of a booking to all dates of a series, and from there to the series. */
export const previewPages = new Hono<AppEnv>()

// Both are answers to a form: who comes by their address begins with it.
for (const path of ['/offers/:id/series', '/offers/:id/series/preview'])
  previewPages.get(path, async (c) => {
    const v = viewOf(c)
    const listing = await offerHere(v)
    return c.redirect(v.href(`/offers/${listing.id}/book`), 303)
  })

previewPages.post('/offers/:id/series/preview', async (c) => {
  const v = viewOf(c)
  if (!v.actor) throw new AppError('not_signed_in')
  const listing = await offerHere(v)
  const form = await c.req.formData()
  const chosen = chosenIn(form)
  const { onBehalfOf } = chosen
  if (onBehalfOf) chosen.organisationId = await organisationOfMember(v.ctx, listing.clusterId, onBehalfOf)
  try {
    const carried = form.has('rrule')
      ? await carriedHere(v, listing, form)
      : fromBooking(chosen, await offerOf(v.ctx, listing))
    return await previewPage(v, listing, carried, { chosen: chosenFor(form), once: crypto.randomUUID() })
  } catch (error) {
    return bookPage(v, listing, { chosen, errors: inForm(v, error) })
  }
})

previewPages.post('/offers/:id/series', async (c) => {
  const v = viewOf(c)
  if (!v.actor) throw new AppError('not_signed_in')
  const listing = await offerHere(v)
  const form = await c.req.formData()
  const carried = await carriedHere(v, listing, form)
  const chosen = chosenFor(form)
  try {
    const location = await once(v.ctx, form.get('once'), async () => {
      const input = { ...planIn(carried), choices: choicesIn(chosen) }
      const series = await requestSeries(v.ctx, listing.id, input)
      return v.href(`/series/${series.id}?told=asked`)
    })
    return c.redirect(location, 303)
  } catch (error) {
    v.ctx.once = undefined
    const errors = errorsIn(v, error)
    const refused = error instanceof AppError && error.code === 'series_conflict'
    try {
      return await previewPage(v, listing, carried, {
        ...{ chosen, once: crypto.randomUUID() },
        ...(refused ? { refused } : { errors }),
      })
    } catch (second) {
      // What can not even be shown as dates is put right where it was asked.
      const known = chosenOf(carried)
      return bookPage(v, listing, { chosen: known, errors: inForm(v, second) })
    }
  }
})

/** Who books for a member books for that member's organisation, whatever the form had for its own. */
async function carriedHere(v: View, listing: VisibleListing, form: FormData): Promise<Carried> {
  const carried = carriedIn(form)
  const { onBehalfOf } = carried
  if (!onBehalfOf) return carried
  return { ...carried, organisationId: await organisationOfMember(v.ctx, listing.clusterId, onBehalfOf) }
}

/** What is wrong with a rule is told where it is chosen; with a time, where that is. */
function inForm(v: View, error: unknown): FormErrors {
  const { fields, general } = errorsIn(v, error)
  const { rrule, startsOn, startsTime, endsTime, days, ...others } = fields
  const when = startsOn ?? startsTime ?? endsTime ?? days
  return inPlace(v, {
    fields: { ...(rrule && { repeat: rrule }), ...(when && { startsAt: when }), ...others },
    general,
  })
}

const chosenOf = ({ organisationId, onBehalfOf, capacityId, quantity, tariff, note, needId }: Carried) => ({
  ...{ organisationId, onBehalfOf, capacityId, quantity, tariff, note, needId },
  h: [],
})

async function previewPage(
  v: View,
  listing: VisibleListing,
  carried: Carried,
  more: { chosen: Map<string, string>; once: string; refused?: boolean; errors?: FormErrors },
) {
  const preview = await previewSeries(v.ctx, listing.id, planIn(carried))
  const title = v.t.series.preview.title(listing.title)
  const status = more.refused ? 409 : more.errors ? 422 : 200
  return page(
    v,
    { title, door: 'search', noIndex: true, sheets: ['booking'], status },
    <PreviewPage v={v} shown={{ preview, carried, refused: false, ...more }} />,
  )
}
