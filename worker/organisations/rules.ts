// Who an organisation is. Pure.

/** La Poste's SIREN, whose establishments do not follow Luhn. */
const LA_POSTE = '356000000'
const LA_POSTE_HEAD_OFFICE = '35600000000048'

/** What is left of a typed SIRET once spaces (also no-break ones), dots and dashes are gone. */
export const siretDigits = (typed: string): string => typed.replace(/[\s.\-\u00a0\u202f]/g, '')

/**
 * Whether 14 digits are a SIRET: the sum of digits, each second one from the right doubled (9 taken off above 9), is a
 * multiple of 10 (Luhn). La Poste's establishments have a plain sum of digits that is a multiple of 5 instead, its head
 * office excepted (INSEE, "Sirene: la clé de contrôle").
 */
export function isSiret(siret: string): boolean {
  if (!/^\d{14}$/.test(siret) || /^0+$/.test(siret)) return false
  const digits = [...siret].map(Number)
  if (siret.startsWith(LA_POSTE) && siret !== LA_POSTE_HEAD_OFFICE) return sum(digits) % 5 === 0
  const luhn = digits.map((digit, i) => (i % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit))
  return sum(luhn) % 10 === 0
}
const sum = (digits: number[]) => digits.reduce((a, b) => a + b, 0)

/** "123 456 789 00012": how a SIRET is read. */
export const spacedSiret = (siret: string): string =>
  siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4')

/** Another country's identifier, or that of a body without SIRET (RNA, ICE, VAT…), as it is kept: upper case, one space. */
export const foreignIdKept = (typed: string): string => typed.trim().replace(/\s+/g, ' ').toUpperCase()

/** Fields an import may fill, and that win over it once a person has changed them by hand. */
export const ORGANISATION_FIELDS = [
  ...['name', 'legalForm', 'description', 'website', 'address', 'commune', 'postcode', 'lat', 'lng'],
] as const
export type OrganisationField = (typeof ORGANISATION_FIELDS)[number]

/** The names to keep as changed by hand: those before, and those whose value changes now. */
export function changedByHand<R extends object>(
  before: R & { handEdited: string[] },
  patch: Partial<R>,
): string[] {
  const changed = Object.keys(patch).filter((key) => {
    const given = patch[key as keyof R]
    return given !== undefined && given !== before[key as keyof R]
  })
  return [...new Set([...before.handEdited, ...changed])].sort()
}

/** Days an invitation link works. */
export const INVITATION_DAYS = 14

/** The two letters of a country (ISO 3166-1) written as its code or as its name in French, English or Arabic; null for no country. */
export function countryCode(typed: string): string | null {
  const said = plain(typed)
  const names = ['fr', 'en', 'ar'].map(
    (language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }),
  )
  for (const a of LETTERS)
    for (const b of LETTERS) {
      const code = a + b
      if (
        names.some(
          (of) => of.of(code) !== undefined && (said === plain(code) || said === plain(of.of(code) ?? '')),
        )
      )
        return code
    }
  return null
}
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
