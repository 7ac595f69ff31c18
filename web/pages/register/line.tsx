import { Hono } from 'hono'
import { type Booking, bookingById } from '../../../worker/bookings/queries'
import { choicesOf } from '../../../worker/impact/factors'
import { AppError } from '../../../worker/core/errors'
import { listingById } from '../../../worker/listings/queries'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { correctLine, mayWrite } from '../../../worker/register/commands/correctLine'
import { linesOf, type RegisterLine, visibleLine } from '../../../worker/register/queries'
import {
  COLUMNS,
  KEYS,
  type Part,
  PARTS,
  QUANTITY_UNITS,
  RANKS,
} from '../../../worker/register/rulesOfColumns'
import { printedCode } from '../../../worker/waste/rules'
import { errorsIn, type FormErrors, Field, Select, TextArea } from '../../components/Field'
import { ConfirmQuantity } from '../../components/Unusual'
import type { View } from '../../view'
import { viewOf } from '../../view'
import { dateWords, paperPage } from '../occupancies/frame'
import { LineFacts, Marks } from './LineFacts'

/** One line of the register: what it says, what it corrects, and the form that corrects it. */
export const linePages = new Hono<AppEnv>()
  .get('/register/:id', async (c) => {
    const v = viewOf(c)
    return linePage(v, await lineHere(c, v))
  })
  .post('/register/:id', async (c) => {
    const v = viewOf(c)
    const line = await lineHere(c, v)
    const form = await c.req.parseBody()
    const typed = Object.fromEntries(
      [...KEYS, 'reason'].flatMap((key) => (typeof form[key] === 'string' ? [[key, form[key]]] : [])),
    )
    const confirmed = form.confirmQuantity === 'yes'
    try {
      await correctLine(v.ctx, line.id, { ...typed, confirmQuantity: confirmed })
    } catch (error) {
      const unusual =
        error instanceof AppError && error.details.fields?.some((f) => f.code === 'quantity_unusual')
      return linePage(v, line, { typed, errors: errorsIn(v, error), unusual: unusual || confirmed })
    }
    const year = line.shippedOn.slice(0, 4)
    const query = new URLSearchParams({
      ...{ organisation: line.organisationId, from: `${year}-01-01`, to: `${year}-12-31`, told: 'saved' },
    })
    return c.redirect(`${v.href('/register')}?${query}`, 303)
  })

async function lineHere(c: AppContext, v: View): Promise<RegisterLine> {
  const line = await visibleLine(v.ctx, c.req.param('id') ?? '')
  if (line.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return line
}

interface Refused {
  /** The quantity looks like a slip of the pen: it is to be confirmed. */
  unusual: boolean
  typed: Record<string, string>
  errors: FormErrors
}

async function linePage(v: View, line: RegisterLine, refused?: Refused) {
  const words = v.t.register
  const [lines, booking] = await Promise.all([
    linesOf(v.ctx, line.sourceId),
    line.bookingId ? bookingById(v.ctx, line.bookingId) : null,
  ])
  const others = lines.filter((one) => one.id !== line.id)
  const back = new URLSearchParams({ organisation: line.organisationId })
  return paperPage(
    v,
    {
      title: words.seeLine(line.cells.wasteName ?? '', dateWords(v, line.shippedOn)),
      ...{
        back: { href: `${v.href('/register')}?${back}`, words: words.line.back },
        errors: refused?.errors,
        sheets: [],
      },
    },
    <>
      <section class="panel st tight">
        <Marks v={v} line={line} />
        {line.correctedBy && (
          <p>
            {words.correctedBy} <a href={v.href(`/register/${line.correctedBy}`)}>{words.seeNext}</a>
          </p>
        )}
        {line.corrects && (
          <p>
            {words.corrects} <a href={v.href(`/register/${line.corrects}`)}>{words.seeFirst}</a>
          </p>
        )}
        {line.happened === 0 && <p>{words.voided}</p>}
        {line.writtenBy === null && <p class="q sm">{words.byProgram}</p>}
        <LineFacts v={v} line={line} />
        {line.bookingId && (
          <p>
            <a href={v.href(`/bookings/${line.bookingId}`)}>{words.seeBooking}</a>
          </p>
        )}
        {line.endId && <p class="q sm">{words.byEnd}</p>}
      </section>
      {!line.correctedBy && mayWrite(v.ctx, line) && (
        <LineForm
          {...{ v, line, refused }}
          guess={booking && (await carrierGuess(v, booking))}
          estimate={await weightGuess(v, line, booking)}
        />
      )}
      {others.length > 0 && (
        <section class="st" aria-labelledby="history">
          <h2 id="history">{words.line.history}</h2>
          <ol class="rows panel">
            {lines.map((one) => (
              <li>
                <a
                  href={v.href(`/register/${one.id}`)}
                  aria-current={one.id === line.id ? 'page' : undefined}
                >
                  {v.f.date(one.createdAt)}
                </a>
                <Marks v={v} line={one} />
              </li>
            ))}
          </ol>
        </section>
      )}
    </>,
  )
}

/** Who the listing says carries it: a help for whoever fills in the line, never an answer. */
async function carrierGuess(v: View, b: Booking): Promise<string | null> {
  const { carrier } = (await listingById(v.ctx, b.listingId))?.details ?? {}
  const words = v.t.register.line.carrierGuess
  if (carrier === 'taker') return words.taker(b.borrowerName)
  return carrier === 'giver' ? words.giver(b.lenderName) : null
}

/** What pieces usually weigh, where their offer says so: told as an estimate, for whoever fills in the line. */
async function weightGuess(v: View, line: RegisterLine, booking: Booking | null): Promise<string | null> {
  if (line.cells.quantity !== null || !booking) return null
  const { bases } = await choicesOf(v.ctx, booking.listingId, line.clusterId)
  const grams = bases.find((b) => b.unitGrams !== null)?.unitGrams
  if (!grams) return null
  const tonnes = v.f.number((line.origin.quantity * grams) / 1_000_000, 6)
  return v.t.register.line.estimate(v.f.number(grams / 1000, 3), tonnes)
}

interface Asked {
  v: View
  line: RegisterLine
  refused?: Refused | undefined
  guess: string | null
  estimate: string | null
}

function LineForm({ v, line, refused, guess, estimate }: Asked) {
  const words = v.t.register
  const { quantity, unit } = line.origin
  return (
    <section class="st" aria-labelledby="correct">
      <h2 id="correct">{words.line.form}</h2>
      <p class="q">{words.line.formLead}</p>
      <p>
        {words.line.handedOver(v.f.quantity(quantity, unit))}
        {line.cells.quantity === null && ` ${words.line.weigh}`}
        {estimate && ` ${estimate}`}
      </p>
      {guess && line.cells.carrierName === null && <p>{guess}</p>}
      <form method="post" class="st wide-gap" novalidate>
        {PARTS.map((part) => (
          <fieldset class="st">
            <legend>{words.parts[part]}</legend>
            <PartOfForm v={v} line={line} refused={refused} part={part} />
          </fieldset>
        ))}
        {refused?.unusual && <ConfirmQuantity v={v} />}
        <TextArea
          name="reason"
          rows={2}
          maxlength={500}
          label={words.line.reason}
          hint={words.line.reasonHint}
          value={refused?.typed.reason}
          error={refused?.errors.fields.reason}
        />
        <p>
          <button class="b" type="submit">
            {words.line.save}
          </button>
        </p>
      </form>
    </section>
  )
}

/** What is asked of every line, then, folded away, what only some have. */
function PartOfForm({ part, ...asked }: Omit<Asked, 'guess' | 'estimate'> & { part: Part }) {
  const { line, refused } = asked
  const columns = COLUMNS.filter((column) => column.part === part)
  const shows = ({ key, needed }: (typeof COLUMNS)[number]) =>
    needed ||
    line.cells[key] !== null ||
    refused?.errors.fields[key] !== undefined ||
    (key === 'slipNumber' && line.hazardous === 1)
  const folded = columns.filter((column) => !shows(column))
  return (
    <>
      {columns.filter(shows).map(({ key }) => (
        <Cell {...asked} name={key} />
      ))}
      {folded.length > 0 && (
        <details open={folded.some(({ key }) => refused?.typed[key])}>
          <summary>{asked.v.t.register.whereItApplies}</summary>
          <div class="st">
            {folded.map(({ key }) => (
              <Cell {...asked} name={key} />
            ))}
          </div>
        </details>
      )}
    </>
  )
}

const CHOICES = { pop: ['yes', 'no'], quantityUnit: QUANTITY_UNITS, treatmentRank: RANKS } as const
const LONG = { shippedOn: 10, wasteCode: 10, baselCode: 10, treatmentCode: 4 } as Record<string, number>

function Cell({
  v,
  line,
  refused,
  name,
}: Omit<Asked, 'guess' | 'estimate'> & { name: (typeof KEYS)[number] }) {
  const words = v.t.register
  const said = line.cells[name]
  const shown =
    name === 'wasteCode' && said
      ? printedCode(said, false)
      : name === 'quantity' && said
        ? said.replace('.', comma(v))
        : said
  const tied = {
    ...{ name, label: words.columns[name], hint: words.hints[name] },
    ...{ value: refused?.typed[name] ?? shown ?? '', error: refused?.errors.fields[name] },
  }
  const choices = CHOICES[name as keyof typeof CHOICES] as readonly string[] | undefined
  if (choices) {
    const named = { pop: words.pop, quantityUnit: words.units, treatmentRank: words.ranks }[
      name as keyof typeof CHOICES
    ] as Record<string, string>
    return (
      <Select
        {...tied}
        choices={[
          { value: '', label: words.choose },
          ...choices.map((value) => ({ value, label: named[value] })),
        ]}
      />
    )
  }
  return (
    <Field
      {...tied}
      type={name === 'shippedOn' ? 'date' : 'text'}
      inputmode={name === 'quantity' ? 'decimal' : undefined}
      maxlength={LONG[name] ?? (/Name|Address|Communes/.test(name) ? 300 : 60)}
      autocomplete="off"
    />
  )
}

const comma = (v: View): string => (v.language === 'en' ? '.' : ',')
