import { DAY, HOUR, MINUTE } from '../core/time'

/** How long what opens a door does so, in milliseconds. */
export const CODE_LIFE = 10 * MINUTE
export const LINK_LIFE = 30 * MINUTE
/** A session lives this long after its last use; it is renewed at most once in RENEW_AFTER. */
export const SESSION_LIFE = 60 * DAY
export const RENEW_AFTER = HOUR
/** Tries a code takes: after three wrong ones it is worthless. */
export const TRIES = 3

/**
 * The page of ours to come back to, or null. Whatever a browser would read as another site's address ("//site", "/\site",
 * "/..//site", a tab inside) is not ours; nor are the pages that would ask to sign in, or out, again.
 */
export function ownPath(next: unknown): string | null {
  if (typeof next !== 'string' || next.length > 500 || !next.startsWith('/')) return null
  const base = 'https://own.invalid'
  if (!URL.canParse(next, base)) return null
  const { origin, pathname, search, hash } = new URL(next, base)
  if (origin !== base || /^\/[/\\]/.test(pathname)) return null
  if (/^\/(\w\w\/)?(sign-in|sign-out)(\/|$)/.test(pathname)) return null
  return pathname + search + hash
}

/** The digits of a code as people type them: spaces and dashes fall out, Arabic-Indic digits are digits. */
export function digitsOf(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) % 16)).replace(/[^0-9]/g, '')
}

/** Six random digits, each number as likely as another. */
export function newCode(): string {
  const LIMIT = 4_294_000_000 // the greatest multiple of a million that 32 bits hold
  for (;;) {
    const [number = LIMIT] = crypto.getRandomValues(new Uint32Array(1))
    if (number < LIMIT) return String(number % 1_000_000).padStart(6, '0')
  }
}

const BROWSERS = [
  ['Edge', /\bEdg(e|A|iOS)?\//],
  ['Opera', /\b(OPR|Opera)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|Chromium)\//],
  ['Safari', /\bSafari\//],
] as const
const SYSTEMS = [
  ['Android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
] as const

/** What a browser says it is, as people know it: "Firefox, Android". Empty where it says nothing known. */
export function deviceOf(userAgent: string): string {
  const known = (list: readonly (readonly [string, RegExp])[]) =>
    list.find(([, mark]) => mark.test(userAgent))?.[0]
  return [known(BROWSERS), known(SYSTEMS)].filter(Boolean).join(', ')
}
