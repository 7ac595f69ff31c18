// Pure: the text of iCalendar, RFC 5545 §3.1 to §3.3. Lines end with CRLF and have at most 75 octets.

const MOST_OCTETS = 75
const octets = new TextEncoder()

/** A value of type TEXT (§3.3.11): backslash, semicolon, comma and line break escaped, other control characters left out. */
export const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n')

/** A value of a parameter, between quotes, which it may not hold (§3.2). */
export const quoted = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
  `"${text.replace(/"/g, "'").replace(/[\u0000-\u001f\u007f]/g, ' ')}"`

/** A content line in pieces of at most 75 octets, each after the first behind a space (§3.1). No letter is cut. */
export function folded(line: string): string {
  const pieces: string[] = []
  let piece = ''
  let size = 0
  for (const letter of line) {
    const length = octets.encode(letter).length
    if (size + length > MOST_OCTETS) {
      pieces.push(piece)
      piece = ' '
      size = 1
    }
    piece += letter
    size += length
  }
  return [...pieces, piece].join('\r\n')
}

/** Content lines as they are sent. */
export const asText = (lines: readonly string[]): string =>
  lines.map((line) => `${folded(line)}\r\n`).join('')

/** "20261208T130000Z": an instant, to the second. */
export const utc = (at: string): string => `${at.slice(0, 19).replace(/[-:]/g, '')}Z`
/** "20261208" */
export const day = (date: string): string => date.replaceAll('-', '')
