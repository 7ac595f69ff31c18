import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { createApp } from '../../worker/app'
import type { Env } from '../../worker/platform/env'
import { bindings } from '../support/given'
import type { Entry } from './table'
import { ROLES, type Role, sessionOf, tokenOf } from './world'

export const app = createApp()

/** The bindings, without limits of writing and without consumers: what a request itself did is all that happens. */
const alone = {
  ...bindings,
  WRITES_PER_MINUTE: '1000000',
  EVENTS: { send: async () => {}, sendBatch: async () => {} },
  deliver: async () => {},
} as unknown as Env

export interface Asked {
  method: string
  path: string
  json?: unknown
  form?: Record<string, string | readonly string[] | File>
  /** Sent as it is, with the content type of `headers`. */
  raw?: BodyInit
  headers?: Record<string, string>
}
export interface Answered {
  status: number
  headers: Headers
  text: string
}

const isText = (answer: Response) =>
  !/^(image\/|application\/pdf)/.test(answer.headers.get('content-type') ?? '')

/** A request of someone: to the API with their token, to a page with their session. */
export async function askAs(role: Role, asked: Asked): Promise<Answered> {
  const execution = createExecutionContext()
  const answer = await app.request(
    new Request(`http://localhost:8787${asked.path}`, requestOf(role, asked)),
    undefined,
    alone,
    execution,
  )
  const text = isText(answer) ? await answer.text() : ''
  await waitOnExecutionContext(execution)
  return { status: answer.status, headers: answer.headers, text }
}

function requestOf(role: Role, { method, path, json, form, raw, headers = {} }: Asked): RequestInit {
  const person = ROLES[role]
  const isApi = path.startsWith('/api/')
  const door: Record<string, string> = !person
    ? {}
    : isApi
      ? { authorization: `Bearer ${tokenOf(person)}` }
      : { cookie: `session=${sessionOf(person)}` }
  return {
    method,
    redirect: 'manual',
    headers: {
      ...door,
      ...(!isApi && method !== 'GET' && { origin: 'http://localhost:8787' }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(raw !== undefined
      ? { body: raw }
      : json !== undefined
        ? { body: JSON.stringify(json) }
        : form && { body: formOf(form) }),
  }
}

/** Without files as a browser sends most forms; with one, in parts. */
function formOf(form: NonNullable<Asked['form']>): FormData | URLSearchParams {
  const pairs = Object.entries(form).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [name, one] as [string, string | File]),
  )
  if (pairs.some(([, value]) => value instanceof File)) {
    const data = new FormData()
    for (const [name, value] of pairs) data.append(name, value)
    return data
  }
  return new URLSearchParams(pairs as [string, string][])
}

/** Whether an answer says no to who asks: unknown, not allowed, or asked to sign in. */
export const isRefusal = ({ status, headers }: Answered): boolean =>
  [401, 403, 404].includes(status) ||
  (status === 303 && /^\/(fr|en|ar)\/sign-in(\?|$)/.test(headers.get('location') ?? ''))

/** Every route of the application, "GET /api/v1/me", once, without what its parameters must look like. */
export const routes = (): string[] => [
  ...new Set(
    app.routes
      .filter((r) => r.method !== 'ALL')
      .map((r) => `${r.method} ${r.path.replace(/\{[^}]*\}/g, '').replace(/\/$/, '') || '/'}`),
  ),
]

/** What a route of the table is asked with by this role. */
export const entryOf = (entry: Entry, role: Role): Entry => ({ ...entry, ...entry.by?.[role] })
export async function askedBy(route: string, { path, json, form, raw, headers }: Entry): Promise<Asked> {
  const method = route.split(' ')[0] ?? ''
  return { method, path: typeof path === 'string' ? path : await path(), json, form, raw, headers }
}
