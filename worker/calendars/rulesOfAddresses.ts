// Pure: which addresses of calendars may be asked at all. Names are looked at here; what a name resolves to is filtered where
// the request leaves (Cloudflare reaches no private network; the local server's network allows public addresses alone).

/** Names that never mean a machine of the public internet (RFC 6761, 6762, 7686, 8375, and what routers use). */
const PRIVATE =
  /(^|\.)(localhost|local|localdomain|internal|intranet|private|corp|lan|home|home\.arpa|arpa|test|example|invalid|onion|alt)$/

const MOST_LETTERS = 2000

/**
 * The address as it is asked, or why it is refused: `not_url`, `not_https`, `not_public`. `webcal:` is what calendar programs
 * say for https. No other port than 443, no name and password, no bare number, no name that is not of the public internet.
 */
export function publicAddress(
  text: string,
): { url: URL } | { refused: 'not_url' | 'not_https' | 'not_public' } {
  const typed = text.trim().replace(/^webcals?:\/\//i, 'https://')
  if (typed.length > MOST_LETTERS || !URL.canParse(typed)) return { refused: 'not_url' }
  const url = new URL(typed)
  if (url.protocol !== 'https:') return { refused: 'not_https' }
  // The parser has made "2130706433", "0x7f.1" and "017700000001" into four numbers, and small letters of capitals.
  const name = url.hostname.replace(/\.$/, '')
  const isNumber = name.startsWith('[') || /(^|\.)(\d+|0x[\da-f]*)$/.test(name)
  const labels = name.split('.')
  if (url.port !== '' || url.username !== '' || url.password !== '' || isNumber)
    return { refused: 'not_public' }
  if (labels.length < 2 || labels.includes('') || PRIVATE.test(name)) return { refused: 'not_public' }
  url.hash = ''
  return { url }
}
