import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { instantOf, isDate } from '../../../worker/core/time'
import { acceptMatch } from '../../../worker/matching/commands/acceptMatch'
import { dismissMatch } from '../../../worker/matching/commands/dismissMatch'
import { proposeTime } from '../../../worker/matching/commands/proposeTime'
import { DismissInput, ProposeInput } from '../../../worker/matching/input'
import { markSeen, visibleMatch } from '../../../worker/matching/queries'
import { listingById } from '../../../worker/listings/queries'
import { check } from '../../../worker/platform/input'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { errorsIn, type FormErrors } from '../../components/Field'
import { Ideas } from '../../components/Ideas'
import { Matches } from '../../components/Matches'
import { page, type View, viewOf } from '../../view'
import { MatchPage } from './MatchPage'
import { previewPages } from './preview'

/** What fits one's listings, and each match: answer it, write, or propose a time. */
export const matchingPages = new Hono<AppEnv>().route('/', previewPages)

matchingPages.get('/matches', async (c) => {
  const v = viewOf(c)
  if (!v.actor) throw new AppError('not_signed_in')
  const id = c.req.query('listing') ?? ''
  const listing = await listingById(v.ctx, id)
  if (!listing || listing.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return page(
    v,
    { title: `${v.t.matching.title}, ${listing.title}`, noIndex: true },
    <div class="w sec st narrow">
      <h1 class="h1s">
        <bdi>{listing.title}</bdi>
      </h1>
      <p>
        <a href={v.href(`/${listing.direction}s/${id}`)}>{v.t.matching.page.back}</a>
      </p>
      {await Matches({ v, listingId: id })}
      {await Ideas({ v, listingId: id })}
    </div>,
  )
})

matchingPages.get('/matches/:id', async (c) => shown(viewOf(c), c.req.param('id')))

matchingPages.post('/matches/:id/accept', (c) => answered(c, (v, id) => acceptMatch(v.ctx, id)))

matchingPages.post('/matches/:id/dismiss', (c) =>
  answered(c, async (v, id, form) => {
    const { reason } = check(DismissInput, { reason: form.get('reason') ?? undefined })
    await dismissMatch(v.ctx, id, reason)
  }),
)

matchingPages.post('/matches/:id/propose', (c) =>
  answered(c, async (v, id, form) => {
    const text = (name: string) => String(form.get(name) ?? '')
    const on = text('on')
    const at = (name: string) => {
      if (!isDate(on))
        throw new AppError('invalid', { fields: [{ path: 'on', code: on ? 'not_date' : 'required' }] })
      if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text(name)))
        throw new AppError('invalid', {
          fields: [{ path: name, code: text(name) ? 'not_time' : 'required' }],
        })
      return instantOf(on, text(name), v.f.timeZone)
    }
    const times = { startsAt: at('from'), endsAt: at('to') }
    await proposeTime(v.ctx, id, check(ProposeInput, times))
  }),
)

async function answered(c: AppContext, act: (v: View, id: string, form: FormData) => Promise<void>) {
  const v = viewOf(c)
  if (!v.actor) throw new AppError('not_signed_in')
  const id = c.req.param('id') ?? ''
  const { match } = await visibleMatch(v.ctx, id)
  if (match.clusterId !== v.cluster?.id) throw new AppError('not_found')
  const form = await c.req.formData()
  try {
    await act(v, id, form)
    return c.redirect(v.href(`/matches/${id}`), 303)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') throw error
    return shown(v, id, inPlace(errorsIn(v, error)), form)
  }
}

/** What is wrong with an instant is told at the field it was made of. */
function inPlace({ fields, general }: FormErrors): FormErrors {
  const { startsAt, endsAt, ...others } = fields
  return {
    fields: { ...others, ...(startsAt && { on: startsAt }), ...(endsAt && { to: endsAt }) },
    ...(general && { general }),
  }
}

async function shown(v: View, id: string, errors?: FormErrors, form?: FormData) {
  if (!v.actor) throw new AppError('not_signed_in')
  const { match, mine } = await visibleMatch(v.ctx, id)
  if (match.clusterId !== v.cluster?.id) throw new AppError('not_found')
  await markSeen(v.ctx, match, mine)
  const title = v.t.matching.page.title(match.offer.title, match.need.title)
  return page(
    v,
    { title, noIndex: true, status: errors ? 422 : 200 },
    await MatchPage({ v, match, mine, errors, form }),
  )
}
