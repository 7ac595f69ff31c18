import type { Period, RegisterLine, registerOf } from '../../../worker/register/queries'
import { CoordinationNav } from '../../components/CoordinationNav'
import { Field } from '../../components/Field'
import { Told } from '../../components/Told'
import type { View } from '../../view'
import { dateWords } from '../occupancies/frame'
import { LineFacts, Marks } from './LineFacts'
import { LawNote } from './LawNote'

export interface Registered {
  period: Period
  /** Whose registers the reader can choose here. */
  known: { id: string; name: string }[]
  id: string | null
  name: string
  lines: Awaited<ReturnType<typeof registerOf>> | null
  printed: boolean
  told: boolean
}

/** A register over some days, every line with all that it says. */
export function RegisterPage({ v, shown }: { v: View; shown: Registered }) {
  const words = v.t.register
  const { period, id, name, lines } = shown
  const items = lines?.items ?? []
  const open = items.filter((line) => line.missing.length > 0).length
  return (
    <div class="w sec page waste st wide-gap">
      {v.isCoordinator && <CoordinationNav v={v} current="register" />}
      <Told words={shown.told ? words.line.saved : undefined} />
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        {name && (
          <p class="lead">
            <bdi>{name}</bdi>, {dateWords(v, period.from)} – {dateWords(v, period.to)}
          </p>
        )}
        <p class="q nop">{words.lead}</p>
        <p class="q sm">{words.law}</p>
      </div>
      <Chosen v={v} shown={shown} />
      {items.length === 0 ? (
        <div class="empty">
          <p>
            <b>{words.none}</b>
          </p>
          <p>{words.noneHint}</p>
        </div>
      ) : (
        <>
          <p class="row nop">
            <span>
              {words.lines(items.length)}
              {open > 0 && ` · ${words.incomplete(open)}`}
            </span>
            <a class="b b2" href={`${v.href('/register.csv')}?${queryOf(shown)}`} download>
              {words.csv}
            </a>
          </p>
          <p class="q sm nop">{words.print}</p>
          <ol class="st">
            {items.map((line) => (
              <Line v={v} line={line} />
            ))}
          </ol>
        </>
      )}
      {lines?.nextCursor && (
        <p class="row nop">
          <a class="b b2" href={`${v.href('/register')}?${queryOf(shown)}&cursor=${lines.nextCursor}`}>
            {words.more}
          </a>
          <a class="b b3" href={`${v.href('/register')}?${queryOf(shown)}&print=1`}>
            {words.printAll}
          </a>
        </p>
      )}
      {id && <LawNote v={v} />}
    </div>
  )
}

const queryOf = ({ period, id }: Registered): string =>
  new URLSearchParams({ organisation: id ?? '', ...period }).toString()

function Chosen({ v, shown: { known, id, period } }: { v: View; shown: Registered }) {
  const words = v.t.register
  return (
    <div class="st nop">
      {known.length > 1 && (
        <nav class="chips" aria-label={words.organisation}>
          {known.map((o) => (
            <a
              class={o.id === id ? 'chip on' : 'chip'}
              href={`${v.href('/register')}?${new URLSearchParams({ organisation: o.id, ...period })}`}
              aria-current={o.id === id ? 'page' : undefined}
            >
              <bdi>{o.name}</bdi>
            </a>
          ))}
        </nav>
      )}
      <form method="get" class="st tight">
        {id && <input type="hidden" name="organisation" value={id} />}
        <div class="duo">
          <Field name="from" type="date" label={words.from} value={period.from} />
          <Field name="to" type="date" label={words.to} value={period.to} />
        </div>
        <p>
          <button class="b b2" type="submit">
            {words.show}
          </button>
        </p>
      </form>
    </div>
  )
}

function Line({ v, line }: { v: View; line: RegisterLine }) {
  const words = v.t.register
  const what = words.seeLine(line.cells.wasteName ?? '', dateWords(v, line.shippedOn))
  return (
    <li class={line.correctedBy ? 'panel st tight old' : 'panel st tight'} id={line.id}>
      <p class="row between">
        <b>
          {dateWords(v, line.shippedOn)} · <bdi>{line.cells.wasteName}</bdi>
        </b>
        <Marks v={v} line={line} />
      </p>
      <LineFacts v={v} line={line} />
      <p class="nop">
        <a class="b b3" href={v.href(`/register/${line.id}`)} aria-label={`${words.tell} : ${what}`}>
          {words.tell}
        </a>
      </p>
    </li>
  )
}
