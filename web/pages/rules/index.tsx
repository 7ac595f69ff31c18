import { Hono } from 'hono'
import { offerToRule, setOfferRules } from '../../../worker/bookings/commands/setOfferRules'
import { rulesOf } from '../../../worker/bookings/offers'
import type { Offer } from '../../../worker/bookings/queries'
import { AppError } from '../../../worker/core/errors'
import { wallOf } from '../../../worker/core/time'
import { type Listing, listingsById, listingsOfOrganisations, maySee } from '../../../worker/listings/queries'
import { namesOf } from '../../../worker/organisations/queries'
import { mustBeSignedIn } from '../../../worker/platform/context'
import { SearchInput } from '../../../worker/search/input'
import { searchListings } from '../../../worker/search/queries'
import type { AppEnv } from '../../../worker/platform/http'
import { errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import type { Typed } from '../listings/form'
import { readForm } from '../listings/own'
import { inForm, rulesIn, typedFrom } from './form'
import { RulesPage } from './RulesPage'

/** What a lender asks of those who book an offer. */
export const rulesPages = new Hono<AppEnv>()
const PATH = '/me/listings/:id/rules'

rulesPages.get(PATH, async (c) => {
  const v = viewOf(c)
  const offer = await ownOffer(v)
  const { rules, version } = await rulesOf(v.ctx, offer.listing.id)
  const names = await namesOf(v.ctx, offer.listing.clusterId)
  const typed = typedFrom(rules, names, wallOf(v.ctx.now, offer.zone).date)
  return rulesPage(v, offer, { ...typed, version: String(version) })
})

rulesPages.post(PATH, async (c) => {
  const v = viewOf(c)
  const offer = await ownOffer(v)
  const { typed } = await readForm(c)
  // Looks for what could go with it: all that is typed stays, nothing is saved.
  if (typed.act === 'find') return rulesPage(v, offer, typed)
  const { rules } = await rulesOf(v.ctx, offer.listing.id)
  const names = await namesOf(v.ctx, offer.listing.clusterId)
  const { input, wrong } = rulesIn(typed, rules, offer, names, v.ctx.now)
  try {
    if (wrong.length > 0) throw new AppError('invalid', { fields: wrong })
    await setOfferRules(v.ctx, offer.listing.id, input, Number(typed.version) || 0)
  } catch (error) {
    const known = error instanceof AppError && wrong.length === 0 ? error.details.fields : undefined
    const placed = known ? new AppError('invalid', { fields: inForm(known, typed, input) }) : error
    return rulesPage(v, offer, typed, errorsIn(v, placed))
  }
  return c.redirect(v.href(`/me/listings/${offer.listing.id}/rules?told=saved`), 303)
})

async function ownOffer(v: View): Promise<Offer> {
  mustBeSignedIn(v.ctx)
  const offer = await offerToRule(v.ctx, v.c.req.param('id') ?? '')
  if (offer.listing.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return offer
}

async function rulesPage(v: View, offer: Offer, typed: Typed, errors?: FormErrors) {
  const { listing } = offer
  const others = await partsToChoose(v, offer, typed)
  return page(
    v,
    {
      title: `${v.t.rules.title} : ${listing.title}`,
      ...{ door: 'post', noIndex: true, status: errors ? 422 : 200, sheets: ['booking'] },
    },
    <RulesPage
      v={v}
      form={{ offer, typed, errors, others }}
      told={v.c.req.query('told') === 'saved' ? v.t.rules.saved : undefined}
    />,
  )
}

const MOST_OWN = 12
const MOST_FOUND = 12

/**
 * What could always go with an offer: what goes with it already or is ticked, also where it is paused, so that it can be unticked;
 * what was looked for among all offers of the cluster; then the lender's own.
 */
async function partsToChoose(v: View, { listing, rules }: Offer, typed: Typed): Promise<Listing[]> {
  const cluster = v.cluster
  const ticked = [typed.bundle ?? []].flat()
  const words = String(typed.find ?? '').trim()
  const own = await listingsOfOrganisations(v.ctx, listing.clusterId, [listing.organisationId], 'published')
  const found =
    words && cluster
      ? await searchListings(v.ctx, cluster, SearchInput.parse({ q: words.slice(0, 200), limit: MOST_FOUND }))
      : { items: [] }
  const ids = [
    ...rules.bundle.map((part) => part.offerId),
    ...ticked,
    ...found.items.map((one) => one.id),
    ...own.items
      .filter((l) => l.direction === 'offer')
      .slice(0, MOST_OWN)
      .map((l) => l.id),
  ]
  const unique = [...new Set(ids)].filter((id) => id !== listing.id).slice(0, 60)
  const read = new Map((await listingsById(v.ctx, unique)).map((l) => [l.id, l]))
  return unique
    .flatMap((id) => read.get(id) ?? [])
    .filter(
      (l) =>
        l.clusterId === listing.clusterId &&
        (rules.bundle.some((p) => p.offerId === l.id) || maySee(v.ctx, l)),
    )
}
