/** SHA-256 of a text, in hexadecimal: how tokens and bodies are kept. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, '0')).join('')
}

/** `bytes` random bytes in base64url: 32 make a token nobody guesses. */
export function randomToken(bytes = 32): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytes)))
}

/**
 * HMAC-SHA-256 in hexadecimal, keyed with the deployment's secret: for what is too short to be hidden by a plain hash
 * (six digits, an address). Throws where the secret is missing or short: no weaker hash is ever kept.
 */
export async function keyedHash(env: { AUTH_SECRET: string }, text: string): Promise<string> {
  if ((env.AUTH_SECRET ?? '').length < 32) throw new Error('AUTH_SECRET must have at least 32 characters')
  const bytes = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes.encode(env.AUTH_SECRET), algorithm, false, ['sign'])
  const mac = await crypto.subtle.sign('HMAC', key, bytes.encode(text))
  return [...new Uint8Array(mac)].map((b) => b.toString(16).padStart(2, '0')).join('')
}

/** A value with its signature, "value.signature": who holds the secret can tell that we wrote it. */
export async function sign(secret: string, value: string): Promise<string> {
  return `${value}.${await hmac(secret, value)}`
}

/** The value of a signed text, or null where the signature is not ours. */
export async function signedValue(secret: string, signed: string): Promise<string | null> {
  const dot = signed.lastIndexOf('.')
  const value = signed.slice(0, Math.max(0, dot))
  const expected = await hmac(secret, value)
  const given = signed.slice(dot + 1)
  if (given.length !== expected.length) return null
  let different = 0
  for (let i = 0; i < expected.length; i++) different |= expected.charCodeAt(i) ^ given.charCodeAt(i)
  return different === 0 ? value : null
}

async function hmac(secret: string, value: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, [
    'sign',
  ])
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(value))
  return base64url(new Uint8Array(signature))
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
