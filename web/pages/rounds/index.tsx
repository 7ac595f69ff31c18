import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { isDate, wallOf } from '../../../worker/core/time'
import { organisationIn } from '../../../worker/organisations/queries'
import { mustBeMember, mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { type DayRound, roundFor } from '../../../worker/rounds/queries'
import { errorsIn, type FormErrors, renamed } from '../../components/Field'
import { page, viewOf } from '../../view'
import { RoundPage } from './RoundPage'

/** The round of a day: what an organisation fetches and brings, in the order in which it is driven. */
export const roundsPages = new Hono<AppEnv>()

roundsPages.get('/me/round', async (c) => {
  const v = viewOf(c)
  const actor = mustBeSignedIn(v.ctx)
  const { cluster } = v
  if (!cluster) throw new AppError('not_found')
  const mine = actor.organisations.filter((m) => m.clusters.includes(cluster.id))
  const organisationId = c.req.query('organisation') || mine[0]?.organisationId
  if (!organisationId) throw new AppError('not_member')
  if (!v.isCoordinator) mustBeMember(v.ctx, organisationId, cluster.id)
  const who = await organisationIn(v.ctx, cluster.id, organisationId)
  if (who?.standing !== 'active') throw new AppError('not_found')
  const day = c.req.query('date') ?? ''
  const known = isDate(day) && day >= '2000' && day < '2100'
  const departs = c.req.query('departs') || '08:00'
  const asked = { organisationId, day: known ? day : wallOf(v.ctx.now, cluster.timeZone).date, departs }
  let found: DayRound | null = null
  let errors: FormErrors | undefined
  try {
    found = await roundFor(v.ctx, cluster.id, asked)
  } catch (error) {
    errors = renamed(errorsIn(v, error), { day: 'date' })
  }
  return page(
    v,
    {
      title: `${v.t.together.rounds.title} : ${who.name}`,
      ...{ door: 'agenda', noIndex: true, sheets: ['sharing'], status: errors ? 422 : 200 },
    },
    <RoundPage {...{ v, asked, name: who.name, mine, found, errors }} />,
  )
})
