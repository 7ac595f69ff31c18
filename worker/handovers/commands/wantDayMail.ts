import { type Ctx, mustBeMember } from '../../platform/context'
import { setDayMail } from '../writesOfDay'

/** Asks for the list of the day by e-mail, or for none, as a member of a lender. Throws `not_member`. */
export async function wantDayMail(
  ctx: Ctx,
  organisationId: string,
  clusterId: string,
  wanted: boolean,
): Promise<void> {
  const { memberId } = mustBeMember(ctx, organisationId, clusterId)
  await setDayMail(ctx, memberId, wanted)
}
