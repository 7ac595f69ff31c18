import type { Call, Part } from '../../../worker/calls/queries'
import { ErrorSummary, type FormErrors, TextArea } from '../../components/Field'
import type { View } from '../../view'

export interface Running {
  call: Call
  part: Part
  applications: number
  /** Scores that are missing; answers that are awaited. */
  missing: number
  awaited: number
  errors?: FormErrors | undefined
}

/** What is next to do of a call, for those who run it; for jurors, what they judge. */
export function RunPanel({ v, r }: { v: View; r: Running }) {
  const words = v.t.calls.run
  const { call, part } = r
  const at = (path: string) => v.href(`/calls/${call.id}/${path}`)
  const judged = ['closed', 'judged', 'allocated', 'ended'].includes(call.now)
  if (!part.runs)
    return judged && part.judges ? (
      <p>
        <a class="b" href={at('jury')}>
          {words.jury}
        </a>
      </p>
    ) : null
  const act = (path: string, label: string, plain = false) => (
    <form method="post" action={at(path)}>
      <button class={plain ? 'b b2' : 'b'} type="submit">
        {label}
      </button>
    </form>
  )
  const link = (path: string, label: string, first = false) => (
    <a class={first ? 'b' : 'b b2'} href={at(path)}>
      {label}
    </a>
  )
  const isClosed = call.now === 'closed'
  return (
    <section class="panel st" aria-labelledby="run">
      <h2 id="run">{words.title}</h2>
      <ErrorSummary v={v} errors={r.errors} />
      <p>
        {call.now === 'draft' && words.draft}
        {call.now === 'published' && words.published(r.applications)}
        {isClosed && `${call.round === 1 ? words.round1 : words.round2} ${words.missing(r.missing)}`}
        {call.now === 'judged' && words.judged}
        {call.now === 'allocated' && words.allocated(r.awaited)}
      </p>
      <div class="row">
        {call.now === 'draft' && act('publish', words.publish)}
        {call.now === 'draft' && link('edit', words.edit)}
        {call.now === 'published' && link('edit', words.amend)}
        {isClosed && link('jury', words.jury, r.missing > 0)}
        {isClosed &&
          r.missing === 0 &&
          (call.round === 1 ? act('names', words.names) : act('finish', words.finish))}
        {isClosed && link('edit', words.amend)}
        {call.now === 'judged' && link('allocation', words.preview)}
        {call.now === 'judged' && act('allocate', words.allocate)}
        {call.now === 'allocated' && r.awaited === 0 && act('end', words.end)}
        {judged && link('record', words.record)}
      </div>
      {['draft', 'published', 'closed', 'judged'].includes(call.now) && (
        <details open={r.errors?.fields.reason !== undefined}>
          <summary>{words.cancel}</summary>
          <form class="st" method="post" action={at('cancel')}>
            <TextArea name="reason" label={words.reason} rows={2} error={r.errors?.fields.reason} />
            <p>
              <button class="b b2" type="submit">
                {words.cancel}
              </button>
            </p>
          </form>
        </details>
      )}
    </section>
  )
}
