import { z } from '../platform/api'
import type { SharesOfSite } from '../fees/estimate'
import type { Ctx } from '../platform/context'
import { SECTORS } from './input'
import type { Comparison, Row, Score } from './jury'
import type { AmendmentMade, Call, CallLot, Juror, Part } from './queries'
import type { Application, File, Seen } from './queriesOfApplications'
import type { CallOffer } from './queriesOfOffers'
import { asMark } from './rulesOfScores'
import type { VisitTime } from './visits'

const date = z.string().openapi({ format: 'date' })
const state = z.enum(['draft', 'published', 'closed', 'judged', 'allocated', 'ended', 'cancelled'])
const quota = z.object({
  ...{ sector: z.enum(SECTORS), unit: z.enum(['lots', 'percent']) },
  ...{ min: z.int().optional(), max: z.int().optional() },
})
const needs = z.record(z.string(), z.union([z.int(), z.boolean(), z.string()]))

export const CallJson = z
  .object({
    id: z.string(),
    status: state,
    round: z.int().openapi({ description: 'Of the jury: in the first, names are hidden' }),
    ...{
      clusterId: z.string(),
      siteId: z.string(),
      siteName: z.string(),
      title: z.string(),
      description: z.string(),
    },
    landlord: z.object({ id: z.string(), name: z.string() }),
    ...{ startsOn: date.nullable(), endsOn: date.nullable(), answerOn: date.nullable() },
    deadline: z.iso.datetime().nullable(),
    answerDays: z.int(),
    form: z.string(),
    questions: z.array(z.string()),
    criteria: z.array(z.object({ id: z.string(), label: z.string(), weight: z.int() })),
    quotas: z.array(quota),
    lots: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        surfaceM2: z.int(),
        capacityId: z.string(),
        applications: z.int(),
        feeEstimateCents: z.int().nullable().openapi({
          description:
            'Its share of a month’s real charges, were all lots of the site occupied; null: none are known',
        }),
      }),
    ),
    visits: z.array(z.object({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime(), free: z.int() })),
    visitOfferId: z.string().nullable().openapi({ description: 'Visits are bookings of this offer' }),
    applications: z.int(),
    jurors: z
      .array(z.object({ number: z.int(), name: z.string(), left: z.boolean() }))
      .nullable()
      .openapi({
        description: 'To those inside',
      }),
    amendments: z.array(
      z.object({
        number: z.int(),
        reason: z.string(),
        changes: z.array(z.record(z.string(), z.string().nullable())),
        madeAt: z.string(),
      }),
    ),
    seedHash: z
      .string()
      .nullable()
      .openapi({ description: 'SHA-256 of the seed that decides between equal scores' }),
    endReason: z.string(),
    version: z.int(),
  })
  .openapi('Call')

export interface WholeCall {
  call: Call
  lots: CallLot[]
  amendments: AmendmentMade[]
  interest: { applications: number; byLot: Map<string, number> }
  visits: VisitTime[]
  shares: SharesOfSite
  jurors: Juror[]
  part: Part
}

export const callAsJson = (w: WholeCall): z.infer<typeof CallJson> => {
  const { call: c } = w
  return {
    ...{
      id: c.id,
      status: c.now,
      round: c.round,
      clusterId: c.clusterId,
      siteId: c.siteId,
      siteName: c.siteName,
    },
    ...{
      title: c.title,
      description: c.description,
      landlord: { id: c.organisationId, name: c.organisationName },
    },
    ...{
      startsOn: c.startsOn,
      endsOn: c.endsOn,
      answerOn: c.answerOn,
      deadline: c.deadline,
      answerDays: c.answerDays,
    },
    ...{
      form: c.form,
      questions: c.questions,
      criteria: c.criteria,
      quotas: c.quotas as z.infer<typeof quota>[],
    },
    lots: w.lots.map((l) => ({
      ...{ id: l.id, name: l.name, surfaceM2: l.features.surfaceM2, capacityId: l.capacityId },
      applications: w.interest.byLot.get(l.id) ?? 0,
      feeEstimateCents: w.shares.lots.get(l.id) ?? null,
    })),
    visits: w.visits.map(({ startsAt, endsAt, free }) => ({ startsAt, endsAt, free })),
    ...{ visitOfferId: c.visitListingId, applications: w.interest.applications },
    jurors: w.part.inside
      ? w.jurors.map((j) => ({ number: j.number, name: j.name, left: j.leftAt !== null }))
      : null,
    amendments: w.amendments as z.infer<typeof CallJson>['amendments'],
    ...{ seedHash: c.seedHash, endReason: c.endReason, version: c.version },
  }
}

const ProfileJson = z.object({
  sector: z.string(),
  activity: z.string(),
  team: z.string(),
  history: z.string(),
})

export const CallOfferJson = z
  .object({
    ...{ id: z.string(), callId: z.string(), applicationId: z.string(), number: z.int(), lotId: z.string() },
    ...{ lotName: z.string(), turn: z.int(), status: z.enum(['offered', 'accepted', 'declined', 'lapsed']) },
    ...{ answerBy: z.iso.datetime(), answeredAt: z.iso.datetime().nullable() },
  })
  .openapi('CallOffer')

export const offerAsJson = (o: CallOffer): z.infer<typeof CallOfferJson> => ({
  ...{ id: o.id, callId: o.callId, applicationId: o.applicationId, number: o.number ?? 0, lotId: o.lotId },
  ...{ lotName: o.lotName, turn: o.turn, status: o.status, answerBy: o.answerBy, answeredAt: o.answeredAt },
})

export const ApplicationJson = z
  .object({
    ...{ id: z.string(), callId: z.string(), number: z.int().nullable() },
    status: z.enum(['draft', 'submitted', 'withdrawn']),
    organisation: z
      .object({ id: z.string(), name: z.string() })
      .nullable()
      .openapi({ description: 'Null to those who judge, until names are shown' }),
    ...{ answers: z.array(z.string()), choices: z.array(z.string()), needs, profile: ProfileJson.nullable() },
    files: z.array(
      z.object({
        id: z.string(),
        position: z.int(),
        kind: z.enum(['project', 'identity']),
        contentType: z.string(),
        bytes: z.int(),
        url: z.string(),
      }),
    ),
    receipt: z.object({ hash: z.string(), submittedAt: z.iso.datetime() }).nullable(),
    offer: z.union([CallOfferJson, z.null()]),
    version: z.int(),
  })
  .openapi('Application')

/** `own`: to its organisation; to others without what they may not know. */
export const applicationAsJson = (
  ctx: Ctx,
  a: Application,
  files: readonly File[],
  { named, own, offer }: { named: boolean; own: boolean; offer: CallOffer | null },
): z.infer<typeof ApplicationJson> => ({
  ...{ id: a.id, callId: a.callId, number: a.number, status: a.status },
  organisation: named ? { id: a.organisationId, name: a.organisationName } : null,
  ...{ answers: a.answers, choices: a.choices, needs: a.needs as z.infer<typeof needs>, profile: a.profile },
  files: files.map((f) => ({
    ...{ id: f.id, position: f.position, kind: f.kind, contentType: f.contentType, bytes: f.bytes },
    url: `${ctx.env.PUBLIC_URL}/api/v1/applications/${a.id}/files/${f.id}`,
  })),
  receipt: own && a.hash && a.submittedAt ? { hash: a.hash, submittedAt: a.submittedAt } : null,
  offer: offer && offerAsJson(offer),
  version: a.version,
})
export const seenAsJson = (ctx: Ctx, { application, files, named, as }: Seen, offer: CallOffer | null) =>
  applicationAsJson(ctx, application, files, { named, own: as === 'own', offer: named ? offer : null })

export const ScoreJson = z
  .object({
    applicationId: z.string(),
    ...{ points: z.record(z.string(), z.int()), comments: z.record(z.string(), z.string()) },
    ...{ recused: z.boolean(), round: z.int(), givenAt: z.iso.datetime(), version: z.int() },
  })
  .openapi('Score')

export const scoreAsJson = (s: Score): z.infer<typeof ScoreJson> => ({
  ...{ applicationId: s.applicationId, points: s.points, comments: s.comments, recused: s.recused === 1 },
  ...{ round: s.round, givenAt: s.givenAt, version: s.version },
})

const fit = z.object({ obstacles: z.array(z.string()), unknown: z.array(z.string()) })
export const ComparisonJson = z
  .object({
    ...{ round: z.int(), named: z.boolean(), lotId: z.string().nullable() },
    missing: z.array(z.object({ juror: z.int().nullable(), left: z.int() })).openapi({
      description: 'By juror, how many they have yet to score; null: applications that nobody may score',
    }),
    items: z.array(
      z.object({
        ...{ id: z.string(), number: z.int(), organisation: z.string().nullable(), sector: z.string() },
        choices: z.array(z.string()),
        choice: z.int().nullable().openapi({ description: 'Of the lot asked about: 1 is first' }),
        fit: fit.nullable(),
        score: z.int().nullable().openapi({ description: 'Millionths of a standard deviation' }),
        mark: z.number().nullable().openapi({ description: '50 is usual, 10 a standard deviation' }),
        mine: z.union([ScoreJson, z.null()]),
      }),
    ),
  })
  .openapi('Comparison')

export const comparisonAsJson = (call: Call, c: Comparison): z.infer<typeof ComparisonJson> => ({
  ...{ round: call.round, named: c.named, lotId: c.lot?.id ?? null },
  missing: c.missing.map((one) => ({
    juror: c.jurors.find((j) => j.personId === one.personId)?.number ?? null,
    left: one.left,
  })),
  items: c.rows.map((row: Row) => ({
    ...{ id: row.application.id, number: row.application.number ?? 0, choices: row.application.choices },
    organisation: c.named ? row.application.organisationName : null,
    ...{ sector: row.application.sector, choice: row.choice, fit: row.fit },
    ...{ score: row.mark?.score ?? null, mark: row.mark ? asMark(row.mark.score) : null },
    mine: row.mine && scoreAsJson(row.mine),
  })),
})
