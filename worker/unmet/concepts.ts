import type { Language } from '../core/kinds'
import { lexicon } from '../lexicon/lexicon'
import { meaningOf } from '../lexicon/meaning'

/** More than these say nothing more about a need. */
const MOST = 3
/** A description is read as far as this where the title names nothing. */
const MOST_LETTERS = 400

/** What a need is about, in terms of the lexicon: the surest first. Of its title, or where that names nothing of its text. */
export function conceptsOf(l: { title: string; description: string; language: Language }): string[] {
  const { concepts } = lexicon()
  const ofTitle = meaningOf(l.title, l.language).named
  const named = ofTitle.size > 0 ? ofTitle : meaningOf(l.description.slice(0, MOST_LETTERS), l.language).named
  return [...named]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST)
    .flatMap(([number]) => concepts[number]?.id ?? [])
}

/** What a concept is called first in a language; its id where the lexicon no longer has it. */
export function conceptName(id: string, language: Language): string {
  const { concepts, number } = lexicon()
  const at = number.get(id)
  return (at === undefined ? undefined : concepts[at]?.terms[language][0]) ?? id
}
