import { expect, test } from 'vitest'
import { sendDueMails } from '../../worker/notifications/commands/sendDueMails'
import { stopMails } from '../../worker/notifications/commands/stopMails'
import { sign } from '../../worker/platform/crypto'
import type { Ctx } from '../../worker/platform/context'
import type { Mail } from '../../worker/platform/mail'
import { as, db, eventTypes, givenCluster, givenOrganisation, givenPerson, NOW } from '../support/given'

const SECRET = 'a secret of the test, 32 characters'

/** A mail server that keeps what it is handed, or refuses. */
async function withServer(accepts = true): Promise<{ ctx: Ctx; mails: Mail[] }> {
  const mails: Mail[] = []
  const ctx = await as(null)
  const deliver = async (mail: Mail) => {
    if (!accepts) throw new Error('refused')
    mails.push(mail)
  }
  ctx.env = {
    ...ctx.env,
    SMTP_HOST: '',
    AUTH_SECRET: SECRET,
    PUBLIC_URL: 'https://maillage.example',
    deliver,
  }
  return { ctx, mails }
}

async function givenDue(count: number, dueAt = NOW) {
  const cluster = await givenCluster({ name: 'Pôle Seine', slug: 'pole-seine' })
  const person = await givenPerson({ name: 'Inès Essai' })
  for (let i = 0; i < count; i++) {
    const organisation = await givenOrganisation(cluster, { name: `Structure ${i}` })
    await db
      .insertInto('notices')
      .values({
        ...{
          id: `ntc_${i}`,
          eventId: `evt_${i}`,
          personId: person.id,
          channel: 'mail',
          clusterId: cluster.id,
        },
        ...{
          type: 'affiliation.accepted',
          subjectId: `${cluster.id}:${organisation.id}`,
          dueAt,
          state: 'due',
          createdAt: NOW,
        },
      })
      .execute()
  }
  return person
}
const states = async () =>
  await db.selectFrom('notices').select(['state', 'attempts', 'dueAt']).orderBy('id').execute()

test('one notice is one mail, in the reader’s words, with the way out', async () => {
  const { ctx, mails } = await withServer()
  const person = await givenDue(1)
  expect(await sendDueMails(ctx)).toBe(1)
  const [mail] = mails
  expect(mail).toMatchObject({
    to: person.email,
    subject: 'Structure 0 fait partie du pôle. Bienvenue\u202f!',
  })
  expect(mail?.text).toContain('Bonjour Inès Essai')
  expect(mail?.text).toContain('https://maillage.example/fr/pole-seine/organisations/org_')
  expect(mail?.text).toContain('Europe/Paris')
  expect(mail?.headers?.['Message-ID']).toBe('<ntc_0@maillage.example>')
  expect(mail?.headers?.['List-Unsubscribe']).toContain('https://maillage.example/fr/unsubscribe/per_')
  expect((await states()).map((s) => s.state)).toEqual(['sent'])
})

test('several notices to one person are one mail', async () => {
  const { ctx, mails } = await withServer()
  await givenDue(3)
  expect(await sendDueMails(ctx)).toBe(1)
  expect(mails[0]?.subject).toBe('3 nouvelles de Pôle Seine')
  expect(mails[0]?.text.match(/fait partie du pôle/g)).toHaveLength(3)
})

test('two ticks at once send once', async () => {
  const { ctx, mails } = await withServer()
  await givenDue(2)
  await Promise.all([sendDueMails(ctx), sendDueMails(ctx), sendDueMails(ctx)])
  expect(mails).toHaveLength(1)
})

test('what is not due yet waits', async () => {
  const { ctx, mails } = await withServer()
  await givenDue(1, '2026-11-22T06:00:00.000Z')
  expect(await sendDueMails(ctx)).toBe(0)
  expect(mails).toEqual([])
})

test('a mail that is refused is tried again later, and given up after five times', async () => {
  const { ctx } = await withServer(false)
  const logged: string[] = []
  const { error } = console
  console.error = (line: string) => void logged.push(line)
  const person = await givenDue(1)
  await sendDueMails(ctx)
  expect(await states()).toEqual([{ state: 'due', attempts: 1, dueAt: '2026-11-21T08:05:00.000Z' }])
  for (let i = 0; i < 4; i++) {
    ctx.now = (await states())[0]?.dueAt ?? ''
    await sendDueMails(ctx)
  }
  console.error = error
  expect((await states())[0]).toMatchObject({ state: 'failed', attempts: 5 })
  expect(logged).toHaveLength(5)
  expect(logged.join()).not.toContain(person.email ?? 'no address')
})

test('who stopped the mails after one was due gets none', async () => {
  const { ctx, mails } = await withServer()
  const person = await givenDue(1)
  expect(await stopMails(ctx, await sign(SECRET, person.id))).toBe(true)
  expect(await eventTypes(person.id)).toEqual(['person.updated'])
  expect(await sendDueMails(ctx)).toBe(0)
  expect(mails).toEqual([])
  expect((await states())[0]?.state).toBe('dropped')
})

test('a link that we did not sign stops nothing', async () => {
  const { ctx } = await withServer()
  const person = await givenDue(1)
  expect(await stopMails(ctx, await sign('another secret', person.id))).toBe(false)
  expect(await stopMails(ctx, person.id)).toBe(false)
  expect(await eventTypes()).toEqual([])
})
