import type { Child } from 'hono/jsx'
import { Link, ViteClient } from 'vite-ssr-components/hono'
import { directionOf, LANGUAGE_NAMES } from '../../worker/text'
import type { PageProps, View } from '../view'
import { Icon } from './Icon'

const DOORS = [
  { key: 'search', path: '/search', icon: 'search' },
  { key: 'post', path: '/post', icon: 'plus' },
  { key: 'agenda', path: '/agenda', icon: 'calendar-days' },
  { key: 'messages', path: '/messages', icon: 'message-circle' },
] as const

const PAGES = ['ranking', 'help', 'privacy', 'terms', 'accessibility', 'legal', 'api'] as const

export function Layout({ v, body, unread, ...props }: PageProps & { v: View; unread: number; body: Child }) {
  const { t, language, cluster } = v
  const title = [props.title, cluster?.name ?? t.common.product].join(' | ')
  const url = v.ctx.env.PUBLIC_URL + v.c.req.path
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{title}</title>
        <ViteClient />
        <Link href="/web/styles/index.css" rel="stylesheet" />
        {props.sheets?.includes('booking') && <Link href="/web/styles/booking.css" rel="stylesheet" />}
        {props.sheets?.includes('sharing') && <Link href="/web/styles/sharing.css" rel="stylesheet" />}
        {props.sheets?.includes('report') && <Link href="/web/styles/report.css" rel="stylesheet" />}
        {props.sheets?.includes('figures') && <Link href="/web/styles/coordination.css" rel="stylesheet" />}
        {props.sheets?.includes('calls') && <Link href="/web/styles/calls.css" rel="stylesheet" />}
        {props.sheets?.includes('premises') && <Link href="/web/styles/premises.css" rel="stylesheet" />}
        {props.sheets?.includes('leads') && <Link href="/web/styles/leads.css" rel="stylesheet" />}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="manifest" href="/manifest.webmanifest" />
        <meta name="theme-color" content="#2443a2" />
        {props.noIndex && <meta name="robots" content="noindex" />}
        {/* For search engines and shared links, which never sign in. */}
        {props.description && !v.actor && (
          <>
            <meta name="description" content={props.description} />
            <meta property="og:title" content={props.title} />
            <meta property="og:description" content={props.description} />
            <meta property="og:type" content="website" />
            <meta property="og:url" content={url} />
            {props.image && <meta property="og:image" content={props.image} />}
            {languagesOf(v).map((l) => (
              <link rel="alternate" hreflang={l} href={v.ctx.env.PUBLIC_URL + inLanguage(v, l)} />
            ))}
          </>
        )}
        {props.jsonLd && !v.actor && (
          <script
            type="application/ld+json"
            // Data, with the one character that could end it escaped.
            dangerouslySetInnerHTML={{ __html: JSON.stringify(props.jsonLd).replace(/</g, '\\u003c') }}
          />
        )}
        {props.scripts}
      </head>
      <body>
        <i data-sprite="" />
        <a class="skip" href="#c">
          {t.common.skip}
        </a>
        <Header v={v} door={props.door} unread={unread} />
        <main id="c">{body}</main>
        <Footer v={v} />
      </body>
    </html>
  )
}

function Header({ v, door, unread }: { v: View; door: PageProps['door']; unread: number }) {
  const shown = unread > 98 ? '99+' : String(unread)
  const { t, cluster, actor } = v
  return (
    <header class="top">
      <div class="w">
        <a class="brand" href={cluster ? v.href() : v.at()}>
          <svg viewBox="0 0 36 36" aria-hidden="true">
            <rect width="36" height="36" rx="9" fill="var(--cloth)" />
            <path
              d="M8 27V11l10 10 10-10v16"
              fill="none"
              stroke="#fff"
              stroke-width="4.5"
              stroke-linecap="round"
              stroke-linejoin="round"
            />
            <path
              d="M8 27V11l10 10 10-10v16"
              fill="none"
              stroke="var(--cloth)"
              stroke-width="1.4"
              stroke-dasharray="2.6 2.6"
            />
          </svg>
          <span>
            <bdi>{cluster?.name ?? t.common.product}</bdi>
            {cluster && <small>{t.common.around(cluster.territory)}</small>}
          </span>
        </a>
        <div class="acts">
          <a href="#languages" aria-label={`${v.language.toUpperCase()}, ${t.common.changeLanguage}`}>
            <Icon name="languages" />
            {v.language.toUpperCase()}
          </a>
          {actor && cluster && (
            <a
              href={v.href('/notices')}
              aria-label={unread ? t.common.noticesUnread(unread, shown) : t.common.notices}
            >
              <Icon name="bell" />
              {unread > 0 && <span class="count">{shown}</span>}
            </a>
          )}
          {actor ? (
            <a href={cluster ? v.href('/me') : v.at('/account')} aria-label={t.common.account}>
              <Icon name="circle-user-round" />
            </a>
          ) : (
            <a
              href={`${v.at('/sign-in')}?next=${encodeURIComponent(v.c.req.path)}`}
              aria-label={t.common.signIn}
            >
              <Icon name="circle-user-round" />
            </a>
          )}
        </div>
        {cluster && (
          <nav class="nav" aria-label={t.common.nav}>
            {DOORS.map(({ key, path, icon }) => (
              <a href={v.href(path)} aria-current={door === key ? 'page' : undefined}>
                <Icon name={icon} />
                {t.common[key]}
              </a>
            ))}
          </nav>
        )}
      </div>
    </header>
  )
}

function Footer({ v }: { v: View }) {
  const { t, cluster } = v
  const source = v.ctx.env.SOURCE_URL
  const [ask, , does] = t.common.helper('')
  return (
    <footer class="foot">
      <div class="w">
        {cluster?.isDemo && <p class="q">{t.common.demo}</p>}
        {cluster?.helperName && cluster.helperPhone && (
          <p>
            {ask}
            <b>
              <bdi>{cluster.helperName}</bdi>
            </b>
            {does}
            <a href={`tel:${cluster.helperPhone.replace(/\s/g, '')}`}>
              <span class="nb" dir="ltr">
                {cluster.helperPhone}
              </span>
            </a>
            {t.common.helperHours}
          </p>
        )}
        {(cluster || source) && (
          <ul>
            {cluster &&
              PAGES.map((name) => (
                <li>
                  <a href={v.href(`/pages/${name}`)}>{t.common.pages[name]}</a>
                </li>
              ))}
            {source && (
              <li>
                <a href={source}>{t.common.source}</a>
              </li>
            )}
          </ul>
        )}
        <ul id="languages" aria-label={t.common.languages}>
          {languagesOf(v).map((l) => (
            <li>
              <a href={inLanguage(v, l)} lang={l} hreflang={l} dir={directionOf(l)}>
                {LANGUAGE_NAMES[l]}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  )
}

const languagesOf = (v: View) => v.cluster?.languages ?? (['fr', 'en', 'ar'] as const)

/** This page's address in another language: the language is the first part of the path. */
function inLanguage(v: View, language: string): string {
  const { pathname, search } = new URL(v.c.req.url)
  return pathname.replace(/^\/(fr|en|ar)(?=\/|$)/, `/${language}`) + (v.c.req.method === 'GET' ? search : '')
}
