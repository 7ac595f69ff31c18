import type { Score } from '../../../worker/calls/jury'
import type { CallLot } from '../../../worker/calls/queries'
import type { Seen } from '../../../worker/calls/queriesOfApplications'
import type { CallOffer } from '../../../worker/calls/queriesOfOffers'
import { MOST_POINTS } from '../../../worker/calls/rulesOfScores'
import { ErrorSummary, type FormErrors, TextArea, Tiles } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { Told } from '../../components/Told'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'
import { FileList } from './documents'
import { Said } from './steps'
import { momentWords } from './words'

interface Props {
  v: View
  seen: Seen
  lots: CallLot[]
  scores: Score[]
  offer: CallOffer | null
  errors: FormErrors | undefined
  typed: Record<string, string>
}

/** An application that was sent: its receipt and what became of it for its own people, the jury's form for who judges. */
export function ApplicationPage(p: Props) {
  const { v, seen, errors } = p
  const { application: a, call } = seen
  const words = v.t.calls.application
  const told = v.c.req.query('told') ?? ''
  const said = told === 'scored' ? v.t.calls.jury.saved : words.told[told]
  const own = seen.as === 'own'
  return (
    <div class="w sec page premises">
      <p class="back sm">
        <a href={v.href(own ? `/calls/${call.id}` : `/calls/${call.id}/jury`)}>
          {own ? v.t.calls.jury.back : v.t.calls.jury.toTable}
        </a>
      </p>
      <div class="side">
        <div class="st wide-gap">
          {said && !errors && <Told words={said} />}
          <ErrorSummary v={v} errors={errors} />
          <div class="st tight">
            <h1 class="h1s">{own ? words.title(a.number) : words.file(a.number ?? 0)}</h1>
            <p class="lead q">
              <bdi>{call.title}</bdi>
              {!own && seen.named && (
                <>
                  {' · '}
                  <bdi>{a.organisationName}</bdi>
                </>
              )}
            </p>
            {!own && <p class={`s ${seen.named ? 'free' : 'ask'}`}>{roundWords(v, seen)}</p>}
          </div>
          {!own && <Content {...p} />}
        </div>
        <div class="st wide-gap stick">{own ? <Own {...p} /> : <Judge {...p} />}</div>
        {own && (
          <div class="st wide-gap">
            <Content {...p} />
          </div>
        )}
      </div>
    </div>
  )
}

/** What was sent. Whose it is comes before it, who judges reads it first. */
const Content = ({ v, seen, lots }: Props) => (
  <section class="panel st chk">
    <Said v={v} call={seen.call} lots={lots} application={seen.application} />
    <section class="st tight">
      <p>
        <b>{v.t.calls.application.files}</b>
      </p>
      <FileList v={v} application={seen.application} files={seen.files} draft={false} />
    </section>
  </section>
)

function roundWords(v: View, { call, named }: Seen): string {
  const words = v.t.calls.jury
  if (call.now !== 'closed') return words.over
  return named ? words.named : words.hidden
}

function Own({ v, seen, offer }: Props) {
  const { application: a, call } = seen
  const words = v.t.calls.application
  const at = (path: string) => v.href(path)
  return (
    <>
      {offer && <Offer v={v} offer={offer} at={at} />}
      {!offer && a.status === 'submitted' && ['closed', 'judged'].includes(call.now) && (
        <p class="note">
          <Icon name="hourglass" />
          <span>{words.waiting}</span>
        </p>
      )}
      {!offer && a.status === 'submitted' && ['allocated', 'ended'].includes(call.now) && (
        <p class="note ask">
          <Icon name="info" />
          <span>{words.noLot}</span>
        </p>
      )}
      <section class="panel st" aria-labelledby="receipt">
        <h2 id="receipt">{words.receipt}</h2>
        <p class={`s ${a.status === 'submitted' ? 'free' : 'soon'}`}>{words.status[a.status]}</p>
        {a.submittedAt && (
          <dl class="kv">
            <div>
              <dt>{words.number}</dt>
              <dd>{a.number}</dd>
            </div>
            <div>
              <dt>{words.sentAt(momentWords(v, a.submittedAt))}</dt>
              <dd class="hash">
                <span class="q">{words.hash}</span> <code>{a.hash}</code>
              </dd>
            </div>
          </dl>
        )}
        {a.hash && <p class="q sm">{words.hashHint}</p>}
        {a.status === 'submitted' && call.now === 'published' && (
          <details>
            <summary>{words.withdraw}</summary>
            <form class="st" method="post" action={at(`/applications/${a.id}/withdraw`)}>
              <p class="q sm">{words.withdrawHint}</p>
              <p>
                <button class="b b2" type="submit">
                  {words.withdraw}
                </button>
              </p>
            </form>
          </details>
        )}
        {a.status === 'withdrawn' && call.now === 'published' && (
          <p>
            <a class="b" href={at(`/calls/${call.id}/apply`)}>
              {words.again}
            </a>
          </p>
        )}
        {a.status === 'draft' && <p>{words.late}</p>}
      </section>
    </>
  )
}

function Offer({ v, offer, at }: { v: View; offer: CallOffer; at: (path: string) => string }) {
  const words = v.t.calls.application
  const open = offer.status === 'offered' && offer.answerBy > v.ctx.now
  if (!open)
    return (
      <p class={`note ${offer.status === 'accepted' ? 'free' : 'ask'}`}>
        <Icon name={offer.status === 'accepted' ? 'circle-check' : 'info'} />
        <span>{words.offerStatus[offer.status === 'offered' ? 'lapsed' : offer.status](offer.lotName)}</span>
      </p>
    )
  return (
    <section class="panel st" aria-labelledby="offer">
      <h2 id="offer">{words.offered(offer.lotName)}</h2>
      <p>{capital(words.answerBy(momentWords(v, offer.answerBy)))}</p>
      <form method="post" action={at(`/call-offers/${offer.id}/accept`)}>
        <button class="b wide" type="submit">
          {words.accept}
        </button>
      </form>
      <form method="post" action={at(`/call-offers/${offer.id}/decline`)}>
        <button class="b b2 wide" type="submit">
          {words.decline}
        </button>
      </form>
    </section>
  )
}

function Judge({ v, seen, scores, errors, typed }: Props) {
  const { application: a, call, part, jurors } = seen
  const words = v.t.calls.jury
  const mine = scores.find((s) => s.personId === v.actor?.personId)
  const judging = part.judges && call.now === 'closed'
  const names = new Map(jurors.map((j) => [j.personId, j.name]))
  // While one has yet to judge, what others gave would lead them.
  const showsOthers = !part.judges || call.round === 2 || call.status !== 'closed'
  return (
    <>
      {part.judges && (seen.concerned || mine?.recused === 1) && (
        <p class="note ask">
          <Icon name="info" />
          <span>{words.recused}</span>
        </p>
      )}
      {judging && !seen.concerned && mine?.recused !== 1 && (
        <form class="panel st" method="post" action={v.href(`/applications/${a.id}/score`)}>
          <h2>{words.score}</h2>
          <p class="q sm">{words.of10}</p>
          {call.criteria.map((c) => (
            <div class="pt">
              <Tiles
                name={`points.${c.id}`}
                legend={<span lang={call.language}>{c.label}</span>}
                hint={v.t.calls.page.points(c.weight)}
                value={
                  typed[`points.${c.id}`] ??
                  (mine?.points[c.id] === undefined ? '' : String(mine.points[c.id]))
                }
                error={errors?.fields[`points.${c.id}`]}
                choices={Array.from({ length: MOST_POINTS + 1 }, (_, n) => ({
                  value: String(n),
                  label: v.f.number(n),
                }))}
              />
              <TextArea
                name={`comments.${c.id}`}
                label={words.comment}
                rows={2}
                maxlength={1000}
                value={typed[`comments.${c.id}`] ?? mine?.comments[c.id] ?? ''}
                error={errors?.fields[`comments.${c.id}`]}
              />
            </div>
          ))}
          <p>
            <button class="b wide" type="submit">
              {words.save}
            </button>
          </p>
        </form>
      )}
      {judging && !seen.concerned && mine?.recused !== 1 && (
        <details open={errors?.fields.reason !== undefined}>
          <summary>{words.recuse}</summary>
          <form class="st" method="post" action={v.href(`/applications/${a.id}/recuse`)}>
            <TextArea name="reason" label={words.recuseWhy} rows={2} error={errors?.fields.reason} />
            <p>
              <button class="b b2" type="submit">
                {words.recuseAct}
              </button>
            </p>
          </form>
        </details>
      )}
      {scores.length > 0 && (
        <section class="panel st" aria-labelledby="given">
          <h2 id="given">{words.given}</h2>
          {!showsOthers && <p class="q">{words.locked}</p>}
          {showsOthers &&
            scores.map((s) => (
              <div class="st tight">
                <h3>
                  <bdi>{names.get(s.personId) ?? '–'}</bdi>
                </h3>
                {s.recused === 1 ? (
                  <p class="q sm">
                    <bdi>{s.reason}</bdi>
                  </p>
                ) : (
                  <ul class="sm">
                    {call.criteria.map((c) => (
                      <li>
                        <span lang={call.language}>{c.label}</span> : <b>{s.points[c.id] ?? '–'}</b>{' '}
                        {s.comments[c.id] && <bdi>{s.comments[c.id]}</bdi>}
                      </li>
                    ))}
                  </ul>
                )}
              </div>
            ))}
        </section>
      )}
    </>
  )
}
