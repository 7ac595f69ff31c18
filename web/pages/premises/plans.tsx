import { Hono } from 'hono'
import { Script } from 'vite-ssr-components/hono'
import { AppError, invalid } from '../../../worker/core/errors'
import type { AppEnv } from '../../../worker/platform/http'
import { changeLot } from '../../../worker/premises/commands/changeLots'
import { addPlan, removePlan } from '../../../worker/premises/commands/plans'
import { type Lot, lotsOf, type Plan, plansOf, type Site } from '../../../worker/premises/queries'
import { outlineIn, outlineText, rectangle } from '../../../worker/premises/rulesOfPlan'
import { errorsIn, Field, type FormErrors, Select } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { PlanOfLots } from '../../components/PlanOfLots'
import { type View, viewOf } from '../../view'
import { numeral } from '../organisations/form'
import { bytesOf, readSent, type Typed } from './form'
import { partPage, siteHere } from './frame'
import { drawn, plansAsDrawn } from './words'

/** Plans of a site, and lots drawn on them: by points and rectangles that are typed, or by touch where scripts run. */
export const planPages = new Hono<AppEnv>()

planPages.get('/premises/:id/plans', async (c) => {
  const v = viewOf(c)
  return plansPage(v, await siteHere(c, v), {})
})

planPages.post('/premises/:id/plans', async (c) => {
  const v = viewOf(c)
  const site = await siteHere(c, v)
  const { typed, file } = await readSent(c, 'picture')
  try {
    const id = await addPlan(
      v.ctx,
      site.id,
      { name: typed.name ?? '' },
      file ? await bytesOf(file) : undefined,
    )
    return c.redirect(v.href(`/premises/${site.id}/plans/${id}`), 303)
  } catch (error) {
    return plansPage(v, site, typed, errorsIn(v, error))
  }
})

planPages.get('/premises/:id/plans/:plan', async (c) => {
  const v = viewOf(c)
  const site = await siteHere(c, v)
  return drawPage(v, site, await planHere(v, site, c.req.param('plan')), {})
})

planPages.post('/premises/:id/plans/:plan', async (c) => {
  const v = viewOf(c)
  const site = await siteHere(c, v)
  const plan = await planHere(v, site, c.req.param('plan'))
  const { typed } = await readSent(c, '')
  try {
    const lot = (await lotsOf(v.ctx, site.id)).find((one) => one.id === typed.lot)
    if (!lot) throw invalid({ path: 'lot', code: 'not_a_choice' })
    const outline = typed.act === 'erase' ? null : outlineOf(typed)
    await changeLot(v.ctx, lot.id, { planId: outline && plan.id, outline })
  } catch (error) {
    return drawPage(v, site, plan, typed, errorsIn(v, error))
  }
  return c.redirect(v.href(`/premises/${site.id}/plans/${plan.id}`), 303)
})

planPages.post('/premises/:id/plans/:plan/remove', async (c) => {
  const v = viewOf(c)
  const site = await siteHere(c, v)
  const plan = await planHere(v, site, c.req.param('plan'))
  await removePlan(v.ctx, plan.id)
  return c.redirect(v.href(`/premises/${site.id}/plans`), 303)
})

/** A rectangle where its four numbers are given, else the points. */
function outlineOf(typed: Typed) {
  const numbers = ['x', 'y', 'w', 'h'].map((name) => numeral(typed[name]))
  if (typed.w || typed.h) {
    const wrong = numbers.findIndex((n) => typeof n !== 'number')
    if (wrong >= 0) throw invalid({ path: ['x', 'y', 'w', 'h'][wrong] ?? 'x', code: 'not_number' })
    const [x = 0, y = 0, w = 0, h = 0] = numbers.map((n) => Math.round(n as number))
    if (w < 1 || h < 1) throw invalid({ path: w < 1 ? 'w' : 'h', code: 'too_small', params: { min: 1 } })
    return rectangle(x, y, w, h)
  }
  const points = outlineIn(typed.outline ?? '')
  if (!typed.outline) throw invalid({ path: 'outline', code: 'few_points' })
  if (!points) throw invalid({ path: 'outline', code: 'not_outline' })
  return points
}

async function planHere(v: View, site: Site, id: string): Promise<Plan> {
  const plan = (await plansOf(v.ctx, site.id)).find((one) => one.id === id)
  if (!plan) throw new AppError('not_found')
  return plan
}

async function plansPage(v: View, site: Site, typed: Typed, errors?: FormErrors) {
  const words = v.t.premises.plans
  const [plans, lots] = await Promise.all([plansOf(v.ctx, site.id), lotsOf(v.ctx, site.id)])
  return partPage(
    v,
    site,
    { title: words.title, lead: words.lead, errors },
    <>
      {plans.length === 0 ? (
        <p class="q">{words.empty}</p>
      ) : (
        <ul class="rows panel">
          {plans.map((plan) => (
            <li>
              <div>
                <h2 class="t3">
                  <bdi>{plan.name}</bdi>
                </h2>
                <p class="q sm">
                  {words.drawn(
                    v.f.number(lots.filter((lot) => lot.planId === plan.id).length),
                    v.f.number(lots.length),
                  )}
                </p>
              </div>
              <div class="row">
                <a class="b b2" href={v.href(`/premises/${site.id}/plans/${plan.id}`)}>
                  {words.draw}
                  <span class="vh"> : {plan.name}</span>
                </a>
                <form method="post" action={v.href(`/premises/${site.id}/plans/${plan.id}/remove`)}>
                  <button class="b b3" type="submit">
                    <Icon name="x" />
                    {v.t.common.remove}
                    <span class="vh"> : {plan.name}</span>
                  </button>
                </form>
              </div>
            </li>
          ))}
        </ul>
      )}
      <form class="panel st" method="post" enctype="multipart/form-data" novalidate>
        <h2 class="t3">{words.add}</h2>
        <Field
          {...{ name: 'name', value: typed.name, error: errors?.fields.name }}
          label={words.name}
          hint={words.nameHint}
          maxlength={80}
          required
        />
        <Field
          {...{ name: 'picture', type: 'file', accept: 'image/jpeg,image/png,image/webp' }}
          error={errors?.fields.picture}
          label={words.picture}
          hint={words.pictureHint}
        />
        <p>
          <button class="b" type="submit">
            {words.add}
          </button>
        </p>
      </form>
    </>,
  )
}

async function drawPage(v: View, site: Site, plan: Plan, typed: Typed, errors?: FormErrors) {
  const words = v.t.premises.plans
  const lots = await lotsOf(v.ctx, site.id)
  const next = lots.find((lot) => lot.outline === null) ?? lots[0]
  const chosen = lots.find((lot) => lot.id === (typed.lot ?? v.c.req.query('lot'))) ?? next
  const here = lots.filter((lot) => lot.planId === plan.id && lot.outline)
  return partPage(
    v,
    site,
    {
      ...{ title: words.drawOn(plan.name), errors, wide: true },
      scripts: <Script src="/web/islands/plan-drawer.ts" />,
    },
    lots.length === 0 || !chosen ? (
      <p class="empty">
        {words.noLots}{' '}
        <a class="b" href={v.href(`/premises/${site.id}/lots/new`)}>
          {v.t.premises.site.addLot}
        </a>
      </p>
    ) : (
      <plan-drawer
        class="side"
        data-rectangle={words.modes.rectangle}
        data-outline={words.modes.outline}
        data-undo={words.modes.undo}
        data-hint={words.island}
      >
        <div class="st">
          <p class="q sm">{words.drawn(v.f.number(here.length), v.f.number(lots.length))}</p>
          <PlanOfLots v={v} plans={plansAsDrawn([plan])} lots={linked(v, site, plan, here)} all />
        </div>
        <DrawForm v={v} plan={plan} lots={lots} chosen={chosen} typed={typed} errors={errors} />
      </plan-drawer>
    ),
  )
}

const linked = (v: View, site: Site, plan: Plan, lots: Lot[]) =>
  drawn(v, lots, (lot) => v.href(`/premises/${site.id}/plans/${plan.id}?lot=${lot.id}#f-outline`))

interface Drawing {
  v: View
  plan: Plan
  lots: Lot[]
  chosen: Lot
  typed: Typed
  errors: FormErrors | undefined
}

function DrawForm({ v, plan, lots, chosen, typed, errors }: Drawing) {
  const words = v.t.premises.plans
  const now = chosen.planId === plan.id && chosen.outline ? outlineText(chosen.outline) : ''
  const number = (name: 'x' | 'y' | 'w' | 'h') => (
    <Field
      {...{ name, value: typed[name], error: errors?.fields[name], inputmode: 'numeric' }}
      label={words[name]}
    />
  )
  return (
    <form class="panel st" method="post" novalidate>
      <Select
        {...{ name: 'lot', value: typed.lot ?? chosen.id, error: errors?.fields.lot }}
        label={words.lot}
        choices={lots.map((lot) => ({ value: lot.id, label: lot.name }))}
      />
      <Field
        {...{ name: 'outline', value: typed.outline ?? now, error: errors?.fields.outline, dir: 'ltr' }}
        label={words.outline}
        hint={words.outlineHint(String(plan.width), String(plan.height))}
        autocomplete="off"
      />
      <fieldset>
        <legend>{words.rectangle}</legend>
        <div class="cols">
          {number('x')}
          {number('y')}
          {number('w')}
          {number('h')}
        </div>
      </fieldset>
      <p class="row">
        <button class="b" type="submit" name="act" value="draw">
          {words.save}
        </button>
        {now && (
          <button class="b b3" type="submit" name="act" value="erase">
            {words.erase}
          </button>
        )}
      </p>
    </form>
  )
}
