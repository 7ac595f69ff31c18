import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { createApp } from '../../worker/app'
import { bindings } from './given'

const app = createApp()

/** A request to the whole application, as a browser or a program makes it. */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const execution = createExecutionContext()
  const answer = await app.request(
    `http://localhost:8787${path}`,
    { redirect: 'manual', ...init },
    bindings,
    execution,
  )
  await waitOnExecutionContext(execution)
  return answer
}
