import type { Child } from 'hono/jsx'
import { AppError } from '../../../worker/core/errors'
import { type Occupancy, type Part, visibleOccupancy } from '../../../worker/occupancies/queries'
import type { AppContext } from '../../../worker/platform/http'
import { ErrorSummary, type FormErrors } from '../../components/Field'
import { Told } from '../../components/Told'
import { page, type View } from '../../view'

/** An occupancy of this cluster that the reader may see; to everyone else there is none. */
export async function occupancyHere(c: AppContext, v: View): Promise<{ o: Occupancy; part: Part }> {
  const { occupancy, part } = await visibleOccupancy(v.ctx, c.req.param('id') ?? '')
  if (occupancy.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return { o: occupancy, part }
}

/** A name in a title, which keeps its own direction (FSI … PDI): there is no `<bdi>` in plain text. */
export const apart = (text: string): string => `\u2068${text}\u2069`
/** A local date in words. */
export const dateWords = (v: View, date: string): string => v.f.date(`${date}T12:00:00.000Z`)
/** A moment on paper, where the year is never left out: "le 1er septembre 2026, 9 h". */
export const signedWords = (v: View, at: string): string =>
  `${v.f.date(at)}${v.language === 'ar' ? '، ' : ', '}${v.f.time(at)}`
export const monthWords = (v: View, month: string): string => v.f.month(`${month}-15T12:00:00.000Z`)
export const termWords = (v: View, o: Pick<Occupancy, 'startsOn' | 'endsOn'>): string =>
  v.t.occupancies.between(dateWords(v, o.startsOn), dateWords(v, o.endsOn))

export const STATE = {
  ...{ draft: 'soon', proposed: 'ask', accepted: 'free', in_force: 'free', ended: 'no', cancelled: 'no' },
} as const
export const Status = ({ v, o }: { v: View; o: Pick<Occupancy, 'now'> }) => (
  <span class={`s ${STATE[o.now]}`}>{v.t.occupancies.status[o.now]}</span>
)

/** What the page was led to by: one of the words it knows. */
export const toldBy = (v: View, words: Record<string, string>): string | undefined =>
  v.c.req.method === 'GET'
    ? Object.entries(words).find(([name]) => name === v.c.req.query('told'))?.[1]
    : undefined

interface Shown {
  title: string
  lead?: string
  back: { href: string; words: string }
  errors?: FormErrors | undefined
  told?: string | undefined
  wide?: boolean
  sheets?: readonly ('booking' | 'figures' | 'premises')[]
  over?: Child
  scripts?: Child
}
/** A page of papers: printable, the way back, what was refused or done. */
export const paperPage = (v: View, shown: Shown, body: Child) =>
  page(
    v,
    {
      ...{ title: shown.title, door: 'agenda', noIndex: true, sheets: shown.sheets ?? ['booking'] },
      ...{ status: shown.errors ? 422 : 200, scripts: shown.scripts },
    },
    <div class={`w sec page paper premises st wide-gap${shown.wide ? '' : ' narrow'}`}>
      <p class="back sm nop">
        <a href={shown.back.href}>{shown.back.words}</a>
      </p>
      <Told words={shown.told} onPaper={false} />
      <ErrorSummary v={v} errors={shown.errors} />
      <div class="st tight">
        {shown.over}
        <h1 class="h1s">{shown.title}</h1>
        {shown.lead && <p class="lead q">{shown.lead}</p>}
      </div>
      {body}
    </div>,
  )
