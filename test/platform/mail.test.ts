import { describe, expect, it } from 'vitest'
import { encodedHeader, mailFrom, sendMail } from '../../worker/platform/mail'
import { layMail } from '../../worker/platform/mailLayout'
import { bindings } from '../support/given'

const MAIL = { to: 'rosa@example.org', subject: 'Bonjour', text: 'Bonjour' }

describe('sending a mail', () => {
  it('fails in clear words where there is no way to send it, without the address', async () => {
    const failed = await sendMail(bindings, MAIL).catch((error: Error) => error.message)
    expect(failed).toBe('Mail cannot be sent: SMTP_HOST is not set')
  })

  it('goes where the entry says, when there is no SMTP', async () => {
    const kept: unknown[] = []
    await sendMail({ ...bindings, deliver: async (mail) => void kept.push(mail) }, MAIL)
    expect(kept).toEqual([MAIL])
  })

  it('fails by SMTP without telling the address', async () => {
    const env = { ...bindings, SMTP_HOST: '127.0.0.1', SMTP_PORT: '1', SMTP_SECURITY: 'none' as const }
    const failed = await sendMail(env, MAIL).catch((error: Error) => error.message)
    expect(failed).toMatch(/^Mail was not sent: /)
    expect(failed).not.toContain('rosa')
  })

  it.each([
    ['Maillage <m@example.org>', { name: 'Maillage', email: 'm@example.org' }],
    ['"Pôle Seine" <m@example.org>', { name: 'Pôle Seine', email: 'm@example.org' }],
    ['m@example.org', { email: 'm@example.org' }],
    [undefined, { email: 'maillage@localhost' }],
  ])('comes from %s', (MAIL_FROM, from) => {
    expect(mailFrom({ PUBLIC_URL: 'http://localhost:8787', MAIL_FROM })).toEqual(from)
  })
})

describe('a subject', () => {
  const decoded = (header: string) =>
    header
      .split('\r\n ')
      .map((word) => {
        const coded = /^=\?UTF-8\?B\?(.+)\?=$/.exec(word)?.[1]
        if (coded === undefined) return word
        return new TextDecoder().decode(Uint8Array.from(atob(coded), (c) => c.charCodeAt(0)))
      })
      .join('')

  it.each([
    'Simple',
    'Réservation confirmée : grande salle, mardi 8 décembre, 14 h – 16 h, chez Les Jardins des Aulnes',
    'تم تأكيد الحجز: قاعة كبيرة تطل على المحيط، يوم الثلاثاء 8 دجنبر، من 14:00 إلى 16:00',
    '👩🏽‍🌾'.repeat(12),
  ])('keeps its letters: %s', (subject) => {
    const header = encodedHeader(subject)
    expect(decoded(header)).toBe(subject)
    for (const line of header.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76)
  })

  it('can not begin another header', () => {
    expect(encodedHeader('Bonjour\r\nBcc: other@example.org')).toBe('Bonjour Bcc: other@example.org')
  })
})

describe('the layout of a mail', () => {
  const content = {
    title: 'Salle <grande> & petite',
    parts: [
      'Une phrase.',
      { code: '123 456', label: 'Code' },
      { link: 'https://example.org/?a=1&b="2', label: 'Voir' },
    ],
    foot: ['Pourquoi ce mail.'],
  }

  it('says the same in text and in HTML, and escapes what people wrote', () => {
    const { text, html } = layMail({ language: 'fr', ...content })
    expect(text).toBe(
      'Salle <grande> & petite\n\nUne phrase.\n\nCode\n123 456\n\nVoir\nhttps://example.org/?a=1&b="2\n\n--\n\nPourquoi ce mail.',
    )
    expect(html).toContain('Salle &lt;grande&gt; &amp; petite')
    expect(html).not.toContain('<grande>')
    expect(html).toContain('href="https://example.org/?a=1&amp;b=&quot;2"')
    for (const part of ['Une phrase.', '123 456', 'Voir', 'Pourquoi ce mail.']) expect(html).toContain(part)
  })

  it('reads from right to left in Arabic', () => {
    const { html } = layMail({ language: 'ar', ...content })
    expect(html).toContain('<html lang="ar" dir="rtl">')
  })
})
