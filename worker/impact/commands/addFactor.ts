import { invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustCoordinate, mustOperate } from '../../platform/context'
import { check } from '../../platform/input'
import { FactorInput } from '../input'
import { currencyOf, micro } from '../rulesOfFactors'

/**
 * Adds a factor, or the next version of one: by a coordinator for their cluster, by an operator for all. Figures keep the
 * version they were reckoned with. Throws `invalid` without a source, or where a version would measure something else than
 * the one before; `already_exists` where two add the next version at once. Returns its id.
 */
export async function addFactor(ctx: Ctx, cluster: { id: string }, given: FactorInput): Promise<string> {
  const everywhere = given?.everywhere === true
  const actor = everywhere ? mustOperate(ctx) : mustCoordinate(ctx, cluster.id)
  const f = check(FactorInput, given)
  const clusterId = everywhere ? null : cluster.id
  const known = await ctx.db
    .selectFrom('factorVersions')
    .select(['number', 'measure', 'unit'])
    .where('key', '=', f.key)
    .where((eb) =>
      eb.or([eb('clusterId', 'is', null), ...(clusterId ? [eb('clusterId', '=', clusterId)] : [])]),
    )
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (known && known.measure !== f.measure) throw invalid({ path: 'measure', code: 'another_measure' })
  if (known && known.unit !== f.unit) throw invalid({ path: 'unit', code: 'another_unit' })
  const id = newId('factor', Date.parse(ctx.now))
  const [lowMicro, highMicro] = [micro(f.value), micro(f.valueHigh ?? f.value)]
  const number = (known?.number ?? 0) + 1
  const happened = fact(ctx, 'impact_factor.added', {
    ...{ clusterId, table: 'impactFactors', row: id },
    payload: { key: f.key, number, lowMicro, highMicro },
  })
  const { value: _v, valueHigh: _h, everywhere: _e, atMost, ...words } = f
  await commit(ctx, happened, [
    ctx.db.insertInto('impactFactors').values({
      ...words,
      ...{ id, clusterId, number, lowMicro, highMicro, atMost: Number(atMost), currency: currencyOf(f.unit) },
      ...{ addedBy: actor.personId, lastEventId: happened.id, createdAt: ctx.now },
    }),
  ])
  return id
}
