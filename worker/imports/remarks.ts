import type { Language } from '../core/kinds'
import { wordsOf } from '../text'
import { Format } from '../text/format'
import type { Remark } from './staging'

/** "SIRET: this number is not valid": one remark in a reader's words. */
export function remarkWords(language: Language, remark: Pick<Remark, 'path' | 'code' | 'params'>): string {
  const { imports, errors } = wordsOf(language)
  // No remark of an import speaks of a time of its own.
  const format = new Format(language, 'UTC', 'EUR')
  const words =
    imports.reasons[remark.code]?.(remark.params) ??
    errors.fields[remark.code]?.(remark.params, format) ??
    errors.codes[remark.code as keyof typeof errors.codes] ??
    errors.fields.wrong?.(undefined, format)
  const field = imports.fields[remark.path.split('.').at(-1) ?? '']
  return field ? `${field}${language === 'fr' ? ' : ' : ': '}${words}` : String(words)
}
