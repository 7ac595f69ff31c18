import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { Busboy } from '@fastify/busboy'
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
/** Fields and files of the longest form, many times over. */
const MOST_PARTS = 5_000

export const isMultipart = (contentType: string): boolean =>
  /^multipart\/form-data\b.*;\s*boundary=/i.test(contentType)

/**
 * A multipart form (RFC 7578), of which every text is kept and of each file at most one byte more than `MOST_OF_FILE`: the rest of
 * a larger one is read and let go. Throws `malformed`, and `too_large` where texts are, or all of it is.
 */
export async function readMultipart(
  body: ReadableStream<Uint8Array>,
  contentType: string,
): Promise<FormData> {
  const parts: { name: string; value: string | File }[] = []
  // One and the same to the runtime, two to the types.
  const source = Readable.fromWeb(body as unknown as WebStream)
  try {
    await new Promise<void>((resolve, reject) => {
      const parser = new Busboy({
        headers: { 'content-type': contentType },
        limits: { fileSize: MOST_OF_FILE + 1, fieldSize: MOST_OF_TEXT, parts: MOST_PARTS },
        preservePath: true,
      })
      const tooLarge = () => reject(new AppError('too_large'))
      let [sent, kept] = [0, 0]
      source.on('data', (piece: Uint8Array) => {
        sent += piece.length
        if (sent > MOST_SENT) tooLarge()
      })
      parser.on('partsLimit', tooLarge)
      parser.on('field', (name, value, _, isCut) => (isCut ? tooLarge() : parts.push({ name, value })))
      parser.on('file', (name, file, filename, _, type) => {
        const pieces: Uint8Array<ArrayBuffer>[] = []
        // In the order of the form, though a file ends after what follows it has begun.
        const part = { name, value: new File([], unescaped(filename), { type }) }
        parts.push(part)
        file.on('data', (piece: Uint8Array<ArrayBuffer>) => {
          kept += piece.length
          if (kept > MOST_KEPT) return tooLarge()
          pieces.push(piece)
        })
        file.on('end', () => {
          part.value = new File(pieces, part.value.name, { type })
        })
      })
      parser.on('finish', resolve)
      parser.on('error', reject)
      source.on('error', reject)
      source.pipe(parser)
    })
  } catch (error) {
    source.destroy()
    throw error instanceof AppError ? error : new AppError('malformed')
  }
  const form = new FormData()
  for (const { name, value } of parts) form.append(unescaped(name), value)
  return form
}

/** As browsers write a quote and the ends of lines in a name (HTML, multipart/form-data encoding). */
const unescaped = (name: string): string => name.replace(/%22|%0D|%0A/gi, (code) => decodeURIComponent(code))
