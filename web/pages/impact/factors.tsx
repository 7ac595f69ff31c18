import { plainNumber } from '../../../worker/core/numerals'
import { Hono } from 'hono'
import { addFactor } from '../../../worker/impact/commands/addFactor'
import { type Factor, factorsInUse, latestOf } from '../../../worker/impact/factors'
import type { FactorInput } from '../../../worker/impact/input'
import { fromMicro, MEASURES } from '../../../worker/impact/rulesOfFactors'
import type { AppEnv } from '../../../worker/platform/http'
import { ErrorSummary, errorsIn, Field, type FormErrors, Select, Tiles } from '../../components/Field'
import { type View, viewOf } from '../../view'
import { runBy } from '../running/frame'
import { Told } from '../../components/Told'
import { impactPage, Table } from './parts'

type Typed = Record<string, string>

/** The factors with their sources, and the form that adds one. */
export const impactFactors = new Hono<AppEnv>()
  .get('/coordination/impact/factors', async (c) => shown(viewOf(c), {}))
  .post('/coordination/impact/factors', async (c) => {
    const v = viewOf(c)
    const cluster = runBy(v)
    const typed = Object.fromEntries(
      Object.entries(await c.req.parseBody()).map(([name, value]) => [name, String(value)]),
    )
    try {
      await addFactor(v.ctx, cluster, read(typed))
    } catch (error) {
      return shown(v, typed, errorsIn(v, error))
    }
    return c.redirect(v.href('/coordination/impact/factors?told=1'), 303)
  })

const numberIn = (text: string | undefined): number | undefined =>
  text?.trim() ? Number(plainNumber(text)) : undefined

const read = (typed: Typed): FactorInput => {
  const { value, valueHigh, atMost, ...words } = typed
  return {
    ...(words as unknown as FactorInput),
    value: numberIn(value) as number,
    valueHigh: numberIn(valueHigh),
    atMost: atMost === 'yes',
    everywhere: false,
  }
}

/** A page shows those that count; the others are for reference, folded. */
async function shown(v: View, typed: Typed, errors?: FormErrors) {
  const cluster = runBy(v)
  const all = await factorsInUse(v.ctx, cluster.id)
  const latest = latestOf(all)
  const t = v.t.impact.factors
  const name = (f: Factor) => (v.language === 'fr' ? f.labelFr : f.labelEn)
  const categories = [...new Set(latest.map((f) => f.category))]
  const chosen = v.c.req.query('category') ?? categories.find((one) => one.startsWith('reuse')) ?? ''
  const of = (field: string) => ({ name: field, value: typed[field], error: errors?.fields[field] })
  return impactPage(
    v,
    'factors',
    { title: t.title, lead: t.lead(v.f.number(latest.length)), status: errors ? 422 : 200 },
    <>
      {v.c.req.query('told') && <Told words={t.saved} />}
      <ul class="chips">
        {categories.map((category) => (
          <li>
            <a
              class={category === chosen ? 'chip on' : 'chip'}
              href={`?category=${category}`}
              aria-current={category === chosen ? 'true' : undefined}
            >
              <bdi>{t.categories[category] ?? category.replaceAll('_', ' ')}</bdi>
            </a>
          </li>
        ))}
      </ul>
      <Table label={t.title} head={t.head} numbers={0}>
        {latest
          .filter((f) => f.category === chosen)
          .map((f) => (
            <tr>
              <th scope="row">
                <bdi lang={v.language === 'ar' ? 'en' : undefined}>{name(f)}</bdi>
                <br />
                <span class="q sm">{t.measures[f.measure]}</span>
              </th>
              <td class="nb">
                <bdi>{factorValue(v, f)}</bdi>
                {f.atMost === 1 && <span class="q sm"> ({t.atMost})</span>}
                <br />
                <span class="q sm">
                  {t.version(String(f.number))}, {t.origins[originOf(f)]}
                </span>
              </td>
              <td lang="en">{f.basis}</td>
              <td>
                <Source f={f} />
              </td>
              <td>{t.confidence[f.confidence]}</td>
            </tr>
          ))}
      </Table>
      <details open={errors !== undefined}>
        <summary>{t.add}</summary>
        <form class="panel st" method="post" novalidate>
          <ErrorSummary v={v} errors={errors} />
          <p class="q">{t.addHint}</p>
          <div class="two">
            <Field {...of('key')} label={t.key} hint={t.keyHint} required maxlength={60} dir="ltr" />
            <Select
              {...of('measure')}
              label={t.measure}
              choices={MEASURES.map((one) => ({ value: one, label: t.measures[one] }))}
            />
            <Field {...of('labelFr')} label={t.labelFr} required maxlength={160} />
            <Field {...of('labelEn')} label={t.labelEn} required maxlength={160} />
            <Field
              {...of('unit')}
              label={t.unit}
              hint={t.unitHint(v.f.currency)}
              required
              maxlength={40}
              dir="ltr"
            />
            <Field {...of('value')} label={t.value} required inputmode="decimal" dir="ltr" />
            <Field {...of('valueHigh')} label={t.valueHigh} inputmode="decimal" dir="ltr" />
            <Select
              {...of('confidence')}
              value={typed.confidence ?? 'medium'}
              label={t.confidenceAsk}
              choices={(['high', 'medium', 'low'] as const).map((one) => ({
                value: one,
                label: t.confidence[one],
              }))}
            />
            <Field {...of('basis')} label={t.basis} required maxlength={300} dir="auto" />
            <Field {...of('source')} label={t.source} required maxlength={300} dir="auto" />
            <Field {...of('sourceRef')} label={t.sourceRef} required maxlength={500} dir="auto" />
            <Field {...of('licence')} label={t.licence} required maxlength={120} dir="auto" />
            <Field {...of('note')} label={t.note} maxlength={500} dir="auto" />
          </div>
          <Tiles
            name="atMost"
            legend={t.isAtMost}
            value={[typed.atMost ?? '']}
            choices={[{ value: 'yes', label: t.isAtMost }]}
          />
          <p>
            <button class="b" type="submit">
              {t.save}
            </button>
          </p>
        </form>
      </details>
    </>,
  )
}

const originOf = (f: Factor) =>
  f.createdAt === null ? 'carried' : f.clusterId === null ? 'deployment' : 'cluster'

export function factorValue(v: View, f: Pick<Factor, 'lowMicro' | 'highMicro' | 'unit'>): string {
  const [low, high] = [v.f.number(fromMicro(f.lowMicro), 4), v.f.number(fromMicro(f.highMicro), 4)]
  return `${low === high ? low : `${low}–${high}`} ${f.unit}`
}

/** The source by its name, a link where it is an address; the licence beside it. */
export const Source = ({ f }: { f: Pick<Factor, 'source' | 'sourceRef' | 'licence'> }) => {
  const [url] = f.sourceRef.split(' ; ')
  return (
    <>
      {/^https?:\/\//.test(url ?? '') ? (
        <a href={url} rel="noopener">
          <bdi>{f.source}</bdi>
        </a>
      ) : (
        <bdi>{`${f.source}, ${f.sourceRef}`}</bdi>
      )}
      <br />
      <span class="q sm">
        <bdi>{f.licence}</bdi>
      </span>
    </>
  )
}
