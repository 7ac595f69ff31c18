import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Language } from '../worker/core/kinds'
import { belongsTo, type Actor, type Ctx } from '../worker/platform/context'
import type { AppContext, ClusterInView } from '../worker/platform/http'
import { unreadCount } from '../worker/notifications/queries'
import { type Dictionary, wordsOf } from '../worker/text'
import { Format } from '../worker/text/format'
import { Layout } from './components/Layout'
import { withSprite } from './components/sprite'

/** What every page needs: who reads, where, in which words. */
export interface View {
  c: AppContext
  ctx: Ctx
  actor: Actor | null
  language: Language
  t: Dictionary
  f: Format
  /** Absent on pages of the deployment itself. */
  cluster: ClusterInView | undefined
  /** Path of a page of this cluster in this language: `href('/search')`. */
  href: (path?: string) => string
  /** Path of a page of the deployment in this language: `at('/account')`. */
  at: (path?: string) => string
  isMember: boolean
  isCoordinator: boolean
}

export function viewOf(c: AppContext): View {
  const ctx = c.get('ctx')
  const cluster = c.get('cluster') as ClusterInView | undefined
  const language = ctx.language
  return {
    c,
    ctx,
    actor: ctx.actor,
    language,
    t: wordsOf(language),
    f: new Format(language, cluster?.timeZone ?? 'Europe/Paris', cluster?.currency ?? 'EUR'),
    cluster,
    href: (path = '') => `/${language}/${cluster?.slug ?? ''}${path}`,
    at: (path = '') => `/${language}${path}`,
    isMember: cluster !== undefined && belongsTo(ctx.actor, cluster.id),
    isCoordinator: cluster !== undefined && (ctx.actor?.coordinates.includes(cluster.id) ?? false),
  }
}

/**
 * web/styles/booking.css: calendars, series, hand-overs, papers; coordination.css: figures of the coordination; premises.css:
 * sites, lots, leads; calls.css: calls for applications; report.css: A4 pages.
 */
export type Sheet = 'booking' | 'sharing' | 'figures' | 'premises' | 'leads' | 'calls' | 'report'

export interface PageProps {
  title: string
  /** Which of the four doors is open. */
  door?: 'search' | 'post' | 'agenda' | 'messages'
  /** One sentence for search engines and shared links. */
  description?: string
  /** Absolute address of a picture for shared links. */
  image?: string
  /** schema.org data; it is written as JSON, never as script. */
  jsonLd?: object
  noIndex?: boolean
  status?: ContentfulStatusCode
  /** The style sheets it needs beside index.css. */
  sheets?: readonly Sheet[]
  /** Island scripts this page is better with. */
  scripts?: Child
}

/** A whole page as the answer. Only the icons and drawings that the body names are sent with it. */
export async function page(v: View, props: PageProps, body: Child): Promise<Response> {
  const unread = v.actor && v.cluster ? await unreadCount(v.ctx, v.actor.personId, v.cluster.id) : 0
  // A component that waits for its data makes the whole markup a promise: it is awaited as text, never before.
  const markup: string = await (<Layout v={v} {...props} unread={unread} body={body} />).toString()
  const html = `<!doctype html>${withSprite(markup)}`
  return v.c.html(html, props.status ?? 200)
}
