import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { LOT_STATES, PREMISES_USES } from '../../../worker/listings/input'
import type { AppEnv } from '../../../worker/platform/http'
import { addLot, changeLot, removeLot } from '../../../worker/premises/commands/changeLots'
import { POWER, PUBLIC_TYPES, STEP_FREE, WATER } from '../../../worker/premises/input'
import { type Building, buildingsOf, type Lot, lotById, type Site } from '../../../worker/premises/queries'
import { errorsIn, Field, type FormErrors, Select, Tiles } from '../../components/Field'
import { type View, viewOf } from '../../view'
import { lotIn, readSent, type Typed } from './form'
import { partPage, siteHere } from './frame'

/** A lot: every question about it, asked once. */
export const lotPages = new Hono<AppEnv>()

lotPages.get('/premises/:id/lots/new', async (c) => {
  const v = viewOf(c)
  return lotPage(v, await siteHere(c, v), null, {})
})

lotPages.post('/premises/:id/lots/new', async (c) => {
  const v = viewOf(c)
  const site = await siteHere(c, v)
  const { typed } = await readSent(c, '')
  try {
    const id = await addLot(v.ctx, site.id, lotIn(typed))
    return c.redirect(v.href(`/premises/${site.id}?told=saved#${id}`), 303)
  } catch (error) {
    return lotPage(v, site, null, typed, errorsIn(v, error))
  }
})

lotPages.get('/premises/:id/lots/:lot', async (c) => {
  const v = viewOf(c)
  const site = await siteHere(c, v)
  const lot = await lotOf(v, site, c.req.param('lot'))
  return lotPage(v, site, lot, asTyped(lot))
})

lotPages.post('/premises/:id/lots/:lot', async (c) => {
  const v = viewOf(c)
  const site = await siteHere(c, v)
  const lot = await lotOf(v, site, c.req.param('lot'))
  const { typed } = await readSent(c, '')
  try {
    await changeLot(v.ctx, lot.id, lotIn(typed), { ifVersion: Number(typed.version) || undefined })
  } catch (error) {
    return lotPage(v, site, lot, typed, errorsIn(v, error))
  }
  return c.redirect(v.href(`/premises/${site.id}?told=saved#${lot.id}`), 303)
})

lotPages.post('/premises/:id/lots/:lot/remove', async (c) => {
  const v = viewOf(c)
  const site = await siteHere(c, v)
  const lot = await lotOf(v, site, c.req.param('lot'))
  try {
    await removeLot(v.ctx, lot.id)
  } catch (error) {
    return lotPage(v, site, lot, asTyped(lot), errorsIn(v, error))
  }
  return c.redirect(v.href(`/premises/${site.id}?told=removed`), 303)
})

async function lotOf(v: View, site: Site, id: string): Promise<Lot> {
  const lot = await lotById(v.ctx, id)
  if (lot?.siteId !== site.id) throw new AppError('not_found')
  return lot
}

const asTyped = (lot: Lot): Typed => ({
  ...Object.fromEntries(
    Object.entries(lot).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  ),
  uses: lot.uses.join(','),
})

async function lotPage(v: View, site: Site, lot: Lot | null, typed: Typed, errors?: FormErrors) {
  const words = v.t.premises.lot
  const buildings = await buildingsOf(v.ctx, site.id)
  return partPage(
    v,
    site,
    { title: lot ? words.editTitle(lot.name) : words.newTitle, errors },
    <>
      <form class="st wide-gap" method="post" novalidate>
        {lot && <input type="hidden" name="version" value={typed.version ?? String(lot.version)} />}
        <LotFields v={v} typed={typed} errors={errors} buildings={buildings} />
        <p>
          <button class="b" type="submit">
            {words.save}
          </button>
        </p>
      </form>
      {lot && (
        <form class="st tight" method="post" action={v.href(`/premises/${site.id}/lots/${lot.id}/remove`)}>
          <p>
            <button class="b b2" type="submit">
              {words.remove}
            </button>
          </p>
          <p class="q sm">{words.removeHint}</p>
        </form>
      )}
    </>,
  )
}

interface Asked {
  v: View
  typed: Typed
  errors: FormErrors | undefined
  buildings: readonly Building[]
}

function LotFields({ v, typed, errors, buildings }: Asked) {
  const words = v.t.premises.lot
  const field = (name: string) => ({ name, value: typed[name], error: errors?.fields[name] })
  const choice = <T extends string>(values: readonly T[], labels: Record<string, string>) => [
    { value: '', label: words.unknown },
    ...values.map((value) => ({ value, label: labels[value] ?? value })),
  ]
  return (
    <>
      <div class="cols">
        <Field {...field('name')} label={words.name} hint={words.nameHint} maxlength={80} required />
        <Field {...field('surfaceM2')} label={words.surface} inputmode="numeric" required />
      </div>
      <div class="cols">
        {buildings.length > 0 && (
          <Select
            {...field('buildingId')}
            label={words.building}
            choices={[
              { value: '', label: words.noBuilding },
              ...buildings.map((b) => ({ value: b.id, label: b.name })),
            ]}
          />
        )}
        <Field {...field('floor')} label={words.floor} maxlength={40} />
      </div>
      <Tiles
        name="state"
        legend={words.state}
        value={typed.state ?? 'ready'}
        error={errors?.fields.state}
        columns={3}
        choices={LOT_STATES.map((value) => ({ value, label: words.states[value] }))}
      />
      <div class="cols">
        <Field {...field('availableFrom')} type="date" label={words.from} />
        <Field {...field('availableUntil')} type="date" label={words.until} />
      </div>
      <div class="cols">
        <Select {...field('stepFree')} label={words.stepFree} choices={choice(STEP_FREE, words.stepFrees)} />
        <Field {...field('access')} label={words.access} hint={words.accessHint} maxlength={300} />
      </div>
      <div class="cols">
        <Select {...field('power')} label={words.power} choices={choice(POWER, words.powers)} />
        <Field {...field('powerKva')} label={words.powerKva} inputmode="numeric" />
        <Select {...field('water')} label={words.water} choices={choice(WATER, words.waters)} />
        <Field {...field('floorLoadKgM2')} label={words.floorLoad} inputmode="numeric" />
      </div>
      <Select
        {...field('publicType')}
        label={words.publicType}
        hint={words.publicTypeHint}
        choices={choice(PUBLIC_TYPES, words.publicTypes)}
      />
      <Select
        {...field('publicCategory')}
        label={words.publicCategory}
        choices={choice(['1', '2', '3', '4', '5'], words.publicCategories)}
      />
      <Tiles
        name="uses"
        legend={words.uses}
        value={(typed.uses ?? '').split(',').filter(Boolean)}
        columns={3}
        choices={PREMISES_USES.map((value) => ({
          value,
          label: v.t.listings.details.uses[value],
        }))}
      />
      <Field
        {...{ ...field('comfortPercent'), value: typed.comfortPercent ?? '100' }}
        label={words.comfort}
        hint={words.comfortHint}
        inputmode="numeric"
      />
    </>
  )
}
