import type { Language } from '../core/kinds'
import { layMail } from '../platform/mailLayout'
import { wordsOf } from '../text'

/** The mail of a sign-in: the code first, for those whose mail is on another device, then the link. */
export function signInMail(language: Language, { code, link }: { code: string; link: string }) {
  const t = wordsOf(language).people.signInMail
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
  return {
    subject: t.subject(spaced),
    ...layMail({
      language,
      title: t.title,
      parts: [{ code: spaced, label: t.code }, t.orLink, { link, label: t.link }],
      foot: [t.notYou],
    }),
  }
}
