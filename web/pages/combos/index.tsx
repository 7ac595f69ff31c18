import { Hono } from 'hono'
import { membersOfCluster } from '../../../worker/bookings/people'
import { bookTogether } from '../../../worker/combos/commands/bookTogether'
import { type Combos, combosFor } from '../../../worker/combos/queries'
import { AppError } from '../../../worker/core/errors'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { ErrorSummary, errorsIn, type FormErrors, Select, TextArea } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { page, type View, viewOf } from '../../view'
import { once } from '../bookings/once'
import { ComboParts, comboValue } from './ComboParts'

/** Several offers for one need: the ways to have it all, and booking one of them at once. */
export const combosPages = new Hono<AppEnv>()

combosPages.get('/needs/:id/together', async (c) => {
  const v = viewOf(c)
  return combosPage(v, await combosHere(c, v))
})

combosPages.post('/needs/:id/together', async (c) => {
  const v = viewOf(c)
  const { need } = await combosHere(c, v)
  const form = await c.req.formData()
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const combo = text('combo').split(' ').filter(Boolean)
  const parts = combo.flatMap((part) => {
    const [, offerId, quantity] = /^(ofr_\w+)\.(\d{1,9})$/.exec(part) ?? []
    return offerId ? [{ offerId, quantity: Number(quantity) }] : []
  })
  try {
    if (parts.length < combo.length) throw new AppError('no_combo')
    const location = await once(v.ctx, text('once'), async () => {
      const basket = await bookTogether(v.ctx, need.id, {
        ...(parts.length > 0 && { parts }),
        ...{ note: text('note'), onBehalfOf: text('onBehalfOf') || null },
      })
      return v.href(`/baskets/${basket.id}`)
    })
    return c.redirect(location, 303)
  } catch (error) {
    v.ctx.once = undefined
    return combosPage(v, await combosHere(c, v), errorsIn(v, error), text('note'))
  }
})

async function combosHere(c: AppContext, v: View): Promise<Combos> {
  mustBeSignedIn(v.ctx)
  const found = await combosFor(v.ctx, c.req.param('id') ?? '')
  if (found.need.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return found
}

async function combosPage(v: View, { need, combos, why }: Combos, errors?: FormErrors, note = '') {
  const words = v.t.together.combos
  const own = v.actor?.organisations.some((m) => m.organisationId === need.organisationId)
  const members = own
    ? []
    : (await membersOfCluster(v.ctx, need.clusterId)).filter((m) => m.organisationId === need.organisationId)
  return page(
    v,
    {
      title: `${words.pageTitle} : ${need.title}`,
      ...{ door: 'search', noIndex: true, sheets: ['sharing'], status: errors ? 422 : 200 },
    },
    <div class={`w sec narrow st wide-gap ${need.kind}`}>
      <p class="back sm">
        <a href={v.href(`/needs/${need.id}`)}>{words.back}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{words.pageTitle}</h1>
        <p class="lead q">
          <bdi>{need.title}</bdi>
        </p>
      </div>
      <ErrorSummary v={v} errors={errors} />
      {combos.length > 0 && (
        <form class="st wide-gap" method="post" action={v.href(`/needs/${need.id}/together`)}>
          <input type="hidden" name="once" value={crypto.randomUUID()} />
          <fieldset class="st">
            <legend>{words.lead(v.f.quantity(need.quantity, need.unit))}</legend>
            {combos.map((combo, i) => (
              <div class="panel st">
                <label class="row">
                  <input type="radio" name="combo" value={comboValue(combo)} checked={i === 0} />
                  <b>{i === 0 ? words.first : words.other(i)}</b>
                </label>
                <ComboParts {...{ v, need, combo }} />
              </div>
            ))}
          </fieldset>
          {members.length > 0 && (
            <Select
              name="onBehalfOf"
              label={words.forWhom}
              choices={members.map((m) => ({ value: m.memberId, label: m.name }))}
            />
          )}
          <TextArea
            name="note"
            rows={2}
            maxlength={1000}
            label={words.note}
            value={note}
            error={errors?.fields.note}
          />
          <p>
            <button class="b" type="submit">
              {words.book}
            </button>
          </p>
          <p class="q sm row top-aligned">
            <Icon name="info" />
            <span>{words.hint}</span>
          </p>
        </form>
      )}
      {combos.length === 0 && (
        <div class="empty">
          <p>{why ? words.why[why] : words.none}</p>
          <p>
            <a
              class="b"
              href={v.href(why === 'no_dates' && own ? `/me/listings/${need.id}` : `/needs/${need.id}`)}
            >
              {words.back}
            </a>
          </p>
        </div>
      )}
    </div>,
  )
}
