import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { MATERIAL_STATUSES } from '../../../worker/listings/input'
import type { Listing } from '../../../worker/listings/queries'
import type { AppEnv } from '../../../worker/platform/http'
import { ARTICLES, type MaterialStatus, QUESTIONS, statusBy } from '../../../worker/waste/rulesOfStatus'
import { answersIn } from '../../../worker/waste/input'
import { page, type View, viewOf } from '../../view'
import type { Typed } from './form'

/** Whether a material is waste, one plain question at a time: links and nothing else, so that it works everywhere. */
export const statusPages = new Hono<AppEnv>().get('/waste-status', (c) => {
  const v = viewOf(c)
  if (!v.cluster) throw new AppError('not_found')
  const words = v.t.waste.status
  const answers = answersIn(c.req.query())
  const found = statusBy(answers)
  const listing = c.req.query('listing')
  const back = listing && /^ofr_\w{1,60}$/.test(listing) ? listing : null
  const given = QUESTIONS.filter((q) => answers[q] !== undefined)
  const to = (more: object) =>
    `${v.href('/waste-status')}?${new URLSearchParams({
      ...(back && { listing: back }),
      ...Object.fromEntries(given.map((q) => [q, answers[q] ? 'yes' : 'no'])),
      ...more,
    })}`
  return page(
    v,
    { title: words.title, door: 'post', noIndex: true },
    <div class="w sec st wide-gap narrow waste">
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">{words.lead}</p>
      </div>
      {'ask' in found ? (
        <section class="panel st" aria-labelledby="ask">
          <p class="q sm">{words.question(given.length + 1)}</p>
          <h2 id="ask">{words.questions[found.ask]}</h2>
          <p>{words.help[found.ask]}</p>
          <p class="row">
            <a class="b" href={to({ [found.ask]: 'yes' })}>
              {words.yes}
            </a>
            <a class="b b2" href={to({ [found.ask]: 'no' })}>
              {words.no}
            </a>
          </p>
        </section>
      ) : (
        <Result v={v} status={found.status} listing={back} />
      )}
      {given.length > 0 && (
        <section class="st tight" aria-labelledby="given">
          <h2 class="t3" id="given">
            {words.answered}
          </h2>
          <dl class="kv">
            {given.map((q) => (
              <div>
                <dt>{words.questions[q]}</dt>
                <dd>{answers[q] ? words.yes : words.no}</dd>
              </div>
            ))}
          </dl>
          <p>
            <a href={`${v.href('/waste-status')}${back ? `?listing=${back}` : ''}`}>{words.again}</a>
          </p>
        </section>
      )}
      <p class="q sm">{words.notAdvice}</p>
    </div>,
  )
})

function Result({ v, status, listing }: { v: View; status: MaterialStatus; listing: string | null }) {
  const words = v.t.waste.status
  return (
    <section class="panel st" aria-labelledby="result">
      <h2 id="result">{words.result[status]}</h2>
      <p>{words.consequences[status]}</p>
      <p class="q sm">{words.article(ARTICLES[status])}</p>
      {listing && (
        <p>
          <a class="b" href={v.href(`/me/listings/${listing}/details?status=${status}`)}>
            {words.keep}
          </a>
        </p>
      )}
    </section>
  )
}

/** What the questions led to, for the form of a waste to show as chosen. */
export function statusIn(v: View, l: Pick<Listing, 'kind'>): Typed {
  const status = v.c.req.query('status')
  const known = l.kind === 'waste' && (MATERIAL_STATUSES as readonly (string | undefined)[]).includes(status)
  return known ? { 'details.materialStatus': status as string } : {}
}
