import type { Language } from '../core/kinds'
import { instantOf } from '../core/time'
import type { Ctx } from '../platform/context'
import type { Mail } from '../platform/mail'
import { layMail, type MailPart } from '../platform/mailLayout'
import { wordsOf } from '../text'
import { Format } from '../text/format'
import { stopToken } from './commands/stopDayMail'
import { type DayItem, type DayList, GROUPS } from './day'

interface Reader {
  memberId: string
  organisationId: string
  email: string
  name: string
  language: Language
}
interface Cluster {
  id: string
  slug: string
  name: string
  timeZone: string
  currency: string
}

/** The list of the day as a mail: what, when, with whom, and how to reach them. */
export async function mailOf(ctx: Ctx, cluster: Cluster, reader: Reader, list: DayList): Promise<Mail> {
  const { language } = reader
  const words = wordsOf(language)
  const { mail, groups } = words.handovers.day
  const f = new Format(language, cluster.timeZone, cluster.currency)
  const day = f.day(instantOf(list.date, '12:00', cluster.timeZone))
  const at = (path: string) => `${ctx.env.PUBLIC_URL}/${language}${path}`
  const stop = at(`/unsubscribe/day/${await stopToken(ctx, reader.memberId)}`)
  const page = at(`/${cluster.slug}/me/day?organisation=${reader.organisationId}&date=${list.date}`)
  const parts: MailPart[] = GROUPS.flatMap((group) => {
    const items = list.items.filter((item) => item.group === group)
    if (items.length === 0) return []
    return [`${groups[group]} (${items.length})`, ...items.map((item) => `• ${lineOf(item, f, language)}`)]
  })
  return {
    to: reader.email,
    subject: mail.subject(day, list.items.length),
    ...layMail({
      language,
      title: mail.title(day),
      parts: [
        words.notices.mail.hello(reader.name),
        ...parts,
        ...(list.isCut ? [mail.more] : []),
        { link: page, label: mail.open },
        words.notices.mail.timeZone(cluster.timeZone),
      ],
      foot: [mail.why, `${mail.stop} : ${stop}`],
    }),
    headers: {
      'Message-ID': `<day.${list.date}.${reader.memberId}.${cluster.id}@${new URL(ctx.env.PUBLIC_URL).hostname}>`,
      'List-Unsubscribe': `<${stop}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }
}

/** "14 h – 16 h · Salle des Aulnes · Les Jardins · Camille Essai, 02 35 00 00 00 · le mot joint" */
function lineOf({ booking: b, contact, group, dueAt }: DayItem, f: Format, language: Language): string {
  const comma = language === 'ar' ? '، ' : ', '
  const when = group === 'late' ? f.span(b.startsAt, dueAt) : f.span(b.startsAt, b.endsAt)
  const who = contact && [contact.name, contact.phone ?? contact.email].filter(Boolean).join(comma)
  const what = b.quantity > 1 ? `${b.listingTitle} (${f.quantity(b.quantity, b.unit)})` : b.listingTitle
  return [when, what, b.borrowerName, who, b.note].filter(Boolean).join(' · ')
}
