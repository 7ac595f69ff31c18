// Pure: what an applicant wrote of itself, for those who must not know who it is.

const HIDDEN = '▮▮▮'
/** Shorter words are too common to be told from others. */
const SHORTEST = 3
const LETTER = '[\\p{L}\\p{N}]'

/** Letters without marks and cases: "École" is "ecole". One code unit stays one, so that places in the text stay. */
const plain = (text: string): string =>
  [...text.normalize('NFC')]
    .map((c) => {
      const bare = c.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
      return bare.length === c.length ? bare : c
    })
    .join('')

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * A text in which names are hidden: each as a whole, however it is accented or cased, and whatever says where to find somebody
 * (addresses of mail and of the web, telephone numbers, SIRET). It can not know a nickname: the jury is told so.
 */
export function withoutNames(text: string, names: readonly string[]): string {
  const original = text.normalize('NFC')
  const bare = plain(original)
  const wanted = [...new Set(names.map((n) => plain(n.trim().replace(/\s+/g, ' '))))]
    .filter((n) => n.length >= SHORTEST)
    .sort((a, b) => b.length - a.length)
  const words = wanted.map(
    (n) => `(?<!${LETTER})${escaped(n).replace(/[\s’'-]+/g, "[\\s’'-]+")}(?!${LETTER})`,
  )
  const places = [
    '[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+',
    '(?:https?://|www\\.)\\S+',
    '(?<![\\d])(?:\\+\\d{2,3}[ .]?|0)\\d(?:[ .-]?\\d{2}){4}(?!\\d)',
    '(?<!\\d)\\d{3} ?\\d{3} ?\\d{3} ?\\d{5}(?!\\d)',
  ]
  const pattern = new RegExp([...words, ...places].join('|'), 'gu')
  let shown = ''
  let at = 0
  for (const match of bare.matchAll(pattern)) {
    shown += original.slice(at, match.index) + HIDDEN
    at = match.index + match[0].length
  }
  return shown + original.slice(at)
}
