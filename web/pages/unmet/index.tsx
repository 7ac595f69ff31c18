import { Hono } from 'hono'
import { csvFile } from '../../../worker/core/csv'
import { AppError } from '../../../worker/core/errors'
import { visibleListing } from '../../../worker/listings/queries'
import { reasonsGiven } from '../../../worker/matching/dislikes'
import { mustBeSignedIn, mustCoordinate } from '../../../worker/platform/context'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { askOrganisations } from '../../../worker/unmet/commands/askOrganisations'
import { conceptName, conceptsOf } from '../../../worker/unmet/concepts'
import { BoardFilters } from '../../../worker/unmet/input'
import { likelyToHave } from '../../../worker/unmet/likely'
import { boardOf, standingNeed, type UnmetNeed, withOffers } from '../../../worker/unmet/queries'
import { nearMisses } from '../../../worker/unmet/weigh'
import { obstacleWords } from '../../../worker/unmet/words'
import { errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { runBy, runningPage } from '../running/frame'
import { AnswerPage } from './AnswerPage'
import { Board } from './Board'
import { NeedBody } from './NeedBody'

/** What nobody meets, what almost does, and asking those who might have it. */
export const unmetPages = new Hono<AppEnv>()
  .get('/coordination/unmet', async (c) => {
    const v = viewOf(c)
    const cluster = runBy(v)
    const filters = filtersOf(c)
    const [board, reasons] = await Promise.all([
      boardOf(v.ctx, cluster.id, filters),
      reasonsGiven(v.ctx, cluster.id),
    ])
    const { title, finding } = v.t.unmet
    return runningPage(
      v,
      'unmet',
      { title, finding: finding(board.total, v.f.number(board.total)) },
      <Board v={v} {...{ board, filters, reasons }} />,
    )
  })
  .get('/coordination/unmet.csv', async (c) => {
    const v = viewOf(c)
    const cluster = runBy(v)
    const rows: (string | number | null)[][] = [
      [
        ...['need', 'title', 'kind', 'organisation', 'commune', 'published_at', 'concepts', 'asked'],
        ...['offer', 'offer_title', 'offer_organisation', 'km', 'in_the_way', 'how_much'],
      ],
    ]
    const filters = filtersOf(c)
    for (let after = filters.after; ; ) {
      const board = await boardOf(v.ctx, cluster.id, { ...filters, after })
      for (const need of board.needs) rows.push(...rowsOf(v, need))
      if (!board.next) break
      after = board.next
    }
    c.header('content-type', 'text/csv; charset=utf-8')
    c.header('content-disposition', `attachment; filename="unmet-${cluster.slug}.csv"`)
    return c.body(csvFile(rows))
  })
  .get('/coordination/unmet/:id', (c) => needPage(c, viewOf(c)))
  .post('/coordination/unmet/:id', async (c) => {
    const v = viewOf(c)
    runBy(v)
    const need = await needHere(c, v)
    const organisations = (await c.req.formData()).getAll('organisations').map(String)
    try {
      const asked = await askOrganisations(v.ctx, need.id, { organisations })
      return c.redirect(v.href(`/coordination/unmet/${need.id}?asked=${asked}`), 303)
    } catch (error) {
      const { fields, ...rest } = errorsIn(v, error)
      const wrong = organisations.length === 0 ? v.t.unmet.need.choose : Object.values(fields)[0]
      return needPage(c, v, { ...rest, fields: wrong ? { organisations: wrong } : {} }, organisations)
    }
  })
  .get('/needs/:id/answer', async (c) => {
    const v = viewOf(c)
    mustBeSignedIn(v.ctx)
    const need = await visibleListing(v.ctx, c.req.param('id'))
    if (need.clusterId !== v.cluster?.id || need.direction !== 'need') throw new AppError('not_found')
    const [concept] = conceptsOf(need)
    const { title } = v.t.unmet.answer
    return page(
      v,
      { title: `${title} ${need.title}`, door: 'post', noIndex: true },
      <AnswerPage v={v} need={need} called={concept ? conceptName(concept, v.language) : ''} />,
    )
  })

function filtersOf(c: AppContext): BoardFilters {
  const given = Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ''))
  const read = BoardFilters.safeParse(given)
  // An old link still shows the board.
  return read.success ? read.data : {}
}

async function needHere(c: AppContext, v: View) {
  const need = await standingNeed(v.ctx, c.req.param('id') ?? '')
  if (need.clusterId !== v.cluster?.id) throw new AppError('not_found')
  mustCoordinate(v.ctx, need.clusterId)
  return need
}

async function needPage(c: AppContext, v: View, errors?: FormErrors, ticked: string[] = []) {
  const cluster = runBy(v)
  const need = await needHere(c, v)
  // Weighed as things are now: whoever asks others wants no figure of yesterday.
  const [near, likely] = await Promise.all([
    nearMisses(v.ctx, need, cluster).then((found) => withOffers(v.ctx, cluster.id, found)),
    likelyToHave(v.ctx, need, cluster),
  ])
  const asked = c.req.query('asked')
  return runningPage(
    v,
    'unmet',
    { title: need.title, ...(errors && { errors }) },
    <NeedBody
      v={v}
      {...{ need, near, likely, errors, ticked }}
      asked={asked === undefined ? null : Number(asked) || 0}
    />,
  )
}

function rowsOf(v: View, need: UnmetNeed): (string | number | null)[][] {
  const about = [
    ...[need.id, need.title, need.kind, need.organisationName, need.commune, need.publishedAt],
    ...[need.concepts.map((id) => conceptName(id, v.language)).join(' | '), need.asked],
  ]
  if (!need.near?.length) return [[...about, null, null, null, null, null, null]]
  return need.near.map((one) => [
    ...[...about, one.offerId, one.title, one.organisationName, one.km],
    ...[one.obstacle.what, obstacleWords(v.t, v.f, one.obstacle, one)],
  ])
}
