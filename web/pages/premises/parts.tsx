import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { setBuildings, setCharges } from '../../../worker/premises/commands/setParts'
import { BUILDING_KINDS, BUILDING_STATES, CHARGE_ITEMS } from '../../../worker/premises/input'
import { buildingsOf, chargesOf, type Site } from '../../../worker/premises/queries'
import { errorsIn, Field, type FormErrors, Select } from '../../components/Field'
import { type View, viewOf } from '../../view'
import { numeral } from '../organisations/form'
import { atLines, linesIn, numberOr, readSent, type Typed } from './form'
import { partPage, siteHere } from './frame'

/** What a site has several of and is changed whole: its buildings, the charges of a year. */
export const partsPages = new Hono<AppEnv>()

const CHARGES = 14
const CHARGE_CELLS = ['item', 'label', 'amount'] as const
const BUILDINGS = 10
const BUILDING_CELLS = ['id', 'name', 'kind', 'state', 'floors', 'builtYear', 'surfaceM2'] as const

partsPages.get('/premises/:id/charges', async (c) => {
  const v = viewOf(c)
  const site = await siteHere(c, v)
  const typed: Typed = {}
  for (const [i, one] of (await chargesOf(v.ctx, site.id)).entries()) {
    Object.assign(typed, {
      ...{ [`charges.${i}.item`]: one.item, [`charges.${i}.label`]: one.label },
      [`charges.${i}.amount`]: (one.centsPerYear / 100)
        .toFixed(2)
        .replace('.', v.language === 'fr' ? ',' : '.'),
    })
  }
  return chargesPage(v, site, typed)
})

partsPages.post('/premises/:id/charges', async (c) => {
  const v = viewOf(c)
  const site = await siteHere(c, v)
  const { typed } = await readSent(c, '')
  const lines = linesIn(typed, 'charges', CHARGE_CELLS, CHARGES).filter((l) => l.cells.item || l.cells.amount)
  const charges = lines.map(({ cells }) => {
    const amount = numeral(cells.amount)
    return {
      ...{ item: cells.item || 'other', label: cells.label ?? '' },
      centsPerYear: typeof amount === 'number' ? Math.round(amount * 100) : amount,
    }
  })
  try {
    await setCharges(v.ctx, site.id, charges)
  } catch (error) {
    const errors = errorsIn(v, error)
    const fields = Object.fromEntries(
      Object.entries(atLines(errors.fields, 'charges', lines)).map(([path, words]) => [
        path.replace('centsPerYear', 'amount'),
        words,
      ]),
    )
    return chargesPage(v, site, typed, { ...errors, fields })
  }
  return c.redirect(v.href(`/premises/${site.id}?told=saved`), 303)
})

function chargesPage(v: View, site: Site, typed: Typed, errors?: FormErrors) {
  const words = v.t.premises.charges
  const filled = linesIn(typed, 'charges', CHARGE_CELLS, CHARGES)
  const total = filled.reduce((sum, { cells }) => sum + (Number(numeral(cells.amount)) || 0), 0)
  const shown = Math.min(CHARGES, Math.max(4, 2 + Math.max(-1, ...filled.map((l) => l.at))))
  return partPage(
    v,
    site,
    { title: words.title, lead: words.lead, errors },
    <form class="st wide-gap" method="post" novalidate>
      {Array.from({ length: shown }, (_, i) => {
        const field = (cell: string) => {
          const name = `charges.${i}.${cell}`
          return { name, value: typed[name], error: errors?.fields[name] }
        }
        return (
          <div class="cols line-of">
            <Select
              {...field('item')}
              label={words.item}
              choices={[
                { value: '', label: words.none },
                ...CHARGE_ITEMS.map((value) => ({ value, label: words.items[value] })),
              ]}
            />
            <Field {...field('label')} label={words.label} maxlength={80} />
            <Field {...field('amount')} label={words.amount} inputmode="decimal" />
          </div>
        )
      })}
      {total > 0 && (
        <p>
          {words.total} : <b>{v.f.money(Math.round(total * 100))}</b>
        </p>
      )}
      <p>
        <button class="b" type="submit">
          {words.save}
        </button>
      </p>
    </form>,
  )
}

partsPages.get('/premises/:id/buildings', async (c) => {
  const v = viewOf(c)
  const site = await siteHere(c, v)
  const typed: Typed = {}
  for (const [i, one] of (await buildingsOf(v.ctx, site.id)).entries())
    for (const cell of BUILDING_CELLS) typed[`buildings.${i}.${cell}`] = String(one[cell] ?? '')
  return buildingsPage(v, site, typed)
})

partsPages.post('/premises/:id/buildings', async (c) => {
  const v = viewOf(c)
  const site = await siteHere(c, v)
  const { typed } = await readSent(c, '')
  const lines = linesIn(typed, 'buildings', BUILDING_CELLS, BUILDINGS).filter(({ cells }) =>
    BUILDING_CELLS.some((cell) => !['id', 'kind'].includes(cell) && cells[cell]),
  )
  const buildings = lines.map(({ cells }) => ({
    ...(cells.id && { id: cells.id }),
    ...{ name: cells.name ?? '', kind: cells.kind || 'other', state: cells.state || null },
    ...{ floors: numberOr(cells.floors, null), builtYear: numberOr(cells.builtYear, null) },
    surfaceM2: numberOr(cells.surfaceM2, null),
  }))
  try {
    await setBuildings(v.ctx, site.id, buildings)
  } catch (error) {
    const errors = errorsIn(v, error)
    return buildingsPage(v, site, typed, { ...errors, fields: atLines(errors.fields, 'buildings', lines) })
  }
  return c.redirect(v.href(`/premises/${site.id}?told=saved`), 303)
})

function buildingsPage(v: View, site: Site, typed: Typed, errors?: FormErrors) {
  const words = v.t.premises.buildings
  const filled = linesIn(typed, 'buildings', BUILDING_CELLS, BUILDINGS)
  const shown = Math.min(BUILDINGS, Math.max(2, 2 + Math.max(-1, ...filled.map((l) => l.at))))
  return partPage(
    v,
    site,
    { title: words.title, lead: words.lead, errors },
    <form class="st wide-gap" method="post" novalidate>
      {Array.from({ length: shown }, (_, i) => {
        const field = (cell: string) => {
          const name = `buildings.${i}.${cell}`
          return { name, value: typed[name], error: errors?.fields[name] }
        }
        const id = typed[`buildings.${i}.id`]
        return (
          <fieldset class="st line-of">
            <legend>{words.nth(i + 1)}</legend>
            {id && <input type="hidden" name={`buildings.${i}.id`} value={id} />}
            <div class="cols">
              <Field {...field('name')} label={words.name} maxlength={80} />
              <Select
                {...{ ...field('kind'), value: typed[`buildings.${i}.kind`] || 'other' }}
                label={words.kind}
                choices={BUILDING_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
              />
              <Select
                {...field('state')}
                label={words.state}
                choices={[
                  { value: '', label: v.t.premises.lot.unknown },
                  ...BUILDING_STATES.map((value) => ({ value, label: words.states[value] })),
                ]}
              />
            </div>
            <div class="cols">
              <Field {...field('floors')} label={words.floors} inputmode="numeric" />
              <Field {...field('builtYear')} label={words.year} inputmode="numeric" />
              <Field {...field('surfaceM2')} label={words.surface} inputmode="numeric" />
            </div>
          </fieldset>
        )
      })}
      <p>
        <button class="b" type="submit">
          {words.save}
        </button>
      </p>
    </form>,
  )
}
