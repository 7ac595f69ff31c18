import { AppError } from '../../core/errors'
import { type Ctx, mustActFor } from '../../platform/context'
import { draftOf, emptied } from '../draft'
import { type Basket, requestBasket } from './requestBasket'

interface For {
  organisationId: string
  onBehalfOf?: string | null
  note: string
}

/** Asks for all that lies in the actor's basket in a cluster, and empties it in the same batch. Throws as `requestBasket`. */
export async function sendBasket(ctx: Ctx, clusterId: string, wanted: For): Promise<Basket> {
  await mustActFor(ctx, wanted.organisationId, clusterId, wanted.onBehalfOf)
  const { items } = await draftOf(ctx, clusterId)
  if (items.length === 0) throw new AppError('invalid', { fields: [{ path: 'items', code: 'required' }] })
  const asked = items.map(({ key: _, ...item }) => item)
  return requestBasket(ctx, { ...wanted, items: asked }, [emptied(ctx, clusterId)])
}
