import { wallOf } from '../../../worker/core/time'
import type { Lead } from '../../../worker/leads/queries'
import type { View } from '../../view'
import { dateWords, m2 } from '../premises/words'

/** One lead in a few lines: what, where, what comes next. */
export function LeadLines({ v, lead, heading: Heading }: { v: View; lead: Lead; heading: 'h2' | 'h3' }) {
  const words = v.t.leads
  const late = lead.nextOn !== null && lead.nextOn < wallOf(v.ctx.now, v.f.timeZone).date
  return (
    <>
      <Heading class={Heading === 'h2' ? 'h3' : undefined}>
        <a href={v.href(`/leads/${lead.id}`)}>
          <bdi>{lead.title}</bdi>
        </a>
      </Heading>
      <p class="q sm">
        <bdi>{lead.commune}</bdi>
        {lead.surfaceM2 ? ` · ${m2(v, lead.surfaceM2)}` : ''}
      </p>
      {(lead.nextAction || lead.nextOn) && (
        <p class={late ? 's late xs' : 'xs'}>
          <bdi>{lead.nextAction}</bdi>
          {lead.nextOn && ` · ${dateWords(v, lead.nextOn)}`}
          {late && `, ${words.show.late}`}
          {lead.nextByName && (
            <>
              {' · '}
              <bdi>{lead.nextByName}</bdi>
            </>
          )}
        </p>
      )}
    </>
  )
}

/** Leads one under the other, a page at a time. */
export function Rows({
  v,
  items,
  next,
  more,
}: {
  v: View
  items: Lead[]
  next: string | null
  more: (after: string) => string
}) {
  const words = v.t.leads
  if (items.length === 0) return <p class="empty">{words.board.empty}</p>
  return (
    <>
      <ul class="rows panel">
        {items.map((lead) => (
          <li>
            <div>
              <LeadLines v={v} lead={lead} heading="h2" />
            </div>
            <p class="q sm">{words.stages[lead.stage]}</p>
          </li>
        ))}
      </ul>
      {next && (
        <p>
          <a class="b b2" href={more(next)}>
            {words.board.more}
          </a>
        </p>
      )}
    </>
  )
}
