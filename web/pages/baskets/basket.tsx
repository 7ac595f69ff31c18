import { Hono } from 'hono'
import { sendBasket } from '../../../worker/baskets/commands/sendBasket'
import { type Draft, draftOf, keepDraft, withItems, withoutItem } from '../../../worker/baskets/draft'
import type { BasketItem } from '../../../worker/baskets/input'
import { mustBeBookable, readBasket } from '../../../worker/baskets/reading'
import { membersOfCluster, organisationOfMember } from '../../../worker/bookings/people'
import { offerOf, visibleOffer } from '../../../worker/bookings/queries'
import { AppError } from '../../../worker/core/errors'
import { mustActFor, mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv, ClusterInView } from '../../../worker/platform/http'
import { errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { offerHere } from '../here'
import { chosenIn, inputOf } from '../../components/bookingAsked'
import { bookPage, inPlace } from '../bookings/book'
import { once } from '../bookings/once'
import { takenIn } from './asked'
import { BasketPage } from './BasketPage'

/** The basket of a person in a cluster: filled from offers and from what is free, sent at once. */
export const basketPages = new Hono<AppEnv>()

basketPages.get('/basket', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const words: Record<string, string> = v.t.baskets.basket.told
  return basketPage(v, c.get('cluster'), { told: words[c.req.query('told') ?? ''] })
})

/** The form of a booking, or times of an offer that were free: put into the basket, instead of what it replaces. */
basketPages.post('/offers/:id/basket', async (c) => {
  const v = viewOf(c)
  mustBeBorrower(v)
  const listing = await offerHere(v)
  const form = await c.req.formData()
  const chosen = chosenIn(form)
  const { onBehalfOf, item: key } = chosen
  if (onBehalfOf) chosen.organisationId = await organisationOfMember(v.ctx, listing.clusterId, onBehalfOf)
  try {
    const offer = await offerOf(v.ctx, listing)
    const times = form.getAll('take').flatMap((one) => takenIn(String(one)) ?? [])
    const items = times.length > 0 ? times.map((one) => ({ ...one, offerId: listing.id })) : [itemOf(chosen)]
    function itemOf(asked: typeof chosen): BasketItem {
      const { organisationId: _o, onBehalfOf: _b, note: _n, ...item } = inputOf(asked, offer)
      return {
        ...item,
        offerId: listing.id,
        quantity: item.quantity ?? 1,
        tariff: item.tariff ?? 'reference',
      }
    }
    if (chosen.organisationId || onBehalfOf)
      await mustActFor(v.ctx, chosen.organisationId ?? '', listing.clusterId, onBehalfOf ?? null)
    const organisationId = chosen.organisationId ?? borrowers(v)[0]?.organisationId ?? ''
    for (const item of items) mustBeBookable(v.ctx, offer, item, organisationId)
    await keepDraft(v.ctx, listing.clusterId, (draft) => ({
      ...withItems(draft, items, key),
      ...(chosen.organisationId && { organisationId: chosen.organisationId, onBehalfOf }),
      note: draft.note || (chosen.note ?? ''),
    }))
  } catch (error) {
    return bookPage(v, listing, { chosen, errors: inPlace(v, errorsIn(v, error)) })
  }
  const back = form.get('back')
  if (typeof back === 'string' && back.startsWith('?'))
    return c.redirect(`${v.href('/free')}${back}&added=1`, 303)
  return c.redirect(v.href(`/basket?told=${key ? 'replaced' : 'added'}`), 303)
})

basketPages.post('/basket/items/:item/remove', async (c) => {
  const v = viewOf(c)
  mustBeBorrower(v)
  await keepDraft(v.ctx, c.get('cluster').id, (draft) => withoutItem(draft, c.req.param('item')))
  return c.redirect(v.href('/basket?told=removed'), 303)
})

basketPages.post('/basket/items/:item/replace', async (c) => {
  const v = viewOf(c)
  mustBeBorrower(v)
  const cluster = c.get('cluster')
  const key = c.req.param('item')
  const taken = takenIn(String((await c.req.formData()).get('take') ?? ''))
  const draft = await draftOf(v.ctx, cluster.id)
  const old = draft.items.find((item) => item.key === key)
  // The page was old: it shows what lies in the basket now.
  if (!taken || !old)
    return basketPage(v, cluster, { errors: { fields: {}, general: v.t.errors.codes.stale } })
  const offer = await visibleOffer(v.ctx, taken.offerId)
  if (offer.listing.clusterId !== cluster.id) throw new AppError('not_found')
  // Another offer has other doors, and perhaps not the one that was chosen.
  const same = taken.offerId === old.offerId
  const item = { ...taken, needId: old.needId, ...(same && { tariff: old.tariff }) }
  try {
    mustBeBookable(v.ctx, offer, item, draft.organisationId ?? borrowers(v)[0]?.organisationId ?? '')
  } catch (error) {
    return basketPage(v, cluster, { errors: errorsIn(v, error) })
  }
  await keepDraft(v.ctx, cluster.id, (kept) => withItems(kept, [item], key))
  return c.redirect(v.href('/basket?told=replaced'), 303)
})

basketPages.post('/basket/send', async (c) => {
  const v = viewOf(c)
  mustBeBorrower(v)
  const cluster = c.get('cluster')
  const form = await c.req.formData()
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const onBehalfOf = text('onBehalfOf') || undefined
  const organisationId = onBehalfOf
    ? await organisationOfMember(v.ctx, cluster.id, onBehalfOf)
    : text('organisationId')
  // What was typed is kept, whatever becomes of the request.
  const typed = { organisationId: organisationId ?? '', onBehalfOf, note: text('note').slice(0, 1000) }
  try {
    const location = await once(v.ctx, form.get('once'), async () => {
      const { id } = await sendBasket(v.ctx, cluster.id, typed)
      return v.href(`/baskets/${id}?told=sent`)
    })
    return c.redirect(location, 303)
  } catch (error) {
    v.ctx.once = undefined
    if (!(error instanceof AppError)) throw error
    const errors = withItem(v, error)
    await keepDraft(v.ctx, cluster.id, (draft) => (draft.items.length > 0 ? { ...draft, ...typed } : draft))
    return basketPage(v, cluster, error.code === 'capacity_taken' ? { refused: true } : { errors })
  }
})

/** A refusal of one thing says which. */
function withItem(v: View, error: AppError): FormErrors {
  const errors = errorsIn(v, error)
  return error.details.item === undefined ? errors : { fields: {}, general: v.t.baskets.basket.refused }
}

const borrowers = (v: View) =>
  (v.actor?.organisations ?? []).filter((m) => v.cluster !== undefined && m.clusters.includes(v.cluster.id))

function mustBeBorrower(v: View): void {
  mustBeSignedIn(v.ctx)
  if (!v.isCoordinator && borrowers(v).length === 0) throw new AppError('not_member')
}

interface More {
  told?: string | undefined
  refused?: boolean
  errors?: FormErrors
}

async function basketPage(v: View, cluster: ClusterInView, { told, refused, errors }: More) {
  const draft: Draft = await draftOf(v.ctx, cluster.id)
  const mine = borrowers(v)
  const known = draft.onBehalfOf !== undefined || mine.some((m) => m.organisationId === draft.organisationId)
  const organisationId = (known ? draft.organisationId : mine[0]?.organisationId) ?? ''
  const [read, members] = await Promise.all([
    readBasket(v.ctx, cluster, draft, organisationId),
    v.isCoordinator && draft.items.length > 0 ? membersOfCluster(v.ctx, cluster.id) : [],
  ])
  return page(
    v,
    {
      ...{ title: v.t.baskets.basket.title, door: 'search', noIndex: true, sheets: ['booking'] },
      status: refused ? 409 : errors ? 422 : 200,
    },
    <BasketPage
      v={v}
      shown={{
        ...{ draft, read, mine, members, organisationId, once: crypto.randomUUID() },
        ...(told && { told }),
        ...(refused && { refused }),
        ...(errors && { errors }),
      }}
    />,
  )
}
