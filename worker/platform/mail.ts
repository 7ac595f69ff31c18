import type { Env, Mail } from './env'

export type { Mail }

/**
 * Sends one mail: by SMTP where SMTP_HOST is set, else where the entry says (the local mailbox). Attachments are text.
 * Throws where it could not be sent; the error never holds the address, so that callers may log it and try again.
 */
export async function sendMail(env: Env, mail: Mail): Promise<void> {
  if (env.SMTP_HOST) return bySmtp(env, env.SMTP_HOST, mail)
  if (env.deliver) return env.deliver(mail)
  throw new Error('Mail cannot be sent: SMTP_HOST is not set')
}

async function bySmtp(env: Env, host: string, mail: Mail): Promise<void> {
  // Loaded when a mail leaves: most requests send none.
  const { WorkerMailer, LogLevel } = await import('worker-mailer')
  const security = env.SMTP_SECURITY ?? 'tls'
  try {
    await WorkerMailer.send(
      {
        host,
        port: Number(env.SMTP_PORT) || (security === 'tls' ? 465 : 587),
        secure: security === 'tls',
        startTls: security === 'starttls',
        ...(env.SMTP_USER && {
          credentials: { username: env.SMTP_USER, password: env.SMTP_PASSWORD ?? '' },
          authType: ['plain', 'login', 'cram-md5'],
        }),
        // It would write the recipient's address.
        logLevel: LogLevel.NONE,
        socketTimeoutMs: 15_000,
      },
      {
        from: mailFrom(env),
        to: oneLine(mail.to),
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        headers: { ...lines(mail.headers), Subject: encodedHeader(mail.subject) },
        attachments: mail.attachments?.map((a) => ({ ...a, content: base64(a.content) })),
      },
    )
  } catch (error) {
    throw new Error(`Mail was not sent: ${withoutAddresses(String((error as Error)?.message ?? error))}`)
  }
}

/** "Maillage <maillage@example.org>", or an address alone. */
export function mailFrom(env: Pick<Env, 'MAIL_FROM' | 'PUBLIC_URL'>): { name?: string; email: string } {
  const from = env.MAIL_FROM ?? `maillage@${new URL(env.PUBLIC_URL).hostname}`
  const named = /^\s*"?([^"<]*?)"?\s*<([^>]+)>\s*$/.exec(from)
  return named ? { name: oneLine(named[1] ?? ''), email: named[2] ?? '' } : { email: from.trim() }
}

/** A header in RFC 2047 words of at most 75 characters, each a whole number of letters, folded over lines. */
export function encodedHeader(text: string): string {
  const line = oneLine(text)
  if (/^[\x20-\x7e]*$/.test(line) && line.length < 70) return line
  const words: string[] = []
  let word = ''
  for (const letter of line) {
    if (new TextEncoder().encode(word + letter).length > 45) {
      words.push(word)
      word = ''
    }
    word += letter
  }
  return [...words, word].map((w) => `=?UTF-8?B?${base64(w)}?=`).join('\r\n ')
}

/** A line break in a header would begin another header. */
const oneLine = (text: string): string => text.replace(/[\r\n\0]+/g, ' ').trim()
const lines = (headers: Record<string, string> = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, oneLine(value)]))
const withoutAddresses = (text: string): string => oneLine(text).replace(/[^\s<>:"]+@[^\s<>:"]+/g, '…')

function base64(text: string): string {
  let bytes = ''
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte)
  return btoa(bytes)
}
