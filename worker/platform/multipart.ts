import { AppError } from '../core/errors'

// Forms that are too heavy to be read at once, read as they arrive: a photo straight from a camera must not cost what was typed
// beside it.

/** What is kept of a file, one byte more than any page takes: who asks for its size learns that it is too large. */
export const MOST_OF_FILE = 11_000_000
const MOST_OF_TEXT = 1_000_000
/** A Worker has 128 MB of memory. */
const MOST_KEPT = 30_000_000
/** The edge itself refuses more than 100 MB on most plans. */
const MOST_SENT = 200_000_000
const MOST_HEAD = 8_000

/** The boundary of a multipart form, or null. */
export const boundaryIn = (contentType: string): string | null => {
  const found = /^multipart\/form-data\b.*?;\s*boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType)
  return found?.[1] ?? found?.[2] ?? null
}

interface Part {
  name: string
  file: { name: string; type: string } | null
  kept: Uint8Array<ArrayBuffer>[]
  size: number
}

/**
 * A multipart form (RFC 7578), of which every text is kept and of each file at most `MOST_OF_FILE` bytes: the rest of a larger
 * one is read and let go. Throws `malformed`, and `too_large` where texts are, or all of it is.
 */
export async function readMultipart(body: ReadableStream<Uint8Array>, boundary: string): Promise<FormData> {
  const form = new FormData()
  const delimiter = new TextEncoder().encode(`\r\n--${boundary}`)
  const find = finder(delimiter)
  const reader = body.getReader()
  // The first delimiter stands at the very beginning.
  let held: Uint8Array = delimiter.slice(0, 2)
  let part: Part | null = null
  let inHead = false
  let [sent, kept] = [0, 0]

  const keep = (bytes: Uint8Array, to: Part) => {
    const room = (to.file ? MOST_OF_FILE : MOST_OF_TEXT) + 1 - to.size
    to.size += bytes.length
    if (room <= 0) return
    const some = bytes.slice(0, room)
    kept += some.length
    if (kept > MOST_KEPT) throw new AppError('too_large')
    to.kept.push(some)
  }

  /** Takes what it can of `held`; true once the form is whole. */
  const advance = (): boolean => {
    for (;;) {
      if (inHead) {
        // After a delimiter: "--" ends the form, a line feed begins the head of a part.
        if (held.length >= 2 && held[0] === 0x2d && held[1] === 0x2d) return true
        const end = endOfHead(held)
        if (end < 0) {
          if (held.length > MOST_HEAD) throw new AppError('malformed')
          return false
        }
        part = partOf(new TextDecoder().decode(held.subarray(0, end)))
        held = held.subarray(end + 4)
        inHead = false
      }
      const at = find(held)
      // Nothing stands before the first part of a form.
      if (!part && at !== 0 && held.length >= delimiter.length) throw new AppError('malformed')
      const ready = at >= 0 ? at : Math.max(0, held.length - delimiter.length + 1)
      if (part) keep(held.subarray(0, ready), part)
      if (at < 0) {
        held = held.subarray(ready)
        return false
      }
      if (part) add(form, part)
      part = null
      held = held.subarray(at + delimiter.length)
      inHead = true
    }
  }

  for (;;) {
    const { done, value } = await reader.read()
    if (done) throw new AppError('malformed')
    sent += value.length
    if (sent > MOST_SENT) throw new AppError('too_large')
    held = joined(held, value)
    if (advance()) return form
  }
}

function add(form: FormData, { name, file, kept, size }: Part): void {
  if (file) form.append(name, new File(kept, file.name, { type: file.type }))
  else if (size > MOST_OF_TEXT) throw new AppError('too_large')
  else form.append(name, new TextDecoder().decode(joined(...kept)))
}

/** Where "\r\n\r\n" begins, or −1. The head begins with the line feed that ends its delimiter's line. */
function endOfHead(bytes: Uint8Array): number {
  for (let i = 0; i + 3 < bytes.length; i++)
    if (bytes[i] === 13 && bytes[i + 1] === 10 && bytes[i + 2] === 13 && bytes[i + 3] === 10) return i
  return -1
}

function partOf(head: string): Part {
  const header = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(head)?.[1]?.trim()
  const disposition = header('content-disposition') ?? ''
  // Browsers write a quote in a name as %22, ends of lines as %0D%0A (HTML, multipart/form-data encoding).
  const parameter = (name: string) =>
    new RegExp(`;\\s*${name}="([^"]*)"`, 'i')
      .exec(disposition)?.[1]
      ?.replace(/%22/g, '"')
      .replace(/%0D/gi, '\r')
      .replace(/%0A/gi, '\n')
  const name = parameter('name')
  if (!/^form-data\b/i.test(disposition) || name === undefined) throw new AppError('malformed')
  const file = parameter('filename')
  const type = header('content-type') ?? 'application/octet-stream'
  return { name, file: file === undefined ? null : { name: file, type }, kept: [], size: 0 }
}

/** Looks for one pattern in much (Horspool 1980): most bytes are jumped over. */
function finder(pattern: Uint8Array): (bytes: Uint8Array) => number {
  const last = pattern.length - 1
  const jumps = new Uint8Array(256).fill(Math.min(255, pattern.length))
  for (let i = 0; i < last; i++) jumps[pattern[i] as number] = last - i
  return (bytes) => {
    for (let at = 0; at + last < bytes.length; at += jumps[bytes[at + last] as number] as number) {
      let i = last
      while (i >= 0 && bytes[at + i] === pattern[i]) i--
      if (i < 0) return at
    }
    return -1
  }
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0))
  let at = 0
  for (const one of parts) {
    all.set(one, at)
    at += one.length
  }
  return all
}
