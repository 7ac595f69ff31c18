import { plainNumber } from '../../../worker/core/numerals'
import { Hono } from 'hono'
import { ALWAYS, chooseBasis, offerToReckon } from '../../../worker/impact/commands/chooseBasis'
import { choicesOf, type Factor, latestOf } from '../../../worker/impact/factors'
import type { BasisInput } from '../../../worker/impact/input'
import type { FactorMeasure } from '../../../worker/impact/rulesOfFactors'
import { suggestedFor } from '../../../worker/impact/rulesOfResource'
import { instantOf } from '../../../worker/core/time'
import { AppError } from '../../../worker/core/errors'
import type { AppEnv } from '../../../worker/platform/http'
import { ErrorSummary, errorsIn, Field, type FormErrors, Tiles } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { factorValue } from './factors'
import { Told } from '../../components/Told'

type Sent = string | File
type Typed = Record<string, Sent | Sent[]>

/** How the exchanges of an offer are reckoned: chosen by its holder or a coordinator among the factors that may suit. */
export const basisPages = new Hono<AppEnv>()
  .get('/me/listings/:id/impact', async (c) => shown(viewOf(c), c.req.param('id')))
  .post('/me/listings/:id/impact', async (c) => {
    const v = viewOf(c)
    const id = c.req.param('id')
    await offerHere(v, id)
    const typed = (await c.req.parseBody({ all: true })) as Typed
    try {
      await chooseBasis(v.ctx, id, read(typed))
    } catch (error) {
      return shown(v, id, typed, errorsIn(v, error))
    }
    return c.redirect(v.href(`/me/listings/${id}/impact?told=1`), 303)
  })

const textsIn = (sent: Sent | Sent[] = []): string[] => [sent].flat().filter((one) => typeof one === 'string')
const text = (typed: Typed, name: string): string => textsIn(typed[name])[0]?.trim() ?? ''
const numberIn = (typed: Typed, name: string): number | undefined => {
  const said = plainNumber(text(typed, name))
  return said === '' ? undefined : Number(said)
}

function read(typed: Typed): BasisInput {
  const thing = text(typed, 'thingFactor')
  const transport = thing ? text(typed, 'transportFactor') : ''
  return {
    thingFactor: thing || undefined,
    thingsPerUnit: numberIn(typed, 'thingsPerUnit'),
    replacedPercent: numberIn(typed, 'replacedPercent'),
    lifePercent: numberIn(typed, 'lifePercent'),
    ...(transport && { transportFactor: transport, distanceKm: numberIn(typed, 'distanceKm') }),
    vacancyFactors: textsIn(typed.vacancyFactors),
    disposalFactor: text(typed, 'disposalFactor') || undefined,
    unitKg: numberIn(typed, 'unitKg'),
    appliesFrom: text(typed, 'appliesFrom') || undefined,
  }
}

/** An offer of the cluster in the address, for those who may say how it is reckoned. */
async function offerHere(v: View, id: string) {
  const offer = await offerToReckon(v.ctx, id)
  if (offer.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return offer
}

async function shown(v: View, id: string, typed?: Typed, errors?: FormErrors) {
  const offer = await offerHere(v, id)
  const { bases, factors: all } = await choicesOf(v.ctx, id, offer.clusterId)
  const [now] = bases
  const latest = latestOf(all)
  const suggested = suggestedFor(latest, offer).map((f) => f.id)
  const t = v.t.impact.basis
  const given: Typed = typed ?? {
    ...(now?.thingFactor && {
      thingFactor: now.thingFactor,
      thingsPerUnit: String((now.thingsMilli ?? 1000) / 1000),
      replacedPercent: String(now.replacedPercent ?? ''),
      lifePercent: String(now.lifePercent ?? ''),
    }),
    ...(now?.transportFactor && {
      transportFactor: now.transportFactor,
      distanceKm: String(now.distanceHm / 10),
    }),
    vacancyFactors: now ? (JSON.parse(now.vacancyFactors) as string[]) : [],
    disposalFactor: now?.disposalFactor ?? '',
    unitKg: now?.unitGrams ? String(now.unitGrams / 1000) : '',
  }
  const of = (name: string) => ({ name, value: text(given, name), error: errors?.fields[name] })
  const used = new Set(bases.flatMap((b) => [b.thingFactor, b.transportFactor, b.disposalFactor]))
  const ofMeasure = (measure: FactorMeasure) =>
    all.filter((f) => f.measure === measure && (latest.includes(f) || used.has(f.id)))
  const weighs = offer.kind === 'waste' && offer.unit !== 'kg'
  return page(
    v,
    { title: t.title, noIndex: true, door: 'post', status: errors ? 422 : 200 },
    <div class="w sec st narrow">
      <p class="back">
        <a href={v.href(`/me/listings/${id}`)}>
          <bdi lang={offer.language === v.language ? undefined : offer.language}>{offer.title}</bdi>
        </a>
      </p>
      <h1 class="h1s">{t.title}</h1>
      <p>{t.lead}</p>
      {v.c.req.query('told') && <Told words={t.saved} />}
      <form class="st" method="post" novalidate>
        <ErrorSummary v={v} errors={errors} />
        {offer.kind === 'premises' ? (
          <Tiles
            name="vacancyFactors"
            legend={t.vacancy}
            value={textsIn(given.vacancyFactors)}
            error={errors?.fields.vacancyFactors}
            choices={ofMeasure('vacancy').map((f) => ({
              value: f.id,
              label: labelOf(v, f),
              hint: factorValue(v, f),
            }))}
          />
        ) : (
          <>
            <Pick
              v={v}
              {...of('thingFactor')}
              label={t.thing}
              hint={t.thingHint}
              factors={ofMeasure('new_thing')}
              first={suggested}
            />
            <div class="two">
              <Field
                {...of('thingsPerUnit')}
                label={t.perUnit}
                hint={t.perUnitHint}
                inputmode="decimal"
                dir="ltr"
              />
              <Field {...of('replacedPercent')} label={t.replaced} inputmode="numeric" dir="ltr" />
              <Field {...of('lifePercent')} label={t.life} inputmode="numeric" dir="ltr" />
              {weighs && <Field {...of('unitKg')} label={t.unitKg} inputmode="decimal" dir="ltr" />}
            </div>
            <Pick
              v={v}
              {...of('transportFactor')}
              label={t.transport}
              factors={ofMeasure('transport')}
              first={[]}
            />
            <Field {...of('distanceKm')} label={t.distance} inputmode="decimal" dir="ltr" />
            {offer.kind === 'waste' && (
              <Pick
                v={v}
                {...of('disposalFactor')}
                label={t.disposal}
                factors={ofMeasure('disposal')}
                first={[]}
              />
            )}
          </>
        )}
        <Field {...of('appliesFrom')} label={t.appliesFrom} hint={t.appliesHint} type="date" />
        <p>
          <button class="b" type="submit">
            {t.save}
          </button>
        </p>
      </form>
      <p class="q sm">{t.market}</p>
      {bases.length > 0 && (
        <>
          <h2>{t.history}</h2>
          <ul class="st">
            {bases.map((b) => (
              <li>
                {b.appliesFrom === ALWAYS
                  ? t.always
                  : t.since(v.f.date(instantOf(b.appliesFrom, '12:00', v.f.timeZone)))}
                {' : '}
                {[
                  b.thingFactor,
                  b.transportFactor,
                  b.disposalFactor,
                  ...(JSON.parse(b.vacancyFactors) as string[]),
                ]
                  .flatMap((one) => all.find((f) => f.id === one) ?? [])
                  .map((f) => `${labelOf(v, f)} (${v.t.impact.factors.version(String(f.number))})`)
                  .join(', ') || t.ended}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>,
  )
}

const labelOf = (v: View, f: Factor): string => (v.language === 'fr' ? f.labelFr : f.labelEn)

/** One factor or none, those that may suit first; each with its value, so that it is chosen knowingly. */
function Pick({
  v,
  name,
  value,
  error,
  label,
  hint,
  factors,
  first,
}: {
  v: View
  name: string
  value: string
  error?: string | undefined
  label: string
  hint?: string
  factors: readonly Factor[]
  first: readonly string[]
}) {
  const t = v.t.impact.basis
  const id = `f-${name}`
  const suits = factors.filter((f) => first.includes(f.id))
  const option = (f: Factor) => (
    <option value={f.id} selected={f.id === value}>
      {`${labelOf(v, f)}, ${factorValue(v, f)}`}
    </option>
  )
  return (
    <div class={error ? 'err' : undefined}>
      <label for={id}>{label}</label>
      {hint && (
        <span class="hint" id={`${id}-h`}>
          {hint}
        </span>
      )}
      {error && (
        <span class="msg" id={`${id}-e`}>
          {error}
        </span>
      )}
      <select
        id={id}
        name={name}
        aria-describedby={[hint && `${id}-h`, error && `${id}-e`].filter(Boolean).join(' ') || undefined}
        aria-invalid={error ? 'true' : undefined}
      >
        <option value="">{t.none}</option>
        {suits.length > 0 && <optgroup label={t.suggested}>{suits.map(option)}</optgroup>}
        <optgroup label={t.others}>{factors.filter((f) => !suits.includes(f)).map(option)}</optgroup>
      </select>
    </div>
  )
}
