import { Hono } from 'hono'
import { visibleBooking } from '../../../worker/bookings/queries'
import { AppError } from '../../../worker/core/errors'
import { factorsById } from '../../../worker/impact/factors'
import type { Figure } from '../../../worker/impact/input'
import { exchangeOf } from '../../../worker/impact/project'
import { reckon } from '../../../worker/impact/rules'
import type { AppEnv } from '../../../worker/platform/http'
import { page, viewOf } from '../../view'
import { Source, factorValue } from './factors'
import { Table } from './parts'
import { monthWords, rangeWords } from './words'

/** How one exchange is counted, for its parties and the coordinator: what it was reckoned from, and what came of it. */
export const bookingImpact = new Hono<AppEnv>().get('/bookings/:id/impact', async (c) => {
  const v = viewOf(c)
  const booking = await visibleBooking(v.ctx, c.req.param('id'))
  if (booking.clusterId !== v.cluster?.id) throw new AppError('not_found')
  const exchange = await exchangeOf(v.ctx, booking.id)
  const t = v.t.impact
  const made = exchange && reckon(exchange)
  const factors = await factorsById(v.ctx, made?.factors ?? [])
  const basis = exchange?.basis
  const figures = (['minutes', 'kg', 'co2', 'vacancy', 'disposal'] as const).filter(
    (figure) => made && (figure === 'minutes' || figure === 'kg' || made.has[figure]),
  )
  return page(
    v,
    { title: t.booking.title, noIndex: true, door: 'agenda' },
    <div class="w sec st narrow">
      <p class="back">
        <a href={v.href(`/bookings/${booking.id}`)}>
          <bdi>{booking.listingTitle}</bdi>
        </a>
      </p>
      <h1 class="h1s">{t.booking.title}</h1>
      {!exchange || !made ? (
        <p class="empty">{t.booking.nothing}</p>
      ) : (
        <>
          <dl class="kv">
            <div>
              <dt>{t.booking.quantity}</dt>
              <dd>
                {v.f.quantity(exchange.quantity, exchange.unit)},{' '}
                {exchange.measured ? t.booking.noted : t.booking.booked}
              </dd>
            </div>
            {exchange.marketCents !== null && (
              <div>
                <dt>{t.booking.market}</dt>
                <dd>{v.f.money(made.months.reduce((n, m) => n + m.marketCents, 0))}</dd>
              </div>
            )}
            <div>
              <dt>{t.booking.paid}</dt>
              <dd>{v.f.money(exchange.priceCents)}</dd>
            </div>
          </dl>
          <Table
            label={t.booking.title}
            head={[t.head.month, ...figures.map((figure) => headOf[figure](t.head))]}
            numbers={figures.length}
          >
            {made.months.map((m) => (
              <tr>
                <th scope="row">{monthWords(v, m.month)}</th>
                {figures.map((figure) => {
                  const amount = m[figure]
                  const [low, high] =
                    typeof amount === 'number' ? [amount, amount] : [amount.low, amount.high]
                  return <td class="n">{rangeWords(v, figure as Figure, low, high)}</td>
                })}
              </tr>
            ))}
          </Table>
          <h2>{t.booking.factors}</h2>
          {made.factors.length === 0 ? (
            <p>{t.booking.noFactor}</p>
          ) : (
            <ul class="st">
              {made.factors.map((id) => {
                const f = factors.get(id)
                return (
                  f && (
                    <li>
                      <b>{v.language === 'fr' ? f.labelFr : f.labelEn}</b> {factorValue(v, f)},{' '}
                      {t.factors.version(String(f.number))}
                      <br />
                      <Source f={f} />
                    </li>
                  )
                )
              })}
            </ul>
          )}
          {basis?.thing && (
            <p>
              {t.booking.basis(
                v.f.percent(basis.replacedPercent / 100),
                v.f.percent(basis.lifePercent / 100),
              )}
              {basis.distanceHm > 0 && `, ${t.booking.distance(v.f.distance(basis.distanceHm / 10))}`}
            </p>
          )}
        </>
      )}
    </div>,
  )
})

type Heads = Record<'hours' | 'kg' | 'co2' | 'vacancy' | 'disposal', string>
const headOf = {
  minutes: (h: Heads) => h.hours,
  kg: (h: Heads) => h.kg,
  co2: (h: Heads) => h.co2,
  vacancy: (h: Heads) => h.vacancy,
  disposal: (h: Heads) => h.disposal,
}
