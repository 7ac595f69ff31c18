// Pure: what of a file could tell who made it, and what it truly is.

const PDF = [0x25, 0x50, 0x44, 0x46, 0x2d]

export const isPdf = (bytes: Uint8Array): boolean => PDF.every((byte, i) => bytes[i] === byte)

/** Entries of a PDF's information dictionary (ISO 32000-1, 14.3.3) that name people, programs and titles. */
const ENTRIES =
  /\/(?:Author|Title|Subject|Keywords|Creator|Producer|Company|Manager)\s*(\((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*\)|<[0-9A-Fa-f\s]*>)/g
const XMP = /<x:xmpmeta[\s\S]*?<\/x:xmpmeta>/g

/**
 * A PDF without what its properties say of its author: values are overwritten with blanks of the same length, so that nothing in
 * it moves. What is compressed (object streams) stays as it is; the text of the document itself too.
 */
export function withoutAuthor(bytes: Uint8Array): Uint8Array {
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  const clean = bytes.slice()
  for (const match of text.matchAll(ENTRIES)) {
    const value = match[1] ?? ''
    const at = match.index + match[0].length - value.length
    clean.fill(value.startsWith('<') ? 0x30 : 0x20, at + 1, at + value.length - 1)
  }
  for (const match of text.matchAll(XMP)) clean.fill(0x20, match.index, match.index + match[0].length)
  return clean
}
