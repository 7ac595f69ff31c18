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

/** What stands before the name proper of an organisation, which people leave out when they speak of it. */
const BEFORE =
  /^(?:(?:les?|la|the|association|asso|soci[ée]t[ée]|coop[ée]rative|entreprise|scop|scic|sarl|sas|sa|eurl)\s+|l['’]\s*)/i

/**
 * Names under which an organisation and its people may speak of themselves. `names`: whatever their capitals. `words`: single words,
 * which may be others too ("Rose"): as names only where they have a capital.
 */
export function namesOf(organisation: string, people: readonly string[]) {
  const shorter: string[] = []
  let rest = organisation.trim()
  while (BEFORE.test(rest)) {
    rest = rest.replace(BEFORE, '').trim()
    shorter.push(rest)
  }
  const isOne = (name: string) => !/\s/.test(name)
  return {
    names: [organisation, ...people, ...shorter.filter((name) => !isOne(name))],
    words: [...shorter.filter(isOne), ...people.flatMap((name) => name.split(/[\s-]+/))],
  }
}

/**
 * A text in which names are hidden: each as a whole, however it is accented or cased, and whatever says where to find somebody
 * (addresses of mail and of the web, accounts, telephone numbers, SIRET). It can not know a nickname: the jury is told so.
 */
export function withoutNames(
  text: string,
  names: readonly string[],
  capitals: readonly string[] = [],
): string {
  const original = text.normalize('NFC')
  const bare = plain(original)
  const patterns = (all: readonly string[]) =>
    [...new Set(all.map((n) => plain(n.trim().replace(/\s+/g, ' '))))]
      .filter((n) => n.length >= SHORTEST)
      .sort((a, b) => b.length - a.length)
      .map((n) => `(?<!${LETTER})${escaped(n).replace(/[\s’'-]+/g, "[\\s’'-]+")}(?!${LETTER})`)
  const [words, single] = [patterns(names), patterns(capitals)]
  const places = [
    '[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+',
    '(?:https?://|www\\.)\\S+',
    '(?<![\\w.-])(?:[\\w-]+\\.)+(?:fr|org|com|net|eu|ma|coop|info|io)(?![\\w-])',
    '(?<!\\w)@[\\w.]{2,}',
    '(?<![\\d])(?:\\+\\d{2,3}[ .]?|0)\\d(?:[ .-]?\\d{2}){4}(?!\\d)',
    '(?<!\\d)\\d{3} ?\\d{3} ?\\d{3} ?\\d{5}(?!\\d)',
  ]
  const capital = single.length > 0 ? [`(?<capital>${single.join('|')})`] : []
  const pattern = new RegExp([...words, ...places, ...capital].join('|'), 'gu')
  let shown = ''
  let at = 0
  for (const match of bare.matchAll(pattern)) {
    const first = original[match.index] ?? ''
    // In a script without capitals every such word is taken for a name.
    const isSmall = first === first.toLowerCase() && first !== first.toUpperCase()
    if (match.groups?.capital !== undefined && isSmall) continue
    shown += original.slice(at, match.index) + HIDDEN
    at = match.index + match[0].length
  }
  return shown + original.slice(at)
}
