import { Hono } from 'hono'
import { wallOf } from '../../../worker/core/time'
import { drawUpMonth } from '../../../worker/fees/commands/drawUpMonth'
import { setFeeRule } from '../../../worker/fees/commands/setFeeRule'
import { csvOfFees } from '../../../worker/fees/csv'
import { computedYear, drawnUp, rulesOf } from '../../../worker/fees/queries'
import { simulationOf } from '../../../worker/fees/simulation'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import type { Site } from '../../../worker/premises/queries'
import { errorsIn, type FormErrors } from '../../components/Field'
import { type View, viewOf } from '../../view'
import { apart, monthWords, paperPage, toldBy } from '../occupancies/frame'
import { readSent, type Typed } from '../premises/form'
import { siteHere } from '../premises/frame'
import { FeesBody } from './FeesPage'

/** The fees of a site: its year by lot and month, its rule, a month to draw up, what an empty lot would cost. */
export const siteFeesPages = new Hono<AppEnv>()
  .get('/premises/:id/fees', async (c) => {
    const v = viewOf(c)
    return feesPage(c, v, await siteHere(c, v), {})
  })
  .post('/premises/:id/fees', async (c) => {
    const v = viewOf(c)
    const site = await siteHere(c, v)
    const { typed } = await readSent(c, '')
    try {
      if (typed.empty)
        await setFeeRule(v.ctx, site.id, { empty: typed.empty as 'owner', fromMonth: typed.fromMonth ?? '' })
      else await drawUpMonth(v.ctx, site.id, { month: typed.month ?? '' })
    } catch (error) {
      return feesPage(c, v, site, typed, errorsIn(v, error))
    }
    const told = typed.empty ? 'rule' : 'drawn'
    const year = (typed.month ?? typed.fromMonth ?? '').slice(0, 4)
    return c.redirect(v.href(`/premises/${site.id}/fees?year=${year}&told=${told}`), 303)
  })
  .get('/premises/:id/fees.csv', async (c) => {
    const v = viewOf(c)
    mustBeSignedIn(v.ctx)
    const site = await siteHere(c, v)
    const year = yearAsked(c, v)
    c.header('content-type', 'text/csv; charset=utf-8')
    c.header('content-disposition', `attachment; filename="fees-${year}.csv"`)
    return c.body(await csvOfFees(v.ctx, site, year))
  })

export function yearAsked(c: AppContext, v: View): number {
  const asked = Number(c.req.query('year'))
  const now = Number(wallOf(v.ctx.now, v.f.timeZone).date.slice(0, 4))
  return Number.isInteger(asked) && asked >= 2000 && asked < 2200 ? asked : now
}

async function feesPage(c: AppContext, v: View, site: Site, typed: Typed, errors?: FormErrors) {
  const words = v.t.fees
  const year = yearAsked(c, v)
  const empty = (c.req.queries('vacant') ?? []).slice(0, 200)
  const [computed, done, rules, simulated] = await Promise.all([
    computedYear(v.ctx, site, year),
    drawnUp(v.ctx, site.id, year),
    rulesOf(v.ctx, site.id),
    // An address that somebody typed names lots that are not there: nothing is empty then.
    simulationOf(v.ctx, site, { emptyLotIds: empty }).catch(() => null),
  ])
  const last = done.at(-1)
  return paperPage(
    v,
    {
      ...{ title: `${words.title} : ${apart(site.name)}`, lead: words.lead, errors, wide: true },
      told: toldBy(v, {
        rule: words.rule.saved,
        drawn: last ? words.drawUp.done(monthWords(v, last.month)) : '',
      }),
      ...{ sheets: ['premises'] },
      back: { href: v.href(`/premises/${site.id}`), words: words.back },
    },
    <FeesBody v={v} shown={{ computed, done, rules, simulated, empty, year, typed, errors }} />,
  )
}
