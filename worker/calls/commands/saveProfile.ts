import { sql } from 'kysely'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { AppError } from '../../core/errors'
import { ProfileInput } from '../input'
import { profileOf } from '../queriesOfApplications'

/** Writes what an organisation says of itself, for all its applications that are not sent yet. Any member. */
export async function saveProfile(ctx: Ctx, organisationId: string, given: ProfileInput) {
  const actor = mustBeSignedIn(ctx)
  if (!actor.organisations.some((m) => m.organisationId === organisationId && m.clusters.length > 0)) {
    const known = actor.organisations.some((m) => m.organisationId === organisationId)
    throw new AppError(known ? 'organisation_suspended' : 'not_found')
  }
  const input = check(ProfileInput, given)
  const happened = fact(ctx, 'profile.saved', {
    ...{ clusterId: null, table: 'applicantProfiles', row: { organisationId } },
    payload: { organisationId },
  })
  await commit(ctx, happened, [
    ctx.db
      .insertInto('applicantProfiles')
      .values({ organisationId, ...input, lastEventId: happened.id })
      .onConflict((c) =>
        c
          .column('organisationId')
          .doUpdateSet({ ...input, version: sql`applicant_profiles.version + 1`, lastEventId: happened.id }),
      ),
  ])
  return profileOf(ctx, organisationId)
}
