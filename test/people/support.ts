import { env } from 'cloudflare:workers'
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { createApp } from '../../worker/app'
import type { Env, Mail } from '../../worker/platform/env'

/** A browser of one person over the whole app: it keeps its cookies, and the mails that it causes are read here. */
export function browser(settings: Partial<Env> = {}) {
  const app = createApp()
  const mails: Mail[] = []
  const cookies = new Map<string, string>()
  const bound = {
    ...(env as unknown as Env),
    deliver: async (mail: Mail) => void mails.push(mail),
    ...settings,
  }
  async function send(path: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
    const execution = createExecutionContext()
    const request = new Request(bound.PUBLIC_URL + path, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      ...(form && { body: new URLSearchParams(form).toString() }),
      headers: {
        ...(form && { 'content-type': 'application/x-www-form-urlencoded', origin: bound.PUBLIC_URL }),
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'user-agent': 'Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0',
        ...headers,
      },
    })
    const answer = await app.fetch(request, bound, execution)
    await waitOnExecutionContext(execution)
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      if (/max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? '',
      text: await answer.text(),
      headers: answer.headers,
    }
  }
  return {
    mails,
    cookies,
    get: (path: string, headers?: Record<string, string>) => send(path, undefined, headers),
    post: (path: string, form: Record<string, string> = {}, headers?: Record<string, string>) =>
      send(path, form, headers),
  }
}
export type Browser = ReturnType<typeof browser>

/** Asks for a mail and reads it: the page that asks for the code, the code, the path of the link. */
export async function asked(someone: Browser, email: string, next?: string) {
  const answer = await someone.post('/fr/sign-in', { email, ...(next && { next }) })
  const mail = someone.mails.at(-1)
  const code = /\b(\d{6})\b/.exec(mail?.subject ?? '')?.[1] ?? ''
  const link = /http\S+(\/fr\/sign-in\/link\/\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
  return { answer, codePage: answer.location, code, link, mail }
}

/** Signs a known person in. */
export async function signedIn(email: string, settings?: Partial<Env>): Promise<Browser> {
  const someone = browser(settings)
  const { link } = await asked(someone, email)
  await someone.post(link)
  return someone
}
