import * as z from 'zod'
import type { Language } from '../../core/kinds'
import { createInvitation } from '../../organisations/commands/createInvitation'
import { AppError } from '../../core/errors'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { sendMail } from '../../platform/mail'
import { layMail } from '../../platform/mailLayout'
import { wordsOf } from '../../text'
import { clusterById } from '../queries'

const Coordinator = z.object({ coordinatorEmail: z.email() })

/** The address of who is invited; throws `invalid`, before anything is written. */
const coordinatorAddress = (email: string): string =>
  check(Coordinator, { coordinatorEmail: email.trim() }).coordinatorEmail

/**
 * Invites a person to run a cluster, by a link that is returned this once and mailed. `mailed` is false where the mail
 * could not leave: the link still works.
 */
export async function inviteCoordinator(
  ctx: Ctx,
  clusterId: string,
  email: string,
): Promise<{ link: string; mailed: boolean }> {
  const to = coordinatorAddress(email)
  const cluster = await clusterById(ctx, clusterId)
  if (!cluster) throw new AppError('not_found')
  const { token } = await createInvitation(ctx, { clusterId, role: 'coordinator' })
  const language: Language = cluster.languages[0] ?? 'fr'
  const link = `${ctx.env.PUBLIC_URL}/${language}/invitations/${token}`
  const words = wordsOf(language).organisations.operator
  try {
    const title = words.mailSubject(cluster.name)
    const parts = [
      words.mailText(cluster.name),
      { link, label: wordsOf(language).organisations.invitation.accept },
    ]
    await sendMail(ctx.env, {
      to,
      subject: title,
      ...layMail({ language, title, parts, foot: [words.mailFoot] }),
    })
    return { link, mailed: true }
  } catch (error) {
    console.error(JSON.stringify({ at: 'mail', error: String(error) }))
    return { link, mailed: false }
  }
}
