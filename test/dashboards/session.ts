import { newId } from '../../worker/core/ids'
import { sha256 } from '../../worker/platform/crypto'
import { ask } from '../support/ask'
import { db } from '../support/given'

/** A browser in which this person is signed in. */
export async function signedIn(person: { id: string }) {
  const token = `session-of-${person.id}`
  const now = new Date().toISOString()
  await db
    .insertInto('authSessions')
    .values({
      ...{
        tokenHash: await sha256(token),
        id: newId('session'),
        personId: person.id,
        email: null,
        device: '',
      },
      ...{ createdAt: now, lastUsedAt: now, expiresAt: new Date(Date.now() + 86_400_000).toISOString() },
    })
    .execute()
  const cookie = `session=${token}`
  return {
    get: async (path: string) => {
      const answer = await ask(path, { headers: { cookie } })
      return { status: answer.status, text: await answer.text(), headers: answer.headers }
    },
    post: async (path: string, form: Record<string, string>) => {
      const headers = {
        cookie,
        origin: 'http://localhost:8787',
        'content-type': 'application/x-www-form-urlencoded',
      }
      const answer = await ask(path, { method: 'POST', body: new URLSearchParams(form).toString(), headers })
      return { status: answer.status, text: await answer.text(), headers: answer.headers }
    },
  }
}

/** A token of this person, for the API. */
export async function tokenOf(person: { id: string }) {
  const token = `mlg_token-of-${person.id}`
  await db
    .insertInto('apiTokens')
    .values({
      ...{ id: newId('token'), personId: person.id, name: '', tokenHash: await sha256(token) },
      ...{ createdAt: new Date().toISOString(), lastUsedAt: null, revokedAt: null },
    })
    .execute()
  return { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
}
