import { Script } from 'vite-ssr-components/hono'

/** What makes posting better where scripts run: smaller photos, codes found while typing, what fits while answering. */
export const ListingScripts = () => (
  <>
    <Script src="/web/islands/photo-resizer.ts" />
    <Script src="/web/islands/code-search.ts" />
    <Script src="/web/islands/match-list.ts" />
  </>
)
