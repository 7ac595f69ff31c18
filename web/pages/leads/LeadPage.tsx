import type { Child } from 'hono/jsx'
import { wallOf } from '../../../worker/core/time'
import { DROPPED_REASONS, NOTE_KINDS } from '../../../worker/leads/input'
import type { Lead, Step } from '../../../worker/leads/queries'
import { mayBecomeSite, waysFrom } from '../../../worker/leads/rules'
import { ErrorSummary, type FormErrors, Select, TextArea, Tiles } from '../../components/Field'
import { Told } from '../../components/Told'
import { TermList } from '../../components/TermList'
import type { View } from '../../view'
import { moment } from '../bookings/words'
import type { Typed } from '../premises/form'
import { dateWords, m2 } from '../premises/words'
import { ListingForm } from './ListingForm'

interface Shown {
  lead: Lead
  history: Step[]
  organisations: readonly { id: string; name: string }[]
  typed: Typed
  errors: FormErrors | undefined
}

export function LeadPage({ v, shown, told }: { v: View; shown: Shown; told: string | undefined }) {
  const { lead, errors } = shown
  const words = v.t.leads
  return (
    <div class="w sec page premises">
      <p class="back sm">
        <a href={v.href('/leads')}>{words.show.back}</a>
      </p>
      <div class="side">
        <div class="st wide-gap">
          <Told words={told} />
          <ErrorSummary v={v} errors={errors} />
          <div class="st tight">
            <p class="s ask">{words.stages[lead.stage]}</p>
            <h1 class="h1s">
              <bdi>{lead.title}</bdi>
            </h1>
          </div>
          <Known v={v} lead={lead} />
          {lead.photoId && (
            <img
              class="pic"
              src={`/lead-photos/${lead.id}`}
              alt={words.show.photo}
              width={lead.photoWidth ?? undefined}
              height={lead.photoHeight ?? undefined}
            />
          )}
          <Columns v={v} lead={lead} />
          <History v={v} history={shown.history} />
        </div>
        <div class="st stick">
          <Next v={v} lead={lead} />
          <MoveForm v={v} shown={shown} />
          <SiteForm v={v} shown={shown} />
          <ListingForm v={v} shown={shown} />
          <NoteForm v={v} shown={shown} />
        </div>
      </div>
    </div>
  )
}

function Known({ v, lead }: { v: View; lead: Lead }) {
  const { show: words, origins, reasons } = v.t.leads
  const place = [lead.address, lead.postcode, lead.commune].filter(Boolean).join(' ')
  const rows: [string, Child][] = []
  if (place) rows.push([words.place, <bdi>{place}</bdi>])
  if (lead.surfaceM2) rows.push([words.surface, m2(v, lead.surfaceM2)])
  const owner = lead.ownerOrganisation ?? lead.ownerName
  if (owner) rows.push([words.ownerName, <bdi>{owner}</bdi>])
  if (lead.ownerContact) rows.push([words.ownerContact, <bdi>{lead.ownerContact}</bdi>])
  rows.push([words.source, [origins[lead.origin], lead.friches.source_producteur].filter(Boolean).join(', ')])
  if (lead.reporterContact) rows.push([words.contact, <bdi>{lead.reporterContact}</bdi>])
  rows.push([words.since, v.f.date(lead.stageSince)])
  if (lead.droppedReason) rows.push([v.t.leads.stages.dropped, reasons[lead.droppedReason]])
  return (
    <>
      {lead.words && (
        <p>
          <bdi>{lead.words}</bdi>
        </p>
      )}
      <TermList rows={rows} two />
      <p>
        <a class="b b2" href={v.href(`/leads/${lead.id}/edit`)}>
          {words.edit}
        </a>
      </p>
    </>
  )
}

function Next({ v, lead }: { v: View; lead: Lead }) {
  const words = v.t.leads.show
  const late = lead.nextOn !== null && lead.nextOn < wallOf(v.ctx.now, v.f.timeZone).date
  return (
    <section class="panel st tight" aria-labelledby="next">
      <h2 class="t3" id="next">
        {words.next}
      </h2>
      {lead.siteId ? (
        <a class="b" href={v.href(`/premises/${lead.siteId}`)}>
          {words.seeSite}
        </a>
      ) : lead.listingId ? (
        <a
          class="b"
          href={v.href(`/${lead.listingId.startsWith('ned') ? 'needs' : 'offers'}/${lead.listingId}`)}
        >
          {v.t.leads.listing.see}
        </a>
      ) : lead.nextAction || lead.nextOn ? (
        <>
          <p>
            <b>
              <bdi>{lead.nextAction}</bdi>
            </b>
          </p>
          <p class={late ? 's late' : 'q'}>
            {lead.nextOn && dateWords(v, lead.nextOn)}
            {late && `, ${words.late}`}
          </p>
          {lead.nextByName && (
            <p class="q">
              <bdi>{words.by(lead.nextByName)}</bdi>
            </p>
          )}
        </>
      ) : (
        <p class="q">{words.noNext}</p>
      )}
    </section>
  )
}

function MoveForm({ v, shown: { lead, typed, errors } }: { v: View; shown: Shown }) {
  const words = v.t.leads
  const ways = waysFrom(lead.stage, lead.subject)
  if (ways.length === 0) return null
  return (
    <form class="panel st" method="post" action={v.href(`/leads/${lead.id}/move`)} novalidate>
      <h2 class="t3">{words.show.move}</h2>
      <Tiles
        name="to"
        legend={words.show.to}
        value={typed.to ?? ways[0]}
        error={errors?.fields.to}
        columns={2}
        choices={ways.map((value) => ({ value, label: words.stages[value] }))}
      />
      {ways.includes('dropped') && (
        <Select
          {...{ name: 'reason', value: typed.reason, error: errors?.fields.reason }}
          label={words.show.reason}
          choices={[
            { value: '', label: '–' },
            ...DROPPED_REASONS.map((value) => ({ value, label: words.reasons[value] })),
          ]}
        />
      )}
      <TextArea
        {...{ name: 'note', rows: 2, maxlength: 2000, value: typed.note, error: errors?.fields.note }}
        label={words.show.note}
      />
      <button class="b wide" type="submit">
        {words.show.moveDo}
      </button>
    </form>
  )
}

function SiteForm({ v, shown: { lead, organisations, typed, errors } }: { v: View; shown: Shown }) {
  const words = v.t.leads.show
  if (!mayBecomeSite(lead)) return null
  return (
    <form class="panel st" method="post" action={v.href(`/leads/${lead.id}/site`)} novalidate>
      <h2 class="t3">{words.becomeSite}</h2>
      {organisations.length === 0 ? (
        <p>{words.noOwner}</p>
      ) : (
        <>
          <p class="q sm">{words.becomeSiteLead}</p>
          <Select
            {...{ name: 'organisationId', value: typed.organisationId ?? lead.ownerId }}
            error={errors?.fields.organisationId}
            label={words.owner}
            choices={organisations.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <button class="b b2 wide" type="submit">
            {words.becomeSiteDo}
          </button>
        </>
      )}
    </form>
  )
}

function NoteForm({ v, shown: { lead, typed, errors } }: { v: View; shown: Shown }) {
  const words = v.t.leads.show
  return (
    <form class="panel st" method="post" action={v.href(`/leads/${lead.id}/note`)} novalidate>
      <h2 class="t3">{words.addNote}</h2>
      <Select
        {...{ name: 'kind', value: typed.kind ?? 'note', error: errors?.fields.kind }}
        label={words.noteKind}
        choices={NOTE_KINDS.map((value) => ({ value, label: words.noteKinds[value] }))}
      />
      <TextArea
        {...{ name: 'body', rows: 3, maxlength: 2000, value: typed.body, error: errors?.fields.body }}
        label={words.noteBody}
      />
      <button class="b b2 wide" type="submit">
        {words.noteDo}
      </button>
    </form>
  )
}

/** What the file said, column by column. */
function Columns({ v, lead }: { v: View; lead: Lead }) {
  const cells = Object.entries(lead.friches)
  if (cells.length === 0) return null
  return (
    <details>
      <summary>{v.t.leads.show.frichesTitle}</summary>
      <dl class="kv two" lang="fr" dir="ltr">
        {cells.map(([column, cell]) => (
          <div>
            <dt>{column}</dt>
            <dd>{cell}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function History({ v, history }: { v: View; history: Step[] }) {
  const { show: words, stages } = v.t.leads
  const stage = (name: unknown) => stages[name as keyof typeof stages] ?? String(name)
  const said = ({ type, payload }: Step): string => {
    if (type === 'lead.moved') return words.steps.moved(stage(payload.from), stage(payload.to))
    const name = type.replace('lead.', '') as Exclude<keyof typeof words.steps, 'moved'>
    return words.steps[name] ?? type
  }
  return (
    <section class="st" aria-labelledby="hist">
      <h2 id="hist">{words.history}</h2>
      <ol class="hist">
        {history.map((step) => (
          <li>
            <p>
              <b>{step.note && step.type === 'lead.noted' ? kindOf(v, step.note.kind) : said(step)}</b>
            </p>
            {step.note && (
              <p>
                <bdi>{step.note.body}</bdi>
              </p>
            )}
            <p class="q sm">
              {moment(v, step.at)} · <bdi>{step.actorName ?? words.someone}</bdi>
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

function kindOf(v: View, kind: string): string {
  const words = v.t.leads.show.noteKinds
  return words[kind as keyof typeof words] ?? kind
}
