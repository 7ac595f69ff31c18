import { type ComputedYear, type FeeMonth, type FeeRule, ruleFor } from '../../../worker/fees/queries'
import { EMPTY } from '../../../worker/fees/rulesOfSplit'
import type { Simulation } from '../../../worker/fees/simulation'
import { wallOf } from '../../../worker/core/time'
import { Field, type FormErrors, Select, Tiles } from '../../components/Field'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'
import { monthWords } from '../occupancies/frame'
import type { Typed } from '../premises/form'

export interface ShownFees {
  computed: ComputedYear
  done: readonly FeeMonth[]
  rules: readonly FeeRule[]
  simulated: Simulation | null
  empty: readonly string[]
  year: number
  typed: Typed
  errors: FormErrors | undefined
}

export function FeesBody({ v, shown }: { v: View; shown: ShownFees }) {
  const { computed, year } = shown
  const words = v.t.fees
  const { site, lots, chargesCents } = computed
  const at = v.href(`/premises/${site.id}/fees`)
  return (
    <div class="st wide-gap">
      <p class="row nop">
        <a class="b b3" href={`${at}?year=${year - 1}`}>
          {words.before(year - 1)}
        </a>
        <b>{words.year(year)}</b>
        <a class="b b3" href={`${at}?year=${year + 1}`}>
          {words.before(year + 1)}
        </a>
        <a class="b b2" href={`${at}.csv?year=${year}`}>
          <Icon name="download" />
          {words.csv}
        </a>
      </p>
      <p>
        {words.charges} : <b>{v.f.money(chargesCents)}</b>{' '}
        <a href={v.href(`/premises/${site.id}/charges`)}>{words.changeCharges}</a>
      </p>
      {lots.length === 0 ? (
        <p class="empty">{words.noLots}</p>
      ) : (
        <>
          {chargesCents === 0 && <p class="note">{words.noCharges}</p>}
          <Months v={v} shown={shown} />
          <div class="cols even nop">
            <DrawUp v={v} shown={shown} />
            <Rule v={v} shown={shown} />
          </div>
          <Simulate v={v} shown={shown} />
        </>
      )}
    </div>
  )
}

/** One row for each occupancy of a lot, and for what the owner bears; one column for each month. */
function Months({ v, shown: { computed, done, year } }: { v: View; shown: ShownFees }) {
  const words = v.t.fees
  const { months, lots, occupancies } = computed
  const amount = (cents: number) => (cents === 0 ? '–' : v.f.amount(cents))
  const rows = lots.flatMap((lot) =>
    [...occupancies.filter((o) => o.lotId === lot.id), null].map((o) => ({
      ...{ lot, o },
      cells: months.map((m) => {
        const lines = m.lines.filter((l) => l.lotId === lot.id && l.occupancyId === (o?.id ?? null))
        return lines.reduce((sum, l) => sum + (o ? l.dueCents : l.cents), 0)
      }),
    })),
  )
  const shownRows = rows.filter((row) => row.o !== null || row.cells.some((cents) => cents > 0))
  const total = (cells: readonly number[]) => cells.reduce((sum, one) => sum + one, 0)
  const short = (month: string) =>
    new Intl.DateTimeFormat(v.language === 'ar' ? 'ar-MA-u-nu-latn' : v.language, {
      ...{ month: 'short', timeZone: 'UTC' },
    }).format(new Date(`${month}-15T12:00:00Z`))
  return (
    <div class="panel st">
      <h2 id="months">{words.months}</h2>
      <section class="sc" tabindex={0} aria-label={words.months}>
        <table class="fees">
          <caption class="vh">{words.caption(year)}</caption>
          <thead>
            <tr>
              <th scope="col">{words.lot}</th>
              {months.map((m) => (
                <th scope="col" class="n">
                  {short(m.month)}
                  {done.some((one) => one.month === m.month) && (
                    <span class="hint xs">{words.drawUp.drawn}</span>
                  )}
                </th>
              ))}
              <th scope="col" class="n">
                {words.total}
              </th>
            </tr>
          </thead>
          <tbody>
            {shownRows.map(({ lot, o, cells }) => (
              <tr>
                <th scope="row">
                  <bdi>{lot.name}</bdi>
                  <span class="hint xs">
                    {o ? (
                      <a href={v.href(`/occupancies/${o.id}/statement`)}>
                        <bdi>{o.occupantName}</bdi>
                        <span class="vh">, {lot.name}</span>
                      </a>
                    ) : (
                      words.nobody
                    )}
                  </span>
                </th>
                {cells.map((cents) => (
                  <td class={o ? 'n' : 'n q'}>{amount(cents)}</td>
                ))}
                <td class="n">
                  <b>{amount(total(cells))}</b>
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">{words.ofOwner}</th>
              {months.map((m) => (
                <td class="n q">{amount(m.ownerCents)}</td>
              ))}
              <td class="n">
                <b>{amount(total(months.map((m) => m.ownerCents)))}</b>
              </td>
            </tr>
          </tbody>
        </table>
      </section>
    </div>
  )
}

function DrawUp({ v, shown: { done, typed, errors, year } }: { v: View; shown: ShownFees }) {
  const words = v.t.fees.drawUp
  const now = wallOf(v.ctx.now, v.f.timeZone).date.slice(0, 7)
  const all = Array.from({ length: 12 }, (_, m) => `${year}-${String(m + 1).padStart(2, '0')}`)
  const open = all.filter((month) => month <= now && !done.some((one) => one.month === month))
  return (
    <form method="post" class="panel st" novalidate>
      <h2 class="t3">{words.title}</h2>
      <p class="q sm">{words.lead}</p>
      {open.length > 0 && (
        <>
          <Select
            {...{ name: 'month', value: typed.month ?? open[0], error: errors?.fields.month }}
            label={words.month}
            choices={open.map((month) => ({ value: month, label: monthWords(v, month) }))}
          />
          <p>
            <button class="b" type="submit">
              {words.act}
            </button>
          </p>
        </>
      )}
      {done.length === 0 && <p class="q sm">{words.none}</p>}
    </form>
  )
}

function Rule({ v, shown: { rules, typed, errors } }: { v: View; shown: ShownFees }) {
  const words = v.t.fees.rule
  const now = wallOf(v.ctx.now, v.f.timeZone).date.slice(0, 7)
  const inForce = ruleFor(rules, now)
  const from = rules.find((rule) => rule.number === inForce.number)?.fromMonth
  return (
    <form method="post" class="panel st" novalidate>
      <h2 class="t3">{words.title}</h2>
      <p>
        {from ? words.version(inForce.number, monthWords(v, from)) : words.standard} :{' '}
        <b>{words.of[inForce.empty]}</b>
      </p>
      <p class="q sm">{words.formula}</p>
      <Tiles
        {...{ name: 'empty', value: typed.empty ?? inForce.empty, error: errors?.fields.empty }}
        legend={words.empty}
        columns={2}
        choices={EMPTY.map((value) => ({ value, label: words.of[value] }))}
      />
      <Field
        {...{
          name: 'fromMonth',
          type: 'month',
          value: typed.fromMonth ?? now,
          error: errors?.fields.fromMonth,
        }}
        label={words.fromMonth}
      />
      <p>
        <button class="b b2" type="submit">
          {words.set}
        </button>
      </p>
    </form>
  )
}

function Simulate({ v, shown: { computed, simulated, empty, year } }: { v: View; shown: ShownFees }) {
  const words = v.t.fees.simulate
  const { site, lots } = computed
  const asked = empty.length > 0 && simulated !== null
  return (
    <div class="panel st nop" id="simulation">
      <h2 id="sim">{words.title}</h2>
      <p class="q sm">{words.lead}</p>
      <form method="get" action={`${v.href(`/premises/${site.id}/fees`)}#simulation`} class="st">
        <input type="hidden" name="year" value={year} />
        <Tiles
          {...{ name: 'vacant', legend: words.which, value: empty, columns: 3 }}
          choices={lots.map((lot) => ({
            ...{ value: lot.id, label: <bdi>{lot.name}</bdi>, hint: v.f.quantity(lot.surfaceM2, 'm2') },
          }))}
        />
        <p>
          <button class="b b2" type="submit">
            {words.act}
          </button>
        </p>
      </form>
      {asked && simulated && (
        <section class="sc" tabindex={0} aria-label={words.title}>
          <table>
            <caption class="vh">{words.title}</caption>
            <thead>
              <tr>
                <th scope="col">{v.t.fees.lot}</th>
                {[words.full, words.owner, words.spread].map((head) => (
                  <th scope="col" class="n">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {simulated.lots.map((lot) => (
                <tr>
                  <th scope="row">
                    <bdi>{lot.lotName}</bdi>
                    {empty.includes(lot.lotId) && <span class="hint xs">{v.t.fees.nobody}</span>}
                  </th>
                  {[lot.full, lot.owner, lot.spread].map((cents) => (
                    <td class="n">{v.f.money(cents)}</td>
                  ))}
                </tr>
              ))}
              <tr>
                <th scope="row">{words.ownerBears}</th>
                {[0, simulated.ownerBears.owner, simulated.ownerBears.spread].map((cents) => (
                  <td class="n">
                    <b>{v.f.money(cents)}</b>
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </section>
      )}
    </div>
  )
}
