import { html } from 'hono/html'
import type { Language } from '../core/kinds'
import { directionOf } from '../text'

/** A part of a mail: a sentence, a link as a button, or a code to be read and typed. */
export type MailPart = string | { link: string; label: string } | { code: string; label: string }

export interface MailContent {
  language: Language
  title: string
  parts: MailPart[]
  /** Small print: why this mail was sent, how to get fewer. */
  foot: MailPart[]
}

// Mail programs know neither our sheet nor custom properties: the few styles are written out, in the paper and ink of the
// pages.
const BODY = 'margin:0;padding:24px 12px;background:#f5f2ea;color:#1d2126;font:17px/1.5 system-ui,sans-serif'
const BOX =
  'max-width:34rem;margin:0 auto;padding:28px 24px;background:#fffdf9;border:1px solid #ddd6c7;border-radius:18px'
const BUTTON =
  'display:inline-block;padding:13px 20px;border-radius:12px;background:#2443a2;color:#fff;font-weight:700;text-decoration:none'
const CODE = 'font-size:32px;font-weight:800;letter-spacing:6px'
const FOOT = 'max-width:34rem;margin:16px auto 0;padding:0 24px;color:#565853;font-size:14px'

/** The same mail twice: plain text, and simple HTML in the reader's direction. Everything is escaped. */
export function layMail({ language, title, parts, foot }: MailContent): { text: string; html: string } {
  const direction = directionOf(language)
  const page = html`<!doctype html>
<html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><title>${title}</title></head>
<body style="${BODY}"><div style="${BOX}"><h1 style="margin:0 0 16px;font-size:23px;line-height:1.25">${title}</h1>
${parts.map(asHtml)}</div><div style="${FOOT}">${foot.map(asHtml)}</div></body></html>`
  return {
    text: [title, ...parts.map(asText), '--', ...foot.map(asText)].join('\n\n'),
    html: String(page),
  }
}

const asText = (part: MailPart): string => {
  if (typeof part === 'string') return part
  return 'link' in part ? `${part.label}\n${part.link}` : `${part.label}\n${part.code}`
}

const asHtml = (part: MailPart) => {
  if (typeof part === 'string') return html`<p style="margin:0 0 16px">${part}</p>`
  if ('code' in part)
    return html`<p style="margin:0 0 16px">${part.label}<br><b style="${CODE}" dir="ltr">${part.code}</b></p>`
  return html`<p style="margin:0 0 20px"><a href="${part.link}" style="${BUTTON}">${part.label}</a></p>`
}
