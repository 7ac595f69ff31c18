import { calendarFiles } from '../../calendars/attach'
import type { Language } from '../../core/kinds'
import { later, MINUTE } from '../../core/time'
import type { Ctx } from '../../platform/context'
import { among } from '../../platform/db'
import { sign } from '../../platform/crypto'
import { sendMail } from '../../platform/mail'
import { layMail, type MailPart } from '../../platform/mailLayout'
import { wordsOf } from '../../text'
import { describe } from '../describe'
import { MAIL_TRIES, retryAt } from '../rules'
import { stoppedBy } from '../settings'
import { type Topic, topicOf } from '../topics'

/** Mails one tick of the clock sends at most, and notices one mail tells of. */
const MAILS = 40
const NOTICES = 400
const LEASE = 10 * MINUTE

interface Due {
  id: string
  type: string
  subjectId: string
  clusterId: string
  attempts: number
}
interface Reader {
  personId: string
  email: string
  name: string
  language: Language
}

/**
 * Sends what is due, one mail per person and cluster, however many notices it tells of. The notices are leased before the
 * sending and marked after it: a crash in between sends again, with the same Message-ID. Returns how many mails left.
 */
export async function sendDueMails(ctx: Ctx): Promise<number> {
  const rows = await ctx.db
    .selectFrom('notices')
    .innerJoin('people', 'people.id', 'notices.personId')
    .select(['notices.id', 'notices.type', 'notices.subjectId', 'notices.clusterId', 'notices.attempts'])
    .select(['people.id as personId', 'people.email', 'people.name', 'people.language', 'people.mailRhythm'])
    .where('notices.channel', '=', 'mail')
    .where('notices.state', '=', 'due')
    .where('notices.dueAt', '<=', ctx.now)
    .orderBy('notices.dueAt')
    .limit(NOTICES)
    .execute()
  const mails = new Map<string, { reader: Reader; notices: Due[] }>()
  const dropped: string[] = []
  const stops = await stoppedBy(ctx, [...new Set(rows.map((row) => row.personId))])
  for (const { personId, email, name, language, mailRhythm, ...notice } of rows) {
    if (!email || mailRhythm === 'never' || stops.get(personId)?.has(topicOf(notice.type))) {
      dropped.push(notice.id)
      continue
    }
    const key = `${personId} ${notice.clusterId}`
    const mail = mails.get(key) ?? { reader: { personId, email, name, language }, notices: [] }
    mail.notices.push(notice)
    mails.set(key, mail)
  }
  if (dropped.length > 0) await setState(ctx, dropped, 'dropped')
  let sent = 0
  for (const { reader, notices } of [...mails.values()].slice(0, MAILS)) {
    if (await sendOne(ctx, reader, notices)) sent++
  }
  return sent
}

async function sendOne(ctx: Ctx, reader: Reader, due: Due[]): Promise<boolean> {
  const leased = await lease(ctx, due)
  const first = leased[0]
  if (!first) return false
  const ids = leased.map((n) => n.id)
  try {
    await sendMail(ctx.env, await wordMail(ctx, reader, leased))
    await setState(ctx, ids, 'sent')
    return true
  } catch (error) {
    const attempts = first.attempts + 1
    // The error holds no address; which mail it was can be found by its notices.
    console.error(JSON.stringify({ at: 'mail', notice: first.id, attempts, error: String(error) }))
    await ctx.db
      .updateTable('notices')
      .set({ attempts, state: attempts >= MAIL_TRIES ? 'failed' : 'due', dueAt: retryAt(ctx.now, attempts) })
      .where('id', 'in', among(ids))
      .execute()
    return false
  }
}

/** Takes the notices that no other tick has taken. */
async function lease(ctx: Ctx, due: Due[]): Promise<Due[]> {
  const taken = await ctx.db
    .updateTable('notices')
    .set({ dueAt: later(ctx.now, LEASE) })
    .where('id', 'in', among(due.map((n) => n.id)))
    .where('state', '=', 'due')
    .where('dueAt', '<=', ctx.now)
    .returning('id')
    .execute()
  const ids = new Set(taken.map((t) => t.id))
  return due.filter((n) => ids.has(n.id))
}

async function wordMail(ctx: Ctx, reader: Reader, notices: Due[]) {
  const { language } = reader
  const words = wordsOf(language).notices.mail
  const cluster = await ctx.db
    .selectFrom('clusters')
    .select(['slug', 'name', 'timeZone', 'currency'])
    .where('id', '=', notices[0]?.clusterId ?? '')
    .executeTakeFirstOrThrow()
  const [sentences, attachments] = await Promise.all([
    describe(ctx, notices, language, cluster),
    calendarFiles({ ...ctx, language }, reader.personId, notices),
  ])
  const at = (path: string) => `${ctx.env.PUBLIC_URL}/${language}${path}`
  const said: MailPart[] = sentences.flatMap((s) => [
    s.text,
    ...(s.path ? [{ link: at(`/${cluster.slug}${s.path}`), label: words.open }] : []),
  ])
  // The way out is of what this mail is about; the page behind it leads to all the rest.
  const topics: Topic[] = [...new Set(notices.map((n) => topicOf(n.type)))].sort()
  const stop = at(`/unsubscribe/${await sign(ctx.env.AUTH_SECRET, [reader.personId, ...topics].join('~'))}`)
  const about = topics.map((topic) => wordsOf(language).notices.topics[topic].name).join(', ')
  const only = sentences.length === 1 ? sentences[0] : undefined
  const title = only ? only.text : words.several(sentences.length, cluster.name)
  return {
    to: reader.email,
    subject: only ? shortened(only.text) : title,
    ...layMail({
      language,
      title: only ? words.one(cluster.name) : title,
      parts: [words.hello(reader.name), ...said, words.timeZone(cluster.timeZone)],
      foot: [words.why, `${words.settings} : ${at('/account/mails')}`, `${words.stopAbout(about)} : ${stop}`],
    }),
    ...(attachments.length > 0 && { attachments }),
    headers: {
      'Message-ID': `<${notices[0]?.id}@${new URL(ctx.env.PUBLIC_URL).hostname}>`,
      'List-Unsubscribe': `<${stop}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }
}

const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text)

const setState = (ctx: Ctx, ids: string[], state: 'sent' | 'dropped') =>
  ctx.db.updateTable('notices').set({ state }).where('id', 'in', among(ids)).execute()
