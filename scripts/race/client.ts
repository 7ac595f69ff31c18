import { request } from 'node:http'

export interface Answer {
  status: number
  body: Record<string, unknown>
  headers: Record<string, string | string[] | undefined>
}

/**
 * One call of the JSON API, as any program would make it. Each on a connection of its own: one that the server has just closed
 * would be taken up again, and an attempt whose answer is lost cannot be told from one that was refused.
 */
export function api(
  url: string,
  token: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const text = body === undefined ? '' : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/api/v1${path}`,
      {
        ...{ method, agent: false },
        headers: {
          ...{ authorization: `Bearer ${token}`, 'content-length': Buffer.byteLength(text), ...headers },
          ...(text && { 'content-type': 'application/json' }),
        },
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          const got = Buffer.concat(parts).toString('utf8')
          resolve({
            ...{ status: answer.statusCode ?? 0, headers: answer.headers },
            body: got.startsWith('{') ? (JSON.parse(got) as Record<string, unknown>) : {},
          })
        })
        answer.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(text)
  })
}
