import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { correctLine, recordPayment } from '../../../worker/fees/commands/recordPayment'
import { type Statement, type StatementLine, statementOf } from '../../../worker/fees/queries'
import type { AppEnv } from '../../../worker/platform/http'
import { errorsIn, Field, type FormErrors, Select } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { TermList } from '../../components/TermList'
import { type View, viewOf } from '../../view'
import { centsIn, inUnits } from '../occupancies/form'
import {
  apart,
  dateWords,
  monthWords,
  occupancyHere,
  paperPage,
  termWords,
  toldBy,
} from '../occupancies/frame'
import { readSent, type Typed } from '../premises/form'

/** What an occupant owes and has paid: read and printed by both sides; payments and corrections by the landlord. */
export const statementPages = new Hono<AppEnv>()
  .get('/occupancies/:id/statement', async (c) => {
    const v = viewOf(c)
    const { o, part } = await occupancyHere(c, v)
    return shown(v, await statementOf(v.ctx, o), part.runs, {})
  })
  .post('/occupancies/:id/statement', async (c) => {
    const v = viewOf(c)
    const { o, part } = await occupancyHere(c, v)
    const { typed } = await readSent(c, '')
    const cents = centsIn(typed.cents) as number
    try {
      if (typed.line) {
        const { lines } = await statementOf(v.ctx, o)
        if (!lines.some((line) => line.id === typed.line)) throw new AppError('not_found')
        await correctLine(v.ctx, typed.line, {
          cents: centsIn(typed.shouldBe) as number,
          words: typed.why ?? '',
        })
      } else await recordPayment(v.ctx, o.id, { cents, paidOn: typed.paidOn ?? '', words: typed.words ?? '' })
    } catch (error) {
      const errors = errorsIn(v, error)
      const { cents: wrong, words: why, ...rest } = errors.fields
      const fields = typed.line
        ? { ...(wrong && { shouldBe: wrong }), ...(why && { why }), ...rest }
        : errors.fields
      return shown(v, await statementOf(v.ctx, o), part.runs, typed, { ...errors, fields })
    }
    const told = typed.line ? 'corrected' : 'paid'
    return c.redirect(v.href(`/occupancies/${o.id}/statement?told=${told}`), 303)
  })

function what(v: View, line: StatementLine): string {
  const words = v.t.fees.statement
  const said =
    line.corrects !== null
      ? words.correction
      : line.kind === 'due' && line.month
        ? words.share(monthWords(v, line.month), line.days ?? 0)
        : words.payment
  return line.words ? `${said} : ${line.words}` : said
}

function shown(v: View, s: Statement, runs: boolean, typed: Typed, errors?: FormErrors) {
  const words = v.t.fees.statement
  const { occupancy: o } = s
  const money = (cents: number) => v.f.money(cents, o.currency)
  const ahead = s.balanceCents < 0
  return paperPage(
    v,
    {
      ...{
        title: words.of(apart(o.occupantName)),
        lead: `${[o.landlordName, `${o.lotName}, ${o.siteName}`].map(apart).join(' · ')} · ${termWords(v, o)}`,
        errors,
      },
      ...{ told: toldBy(v, words.told), wide: true },
      back: { href: v.href(`/occupancies/${o.id}`), words: v.t.occupancies.backToOne },
    },
    <div class="st wide-gap">
      <section class="panel st">
        <TermList
          rows={[
            [words.due, money(s.dueCents)],
            [words.paid, money(s.paidCents)],
            [ahead ? words.ahead : words.balance, money(Math.abs(s.balanceCents))],
          ]}
        />
        {s.lines.length === 0 ? (
          <p class="q">{words.empty}</p>
        ) : (
          <section class="sc" tabindex={0} aria-label={words.title}>
            <table>
              <caption class="vh">{words.of(o.occupantName)}</caption>
              <thead>
                <tr>
                  <th scope="col">{words.date}</th>
                  <th scope="col">{words.what}</th>
                  <th scope="col" class="n">
                    {words.due}
                  </th>
                  <th scope="col" class="n">
                    {words.paid}
                  </th>
                  <th scope="col" class="n">
                    {words.after}
                  </th>
                </tr>
              </thead>
              <tbody>
                {s.lines.map((line) => (
                  <tr>
                    <td>{dateWords(v, line.onDate)}</td>
                    <th scope="row">
                      <bdi>{what(v, line)}</bdi>
                      {line.corrected && <span class="hint xs">{words.corrected}</span>}
                    </th>
                    <td class="n">{line.kind === 'due' ? money(line.cents) : ''}</td>
                    <td class="n">{line.kind === 'paid' ? money(line.cents) : ''}</td>
                    <td class="n">{money(line.balanceCents)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </section>
      {runs && <Record v={v} s={s} typed={typed} errors={errors} />}
      <p class="q sm nop row top-aligned">
        <Icon name="printer" />
        {words.print}
      </p>
    </div>,
  )
}

function Record({
  v,
  s,
  typed,
  errors,
}: {
  v: View
  s: Statement
  typed: Typed
  errors: FormErrors | undefined
}) {
  const words = v.t.fees.statement
  const field = (name: string) => ({ name, value: typed[name], error: errors?.fields[name] })
  const lines = s.lines.filter((line) => line.corrects === null)
  return (
    <>
      <form method="post" class="panel st nop" novalidate>
        <h2 class="t3">{words.record}</h2>
        <div class="duo">
          <Field {...field('cents')} label={words.amountPaid} inputmode="decimal" />
          <Field
            {...field('paidOn')}
            value={typed.paidOn ?? s.occupancy.today}
            type="date"
            label={words.paidOn}
          />
        </div>
        <Field {...field('words')} label={words.words} maxlength={200} />
        <p>
          <button class="b" type="submit">
            {words.save}
          </button>
        </p>
      </form>
      {lines.length > 0 && (
        <details class="nop" open={typed.line !== undefined}>
          <summary>{words.correct}</summary>
          <form method="post" class="panel st" novalidate>
            <p class="q sm">{words.stays}</p>
            <Select
              {...field('line')}
              label={words.line}
              choices={lines.map((line) => ({
                value: line.id,
                label: `${dateWords(v, line.onDate)}, ${what(v, line)} : ${v.f.money(line.cents, s.occupancy.currency)}`,
              }))}
            />
            <Field
              {...field('shouldBe')}
              label={words.shouldBe}
              inputmode="decimal"
              placeholder={inUnits(v, lines[0]?.cents ?? 0)}
            />
            <Field {...field('why')} label={words.why} maxlength={200} />
            <p>
              <button class="b b2" type="submit">
                {words.correctAct}
              </button>
            </p>
          </form>
        </details>
      )}
    </>
  )
}
