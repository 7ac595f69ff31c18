import { Hono } from 'hono'
import { membersOfCluster } from '../../../worker/bookings/people'
import type { Booking } from '../../../worker/bookings/queries'
import { AppError } from '../../../worker/core/errors'
import { type Acceptance, type Agreement, agreementOf } from '../../../worker/handovers/agreements'
import { acceptAgreement } from '../../../worker/handovers/commands/acceptAgreement'
import { type Text, textOf } from '../../../worker/handovers/terms'
import type { AppEnv } from '../../../worker/platform/http'
import { ErrorSummary, errorsIn, type FormErrors, Select } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { page, type View, viewOf } from '../../view'
import { bookingHere } from '../here'
import { moment } from '../bookings/words'

/** The free loan agreement of a booking: read, accepted by each side, printed. */
export const agreementPages = new Hono<AppEnv>()

agreementPages.get('/bookings/:id/agreement', async (c) => {
  const v = viewOf(c)
  return shown(v, await bookingHere(v))
})

agreementPages.post('/bookings/:id/agreement', async (c) => {
  const v = viewOf(c)
  const b = await bookingHere(v)
  const form = await c.req.parseBody()
  const one = (name: string) => (typeof form[name] === 'string' && form[name] !== '' ? form[name] : undefined)
  try {
    await acceptAgreement(v.ctx, b.id, {
      hash: one('hash') ?? '',
      side: one('side') as 'lender' | undefined,
      onBehalfOf: one('onBehalfOf'),
    })
  } catch (error) {
    return shown(v, b, errorsIn(v, error))
  }
  return c.redirect(v.href(`/bookings/${b.id}/agreement?told=done`), 303)
})

async function shown(v: View, b: Booking, errors?: FormErrors) {
  const agreement = await agreementOf(v.ctx, b)
  if (!agreement) throw new AppError('not_found')
  const mayHelp = v.isCoordinator && agreement.isOpen && agreement.status !== 'accepted'
  const sides = [b.lenderId, b.borrowerId]
  const members = mayHelp
    ? (await membersOfCluster(v.ctx, b.clusterId)).filter((m) => sides.includes(m.organisationId))
    : []
  return page(
    v,
    {
      title: `${v.t.agreements.title} : ${b.listingTitle}`,
      ...{ door: 'agenda', noIndex: true, sheets: ['booking'], status: errors ? 422 : 200 },
    },
    <AgreementPage v={v} b={b} agreement={agreement} members={members} errors={errors} />,
  )
}

interface Props {
  v: View
  b: Booking
  agreement: Agreement
  members: { memberId: string; name: string; organisationName: string }[]
  errors?: FormErrors
}

function AgreementPage({ v, b, agreement: a, members, errors }: Props) {
  const words = v.t.agreements
  const { language } = v
  return (
    <div class={`w sec page paper ${b.kind}`}>
      <p class="back sm nop">
        <a href={v.href(`/bookings/${b.id}`)}>{words.back}</a>
      </p>
      <div class="side">
        <div class="st wide-gap">
          {v.c.req.query('told') === 'done' && (
            <p class="note free nop" role="status">
              <Icon name="circle-check" />
              <span>{words.done}</span>
            </p>
          )}
          <ErrorSummary v={v} errors={errors} />
          <div class="st tight nop">
            <p class={`s ${a.status === 'accepted' ? 'free' : 'ask'}`}>{words.status[a.status]}</p>
            <h1 class="h1s">{words.title}</h1>
            <p class="lead q">{words.lead}</p>
          </div>
          {a.lapsed && (
            <p class="note ask nop">
              <Icon name="info" />
              <span>{words.lapsed}</span>
            </p>
          )}
          {language !== 'fr' && (
            <>
              <p class="note">
                <Icon name="languages" />
                <span>
                  <b>{words.translation}.</b> {words.forReading}
                </span>
              </p>
              <Article text={textOf(a.terms, language)} />
              <h2>{words.original}</h2>
            </>
          )}
          <Article text={a.text} lang={language === 'fr' ? undefined : 'fr'} />
        </div>
        <div class="st stick">
          <section class="panel st signs">
            <h2 class="t3">{words.acceptedBy}</h2>
            <dl class="kv">
              {(['lender', 'borrower'] as const).map((side) => (
                <div>
                  <dt>
                    {words.side[side]} (<bdi>{a.terms[side].name}</bdi>)
                  </dt>
                  <dd>{a.acceptances[side] ? <bdi>{said(v, a.acceptances[side])}</bdi> : words.waiting}</dd>
                </div>
              ))}
            </dl>
            {a.mayAccept.map((side) => (
              <form method="post" class="nop">
                <input type="hidden" name="hash" value={a.hash} />
                <input type="hidden" name="side" value={side} />
                <button class="b wide" type="submit">
                  {words.act[side]}
                </button>
              </form>
            ))}
            {members.length > 0 && <Helping v={v} hash={a.hash} members={members} errors={errors} />}
            {a.isOpen && a.status !== 'accepted' && <p class="q sm nop">{words.recorded}</p>}
            {!a.isOpen && a.status !== 'accepted' && <p class="q sm">{words.closed}</p>}
            <p class="q xs print">{words.version(a.textVersion, a.hash)}</p>
          </section>
          <p class="q sm nop row top-aligned">
            <Icon name="printer" />
            {words.print}
          </p>
        </div>
      </div>
    </div>
  )
}

function Article({ text, lang }: { text: Text; lang?: string }) {
  return (
    <article class="panel st paper-text" lang={lang} dir={lang ? 'ltr' : undefined}>
      <header>
        <h2>{text.title}</h2>
        <p class="q">{text.lead}</p>
      </header>
      <ol class="st articles">
        {text.parts.map(([heading, body]) => (
          <li>
            <h3>{heading}</h3>
            <p>{body}</p>
          </li>
        ))}
      </ol>
    </article>
  )
}

function said(v: View, { at, name, forName }: Acceptance): string {
  const words = v.t.agreements
  const who = name || words.gone
  return forName === null
    ? words.said(who, moment(v, at))
    : words.saidFor(who, forName || words.gone, moment(v, at))
}

/** The coordinator accepts for a member who does not use computers. */
function Helping({ v, hash, members, errors }: Pick<Props, 'v' | 'members' | 'errors'> & { hash: string }) {
  const words = v.t.agreements
  return (
    <form method="post" class="st tight nop">
      <input type="hidden" name="hash" value={hash} />
      <Select
        name="onBehalfOf"
        label={words.onBehalf}
        hint={words.onBehalfHint}
        error={errors?.fields.onBehalfOf}
        choices={members.map((m) => ({ value: m.memberId, label: `${m.name} (${m.organisationName})` }))}
      />
      <button class="b b2 wide" type="submit">
        {words.actOnBehalf}
      </button>
    </form>
  )
}
