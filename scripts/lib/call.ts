import { Stop } from './project.ts'
import type { Server } from './server.ts'

/** Calls a door of the local entry; a refusal ends the command with the words of its problem+json. */
export async function call<T>(server: Server, path: string, body: unknown = {}): Promise<T> {
  const answer = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'x-local-key': server.key, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  if (answer.ok) return (text ? JSON.parse(text) : undefined) as T
  throw new Stop(`${reason(text)} (${answer.status})`)
}

function reason(text: string): string {
  try {
    const problem = JSON.parse(text) as { title?: string; detail?: string }
    return [problem.title?.replace(/\.$/, ''), problem.detail].filter(Boolean).join(': ') || text
  } catch {
    return text.slice(0, 500)
  }
}
