import type { Language } from '../core/kinds'
import { layMail } from '../platform/mailLayout'
import { wordsOf } from '../text'

/**
 * The mail of a sign-in: the code first, for those whose mail is on another device, then the link. The six digits stay
 * together: two groups would change places in an Arabic sentence.
 */
export function signInMail(language: Language, { code, link }: { code: string; link: string }) {
  const t = wordsOf(language).people.signInMail
  return {
    subject: t.subject(code),
    ...layMail({
      language,
      title: t.title,
      parts: [{ code, label: t.code }, t.orLink, { link, label: t.link }],
      foot: [t.notYou],
    }),
  }
}
