import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import type { Ctx } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { addDate } from '../../../worker/series/commands/addDate'
import { confirmSeries, declineSeries } from '../../../worker/series/commands/answerSeries'
import { cancelSeries } from '../../../worker/series/commands/cancelSeries'
import { changeSeries } from '../../../worker/series/commands/changeSeries'
import type { PreviewedDate } from '../../../worker/series/preview'
import { datesOfSeries, isOpen, type Series, visibleSeries } from '../../../worker/series/queries'
import { errorsIn } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { previewPages } from './preview'
import { hereSignedIn } from '../here'
import { SeriesPage, type ShownSeries } from './SeriesPage'

/** Many dates asked for at once: before, and afterwards. */
export const seriesPages = new Hono<AppEnv>()
seriesPages.route('/', previewPages)

seriesPages.get('/series/:id', async (c) => {
  const v = viewOf(c)
  const series = await seriesHere(v)
  const words = v.t.series.show.told
  const asked = c.req.query('told')
  const told = asked && asked in words ? words[asked as keyof typeof words] : undefined
  return seriesPage(v, series, {
    told: asked === 'asked' && (await isAgreed(v, series)) ? words.booked : told,
  })
})

type Typed = Record<string, string>
type Act = (ctx: Ctx, id: string, typed: Typed, dates: string[]) => Promise<unknown>

const picked = (typed: Typed, dates: string[]) => {
  if (typed.all) return {}
  if (dates.length === 0) throw new AppError('invalid', { fields: [{ path: 'dates', code: 'required' }] })
  return { dates }
}
const scopeOf = ({ scope = 'all', date }: Typed) => ({ scope: scope as 'all', ...(date && { date }) })

const ACTS: Record<string, { told: string; act: Act }> = {
  confirm: {
    told: 'confirmed',
    act: (ctx, id, typed, dates) => confirmSeries(ctx, id, picked(typed, dates)),
  },
  decline: { told: 'declined', act: (ctx, id, typed, dates) => declineSeries(ctx, id, picked(typed, dates)) },
  dates: { told: 'added', act: (ctx, id, { date = '' }) => addDate(ctx, id, { date }) },
  cancel: {
    told: 'cancelled',
    act: (ctx, id, typed) => cancelSeries(ctx, id, { ...scopeOf(typed), reason: typed.reason ?? '' }),
  },
  change: {
    told: 'changed',
    act: (ctx, id, typed) =>
      changeSeries(ctx, id, {
        ...scopeOf(typed),
        ...(typed.startsTime !== undefined && {
          startsTime: typed.startsTime,
          endsTime: typed.endsTime ?? '',
        }),
        ...(typed.days !== undefined && { days: Number(typed.days) }),
        ...(typed.quantity !== undefined && { quantity: Number(typed.quantity) }),
      }),
  },
}

for (const [path, { told, act }] of Object.entries(ACTS))
  seriesPages.post(`/series/:id/${path}`, async (c) => {
    const v = viewOf(c)
    const series = await seriesHere(v)
    const form = await c.req.formData()
    const texts = [...form.entries()].filter((e): e is [string, string] => typeof e[1] === 'string')
    const typed: Typed = { ...Object.fromEntries(texts), form: path }
    const dates = texts.filter(([name]) => name === 'dates').map(([, date]) => date)
    try {
      await act(v.ctx, series.id, typed, dates)
    } catch (error) {
      const errors = errorsIn(v, error)
      const conflicts =
        error instanceof AppError ? (error.details.dates as PreviewedDate[] | undefined) : undefined
      if (errors.fields.dates) errors.fields.dates = v.t.series.show.nonePicked
      return seriesPage(v, await seriesHere(v), { errors, typed, conflicts })
    }
    return c.redirect(v.href(`/series/${series.id}?told=${told}`), 303)
  })

const seriesHere = (v: View): Promise<Series> => hereSignedIn(v, visibleSeries)

const isAgreed = async (v: View, series: Series): Promise<boolean> =>
  (await datesOfSeries(v.ctx, series)).every(
    (one) => one.booking?.status !== 'requested' || !isOpen(one, v.ctx.now),
  )

async function seriesPage(v: View, series: Series, more: Partial<ShownSeries> = {}) {
  const dates = await datesOfSeries(v.ctx, series)
  const title = v.t.series.show.title(series.listingTitle)
  return page(
    v,
    { title, door: 'agenda', noIndex: true, sheets: ['booking'], status: more.errors ? 422 : 200 },
    <SeriesPage v={v} shown={{ series, dates, ...more }} />,
  )
}
