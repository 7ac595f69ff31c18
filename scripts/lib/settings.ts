import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a local run puts in the place of a deployment's settings and secrets. */
export function localSettings(data: string, url: string, key: string): Record<string, string> {
  return { PUBLIC_URL: url, LOCAL_KEY: key, AUTH_SECRET: secretOf(data) }
}

/** Kept with the data, so that who is signed in stays so after a restart. */
function secretOf(data: string): string {
  const path = join(data, 'secret')
  try {
    return readFileSync(path, 'utf8')
  } catch {
    mkdirSync(data, { recursive: true })
    const secret = randomBytes(32).toString('hex')
    writeFileSync(path, secret, { mode: 0o600 })
    return secret
  }
}
