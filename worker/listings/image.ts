/** A picture as it may be kept: its type told by its content, without metadata. Sizes in pixels. */
export interface CleanImage {
  contentType: 'image/jpeg' | 'image/png' | 'image/webp'
  bytes: Uint8Array
  width: number
  height: number
}

/**
 * Reads a JPEG, PNG or WebP and copies only what draws it: no EXIF (place, time, camera), no XMP, no comments, nothing after
 * its end. Null where it is none of the three, or broken.
 */
export function cleanImage(bytes: Uint8Array): CleanImage | null {
  try {
    const read = starts(bytes, [0xff, 0xd8, 0xff])
      ? jpeg(bytes)
      : starts(bytes, PNG)
        ? png(bytes)
        : text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP'
          ? webp(bytes)
          : null
    return read && read.width > 0 && read.height > 0 && read.width * read.height <= MOST_PIXELS ? read : null
  } catch (error) {
    if (error instanceof RangeError) return null // it ends before it says it does
    throw error
  }
}

const MOST_PIXELS = 50_000_000
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const starts = (bytes: Uint8Array, with_: readonly number[]) => with_.every((byte, i) => bytes[i] === byte)
const text = (bytes: Uint8Array, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length))
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** ITU-T T.81 annex B. Kept: what decodes it, JFIF (APP0), a colour profile (APP2 ICC) and Adobe's transform (APP14). */
function jpeg(bytes: Uint8Array): CleanImage | null {
  const view = viewOf(bytes)
  const parts = [bytes.subarray(0, 2)]
  let [width, height, at] = [0, 0, 2]
  while (at < bytes.length) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++ // fill byte
      continue
    }
    if (marker === 0xd9)
      return {
        contentType: 'image/jpeg',
        bytes: joined([...parts, bytes.subarray(at, at + 2)]),
        width,
        height,
      }
    const end = at + 2 + view.getUint16(at + 2)
    if (end > bytes.length) return null
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
    const isIcc = marker === 0xe2 && text(bytes, at + 4, 11) === 'ICC_PROFILE'
    const isJfif = marker === 0xe0 && text(bytes, at + 4, 4) === 'JFIF'
    const isMetadata =
      (marker >= 0xe0 && marker <= 0xef && marker !== 0xee && !isIcc && !isJfif) || marker === 0xfe
    const next = marker === 0xda ? endOfScan(bytes, end) : end
    if (!isMetadata) parts.push(bytes.subarray(at, next))
    at = next
  }
  return null
}

/** Where the coded data after a scan's header ends: at a marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1] ?? 0
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

/** PNG, third edition. Kept: what draws it and its colours; texts, times, EXIF and whatever is unknown are left out. */
const PNG_KEPT = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'sBIT',
  'pHYs',
])
function png(bytes: Uint8Array): CleanImage | null {
  const view = viewOf(bytes)
  const parts = [bytes.subarray(0, 8)]
  if (text(bytes, 12, 4) !== 'IHDR') return null
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  for (let at = 8; at < bytes.length; ) {
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) return null
    const name = text(bytes, at + 4, 4)
    if (PNG_KEPT.has(name)) parts.push(bytes.subarray(at, end))
    if (name === 'IEND') return { contentType: 'image/png', bytes: joined(parts), width, height }
    at = end
  }
  return null
}

/** WebP container specification. EXIF and XMP chunks go, and so do the flags of VP8X that announce them. */
const WEBP_KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
function webp(bytes: Uint8Array): CleanImage | null {
  const view = viewOf(bytes)
  const until = Math.min(bytes.length, 8 + view.getUint32(4, true))
  const parts: Uint8Array[] = []
  let [width, height, drawn] = [0, 0, false]
  for (let at = 12; at + 8 <= until; ) {
    const name = text(bytes, at, 4)
    const length = view.getUint32(at + 4, true)
    const end = at + 8 + length + (length % 2)
    if (at + 8 + length > bytes.length) return null
    if (WEBP_KEPT.has(name)) {
      const chunk = bytes.slice(at, end)
      if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~0b1100
      parts.push(chunk)
      drawn ||= ['VP8 ', 'VP8L', 'ANMF'].includes(name)
      if (width === 0) [width, height] = webpSize(name, view, at + 8)
    }
    at = end
  }
  if (!drawn) return null
  const head = new Uint8Array(12)
  head.set(bytes.subarray(0, 12))
  const whole = joined([head, ...parts])
  viewOf(whole).setUint32(4, whole.length - 8, true)
  return { contentType: 'image/webp', bytes: whole, width, height }
}

function webpSize(name: string, view: DataView, at: number): [number, number] {
  const three = (from: number) => view.getUint16(from, true) + (view.getUint8(from + 2) << 16)
  if (name === 'VP8X') return [three(at + 4) + 1, three(at + 7) + 1]
  if (name === 'VP8 ') return [view.getUint16(at + 6, true) & 0x3fff, view.getUint16(at + 8, true) & 0x3fff]
  if (name !== 'VP8L') return [0, 0]
  const bits = view.getUint32(at + 1, true)
  return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1]
}
