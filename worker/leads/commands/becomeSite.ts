import { AppError, invalid } from '../../core/errors'
import { affiliationOf } from '../../organisations/queries'
import { type Fact, fact } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { openSite } from '../../premises/commands/openSite'
import { BecomeSite } from '../input'
import { leadInside } from '../queries'
import { mayBecomeSite } from '../rules'
import { write } from './changeLead'

/**
 * The owner is known and agrees: the lead becomes a site of theirs, a draft that they fill in, in one batch. The columns it
 * was imported with go with it. Throws `transition_not_allowed`, `invalid`. Returns the id of the site.
 */
export async function becomeSite(ctx: Ctx, id: string, given: BecomeSite): Promise<string> {
  const lead = await leadInside(ctx, id)
  const { organisationId, name } = check(BecomeSite, given)
  if (!mayBecomeSite(lead)) throw new AppError('transition_not_allowed', { state: lead.stage })
  if ((await affiliationOf(ctx, lead.clusterId, organisationId))?.status !== 'active')
    throw invalid({ path: 'organisationId', code: 'not_a_choice' })
  return openSite(
    ctx,
    lead.clusterId,
    {
      ...{ organisationId, name: name ?? lead.title, address: lead.address, commune: lead.commune },
      ...{ postcode: lead.postcode, insee: lead.insee, lat: lead.lat, lng: lead.lng },
      ...{ surfaceM2: lead.surfaceM2, language: ctx.language },
    },
    { asCoordinator: true },
    {
      ...{ friches: lead.friches, leadId: id },
      also: (siteId) => {
        const happened = fact(ctx, 'lead.became_site', {
          ...{ clusterId: lead.clusterId, table: 'leads', row: id },
          payload: { siteId, from: lead.stage },
        }) as Fact
        const set = { ...{ stage: 'site', stageSince: ctx.now, siteId, ownerId: organisationId } }
        return {
          facts: [happened],
          writes: [write(ctx, lead, happened, { ...set, nextAction: '', nextOn: null })],
        }
      },
    },
  )
}
