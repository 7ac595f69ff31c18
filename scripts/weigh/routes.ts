import { call } from '../lib/call.ts'
import type { Server } from '../lib/server.ts'
import { type Screen, withoutScreen } from './screens.ts'

/** Pages the application has and the list does not, and the other way round: a new page cannot be forgotten. */
export async function unlisted(server: Server, screens: readonly Screen[]): Promise<string[]> {
  const { routes } = await call<{ routes: { method: string; path: string }[] }>(server, '/dev/routes')
  const pages = new Set(routes.filter(({ method }) => method === 'GET').map(({ path }) => plain(path)))
  const listed = new Set(screens.map(({ route }) => route))
  return [
    ...[...pages]
      .filter((path) => !path.startsWith('/api/') && !listed.has(path) && !(path in withoutScreen))
      .map((path) => `the page ${path} is not in scripts/weigh/screens.ts`),
    ...[...listed, ...Object.keys(withoutScreen)]
      .filter((path) => !pages.has(path))
      .map((path) => `scripts/weigh/screens.ts names ${path}, which the application does not have`),
  ]
}

/** Without the patterns of its parameters: `/:language{fr|en|ar}/:slug{…}/search` is `/:language/:slug/search`. */
function plain(path: string): string {
  return path.replace(/\{[^}]*\}/g, '').replace(/(.)\/$/, '$1')
}
