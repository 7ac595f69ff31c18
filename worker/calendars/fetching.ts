import { AppError, invalid } from '../core/errors'
import { MOST_LETTERS } from './input'
import { publicAddress } from './rulesOfAddresses'

const PATIENCE_MS = 10_000
const REDIRECTS = 3
/** 304, and what leads on. */
const SAME = 304
const LEADS_ON = [301, 302, 303, 307, 308]

/** What the server of a calendar said of it last, to be asked whether it is still so. */
export interface Validators {
  etag: string | null
  lastModified: string | null
}
export type Fetched = { same: true } | { same: false; text: string; validators: Validators }

const refused = (code: string): AppError => invalid({ path: 'address', code })

/**
 * Fetches a calendar from the public internet: https on port 443, no private name or number, at most three redirects, each
 * looked at like the first; a megabyte, in ten seconds. Nothing of the person or the deployment goes along. Throws `invalid`
 * on `address` with what was wrong: `not_url`, `not_https`, `not_public`, `feed_unreachable`, `feed_status`,
 * `feed_redirects`, `feed_too_large`.
 */
export async function fetchCalendar(address: string, validators?: Validators): Promise<Fetched> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const headers: Record<string, string> = { accept: 'text/calendar, */*;q=0.1', 'user-agent': 'Maillage' }
  if (validators?.etag) headers['if-none-match'] = validators.etag
  if (validators?.lastModified) headers['if-modified-since'] = validators.lastModified
  let at = address
  for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
    const asked = publicAddress(at)
    if ('refused' in asked) throw refused(asked.refused)
    const answer = await answerOf(asked.url, { headers, signal, redirect: 'manual' })
    const location = answer.headers.get('location')
    if (LEADS_ON.includes(answer.status) && location && URL.canParse(location, asked.url.href)) {
      await answer.body?.cancel()
      at = new URL(location, asked.url.href).href
      continue
    }
    if (answer.status === SAME && validators) return { same: true }
    if (answer.status !== 200) {
      await answer.body?.cancel()
      throw refused('feed_status')
    }
    return { same: false, text: await textOf(answer), validators: validatorsIn(answer) }
  }
  throw refused('feed_redirects')
}

/** What a network does not do is no defect of ours. */
async function answerOf(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url.href, init)
  } catch {
    throw refused('feed_unreachable')
  }
}

/** Reads until a megabyte and a byte: what is longer is hung up on, whatever its length said it was. */
async function textOf(answer: Response): Promise<string> {
  if (Number(answer.headers.get('content-length') ?? 0) > MOST_LETTERS) {
    await answer.body?.cancel()
    throw refused('feed_too_large')
  }
  const reader = answer.body?.getReader()
  const decoder = new TextDecoder()
  let [text, size] = ['', 0]
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      size += part.value.byteLength
      if (size > MOST_LETTERS) {
        await reader?.cancel()
        throw refused('feed_too_large')
      }
      text += decoder.decode(part.value, { stream: true })
    }
  } catch (error) {
    throw error instanceof AppError ? error : refused('feed_unreachable')
  }
  return text + decoder.decode()
}

const MOST_OF_A_HEADER = 300
const validatorsIn = (answer: Response): Validators => ({
  etag: short(answer.headers.get('etag')),
  lastModified: short(answer.headers.get('last-modified')),
})
const short = (text: string | null) => (text && text.length <= MOST_OF_A_HEADER ? text : null)
