import { mkdtempSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import type { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { build } from '../../scripts/lib/build.ts'
import { migrateFolder, openBuild } from '../../scripts/lib/miniflare.ts'
import { takeConsole } from '../support/console.ts'

/** What a mail server was told, line by line, and the mails it took. */
type Told = { lines: string[]; mails: string[] }

/** A mail server that takes everything, except what is for a full mailbox. */
function mailServer(told: Told): Promise<Server> {
  const server = createServer((socket) => {
    let mail: string[] | null = null
    let rest = ''
    socket.write('220 mail.example.org\r\n')
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      const lines = (rest + data).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (mail) {
          if (line !== '.') mail.push(line)
          else {
            told.mails.push(mail.join('\n'))
            mail = null
            socket.write('250 taken\r\n')
          }
          continue
        }
        told.lines.push(line)
        if (line.startsWith('EHLO')) socket.write('250-mail.example.org\r\n250 AUTH PLAIN\r\n')
        else if (line.startsWith('AUTH')) socket.write('235 known\r\n')
        else if (line.includes('full@')) socket.write('452 full@example.org is full\r\n')
        else if (line === 'DATA') {
          mail = []
          socket.write('354 go on\r\n')
        } else socket.write('250 ok\r\n')
      }
    })
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

describe('mail by SMTP', () => {
  const told: Told = { lines: [], mails: [] }
  let server: Server
  let worker: Miniflare
  beforeAll(async () => {
    server = await mailServer(told)
    const data = mkdtempSync(join(inject('journeysFolder'), 'smtp-'))
    await migrateFolder(data)
    worker = await openBuild(await build('production'), {
      data,
      port: 0,
      bindings: {
        PUBLIC_URL: 'http://localhost',
        AUTH_SECRET: 'a secret for the tests, of more than 32 characters',
        MAIL_FROM: 'Pôle Essai <maillage@example.org>',
        SMTP_HOST: '127.0.0.1',
        SMTP_PORT: String((server.address() as AddressInfo).port),
        SMTP_SECURITY: 'none',
        SMTP_USER: 'user',
        SMTP_PASSWORD: 'password',
      },
    })
  })
  afterAll(async () => {
    await worker.dispose()
    server.close()
  })
  const ask = (email: string) =>
    worker.dispatchFetch('http://localhost/fr/sign-in', {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ email }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost' },
    })

  it('leaves with its sender, its subject and both of its forms', async () => {
    expect((await ask('rosa@example.org')).status).toBe(303)
    const [mail = ''] = told.mails
    expect(told.lines).toContain('MAIL FROM: <maillage@example.org>')
    expect(told.lines).toContain('RCPT TO: <rosa@example.org>')
    expect(told.lines).toContain(`AUTH PLAIN ${Buffer.from('\0user\0password').toString('base64')}`)
    expect(mail).toMatch(/^Subject: \d{6} est votre code pour Maillage$/m)
    expect(mail).toMatch(/^From: ".*" <maillage@example.org>$/m)
    expect(mail).toContain('Content-Type: text/plain; charset="UTF-8"')
    expect(mail).toContain('Content-Type: text/html; charset="UTF-8"')
    expect(mail.replace(/=\n/g, '')).toMatch(/http:\/\/localhost\/fr\/sign-in\/link\/[\w-]{43}/)
  })

  it('that a server does not take is told as such on the page, and logged without the address', async () => {
    const answer = await ask('full@example.org')
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('Réessayez dans une minute')
    const error = 'Error: Mail was not sent: Invalid RCPT TO: <…> 452 … is full'
    expect(takeConsole()).toEqual([JSON.stringify({ at: 'sign-in', error })])
  })
})
