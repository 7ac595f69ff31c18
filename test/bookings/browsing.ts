import { newId } from '../../worker/core/ids'
import { sha256 } from '../../worker/platform/crypto'
import { ask } from '../support/ask'
import { db } from '../support/given'

type Fields = Record<string, string | string[] | undefined>

/** A browser in which this person is signed in; null: nobody is. */
export async function browsing(person: { id: string } | null) {
  const cookie = person ? await sessionOf(person) : ''
  const send = async (path: string, init: RequestInit = {}) => {
    const answer = await ask(path, { ...init, headers: { cookie, ...init.headers } })
    const location = (answer.headers.get('location') ?? '').replace('http://localhost:8787', '')
    return { status: answer.status, text: await answer.text(), location }
  }
  return {
    get: (path: string) => send(path),
    post: (path: string, fields: Fields) => {
      const form = new URLSearchParams()
      for (const [name, value] of Object.entries(fields))
        for (const one of Array.isArray(value) ? value : [value])
          if (one !== undefined) form.append(name, one)
      const headers = { origin: 'http://localhost:8787', 'content-type': 'application/x-www-form-urlencoded' }
      return send(path, { method: 'POST', body: form.toString(), headers })
    },
  }
}

async function sessionOf(person: { id: string }): Promise<string> {
  const token = newId('session')
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
      ...{ createdAt: new Date().toISOString(), lastUsedAt: new Date().toISOString() },
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    })
    .execute()
  return `session=${token}`
}
