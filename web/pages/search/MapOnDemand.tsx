import { Script } from 'vite-ssr-components/hono'
import type { Found } from '../../../worker/search/found'
import { listingPath } from '../../components/ListingCard'
import type { View } from '../../view'

/**
 * A button that brings the real map; nothing of it is loaded before the tap, and without scripts it is not there. A second
 * one on a page is given no items: it shows those of the other.
 */
export function MapOnDemand({ v, items }: { v: View; items: Found[] }) {
  const { env } = v.ctx
  const words = v.t.search.map
  const points = items.flatMap((one) =>
    one.point ? [[one.point.lat, one.point.lng, one.kind, one.title, listingPath(v, one)] as const] : [],
  )
  return (
    <real-map
      data-points={items.length > 0 ? JSON.stringify(points) : undefined}
      data-tiles={env.TILES_URL ?? ''}
      data-attribution={env.TILES_ATTRIBUTION ?? ''}
      data-open={words.open}
      data-loading={words.loading}
      data-failed={words.failed}
    />
  )
}

export const MapScript = () => <Script src="/web/islands/real-map.ts" />
