import { request } from 'node:http'
import { Stop } from './project.ts'
import type { Server } from './server.ts'

/** Calls a door of the local entry; a refusal ends the command with the words of its problem+json. */
export async function call<T>(server: Server, path: string, body: unknown = {}): Promise<T> {
  const { status, text } = await post(server, path, JSON.stringify(body))
  if (status < 300) return (text ? JSON.parse(text) : undefined) as T
  throw new Stop(`${reason(text)} (${status})`)
}

/**
 * Not fetch(): on a busy machine it takes up a connection that the server has just closed, and it ends what has not answered
 * within five minutes. Most doors must not be called twice, so neither could be tried again.
 */
function post({ url, key }: Server, path: string, body: string): Promise<{ status: number; text: string }> {
  const headers = {
    ...{ 'x-local-key': key, 'content-type': 'application/json' },
    'content-length': Buffer.byteLength(body),
  }
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { method: 'POST', headers, agent: false }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', failed)
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
      )
    })
    const failed = (error: NodeJS.ErrnoException) =>
      reject(new Stop(`${url}${path} was cut off (${error.code ?? error.message}): has the server stopped?`))
    sent.on('error', failed)
    sent.end(body)
  })
}

function reason(text: string): string {
  try {
    const problem = JSON.parse(text) as { title?: string; detail?: string }
    return [problem.title?.replace(/\.$/, ''), problem.detail].filter(Boolean).join(': ') || text
  } catch {
    return text.slice(0, 500)
  }
}
