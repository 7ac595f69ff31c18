import { Hono } from 'hono'
import { acceptOccupancy } from '../../../worker/occupancies/commands/acceptOccupancy'
import { cancelOccupancy, endOccupancy } from '../../../worker/occupancies/commands/endOccupancy'
import { proposeAgreement, reviseAgreement } from '../../../worker/occupancies/commands/proposeAgreement'
import { visibleOccupancy } from '../../../worker/occupancies/queries'
import type { Ctx } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { errorsIn, type FormErrors } from '../../components/Field'
import { type View, viewOf } from '../../view'
import { readSent, type Typed } from '../premises/form'
import { apart, occupancyHere, paperPage, Status, toldBy } from './frame'
import { OccupancyBody } from './OccupancyPage'

/** One agreement, and each thing that is done with it. */
export const showPages = new Hono<AppEnv>()

showPages.get('/occupancies/:id', async (c) => {
  const v = viewOf(c)
  const { o } = await occupancyHere(c, v)
  return shown(v, o.id)
})

const ACTS: Record<string, { told: string; act: (ctx: Ctx, id: string, typed: Typed) => Promise<unknown> }> =
  {
    propose: { told: 'proposed', act: (ctx, id) => proposeAgreement(ctx, id) },
    revise: { told: 'revised', act: (ctx, id) => reviseAgreement(ctx, id) },
    cancel: { told: 'cancelled', act: (ctx, id) => cancelOccupancy(ctx, id) },
    accept: {
      told: 'accepted',
      act: (ctx, id, typed) =>
        acceptOccupancy(ctx, id, {
          hash: typed.hash ?? '',
          ...(typed.side && { side: typed.side as 'landlord' }),
          ...(typed.onBehalfOf && { onBehalfOf: typed.onBehalfOf }),
        }),
    },
    end: {
      told: 'ended',
      act: (ctx, id, typed) =>
        endOccupancy(ctx, id, { leftOn: typed.leftOn ?? '', words: typed.words ?? '' }),
    },
  }
for (const [name, { told, act }] of Object.entries(ACTS))
  showPages.post(`/occupancies/:id/${name}`, async (c) => {
    const v = viewOf(c)
    const { o } = await occupancyHere(c, v)
    const { typed } = await readSent(c, '')
    try {
      await act(v.ctx, o.id, typed)
    } catch (error) {
      return shown(v, o.id, errorsIn(v, error))
    }
    return c.redirect(v.href(`/occupancies/${o.id}?told=${told}`), 303)
  })

async function shown(v: View, id: string, errors?: FormErrors) {
  const { occupancy: o, part } = await visibleOccupancy(v.ctx, id)
  const words = v.t.occupancies
  return paperPage(
    v,
    {
      ...{ title: `${apart(o.lotName)} : ${words.forms[o.form]}`, errors, wide: true },
      ...{ back: { href: v.href('/occupancies'), words: words.back }, told: toldBy(v, words.page.told) },
      over: (
        <p class="nop">
          <Status v={v} o={o} />
        </p>
      ),
    },
    <OccupancyBody v={v} shown={{ o, part, errors }} />,
  )
}
