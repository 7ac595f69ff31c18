import { Hono } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import { AppError } from '../../../worker/core/errors'
import { isInside, type Listing, listingById } from '../../../worker/listings/queries'
import { type Fit, fitsOf } from '../../../worker/matching/candidates'
import type { Matchable } from '../../../worker/matching/retrieval'
import { type Reason, reasons } from '../../../worker/matching/reasons'
import { reasonWords } from '../../../worker/matching/words'
import type { AppEnv } from '../../../worker/platform/http'
import { asFound, type Found } from '../../../worker/search/found'
import { withFacts } from '../../../worker/search/facts'
import { MatchCard, SeeListing } from '../../components/MatchCard'
import { withSprite } from '../../components/sprite'
import { page, type View, viewOf } from '../../view'
import { Answers, patchOf, type Step, type Typed } from '../listings/form'

/** Under a form a looser fit is of use: the reader sees why, and chooses. */
const THRESHOLD = 0.3
const SHOWN = 5

/**
 * What fits a listing that is being written: `need` (or `offer`) is the draft, the other fields are the answers as they
 * are typed. `fragment=1` answers the list alone, for the page that shows it; `format=json` the same for programs.
 */
export const previewPages = new Hono<AppEnv>().get('/matching/preview', async (c) => {
  const v = viewOf(c)
  if (!v.actor) throw new AppError('not_signed_in')
  const cluster = c.get('cluster')
  const draft = await listingById(v.ctx, c.req.query('need') ?? c.req.query('offer') ?? '')
  if (!draft || draft.clusterId !== cluster.id || !isInside(v.ctx, draft)) throw new AppError('not_found')
  const l = withAnswers(draft, c.req.queries(), v.f.timeZone)
  const fits = await fitsOf(v.ctx, l, cluster, SHOWN, THRESHOLD)
  const found = await withFacts(
    v.ctx,
    fits.map((fit) => asFound(fit.row, null, true)),
  )
  const shown = found.map((one, i) => ({
    one,
    reasons: reasonsOf(fits[i] as Fit, l),
    score: fits[i]?.score ?? 0,
  }))
  if (c.req.query('format') === 'json') {
    return c.json({
      items: shown.map(({ one, reasons: why, score }) => ({
        ...{ id: one.id, title: one.title, kind: one.kind, score },
        organisation: { id: one.organisationId, name: one.organisationName },
        reasons: why.map((r) => ({ code: r.code, words: reasonWords(v.t, v.f, r, v.ctx.now), good: r.good })),
      })),
    })
  }
  const list = <Fitting v={v} shown={shown} l={l} />
  if (c.req.query('fragment') === '1') {
    const markup = (
      <>
        <i data-sprite="" />
        {list}
      </>
    ) as unknown as HtmlEscapedString | Promise<HtmlEscapedString>
    return c.html(withSprite(String(await markup)))
  }
  return page(
    v,
    { title: v.t.matching.title, door: 'post', noIndex: true },
    <div class="w sec st narrow">
      <h1 class="h1s">
        <bdi>{l.title}</bdi>
      </h1>
      {list}
    </div>,
  )
})

/** The offer's kind and unit name its quantities, whichever side is looked for. */
const reasonsOf = (fit: Fit, l: Matchable): Reason[] =>
  reasons(fit.parts, l.direction === 'need' ? fit.row : l)

function Fitting({ v, shown, l }: { v: View; shown: { one: Found; reasons: Reason[] }[]; l: Matchable }) {
  const words = v.t.matching
  if (shown.length === 0) return <p class="q">{words.noneYet}</p>
  return (
    <>
      <p>
        <b>{words.fit[l.direction](shown.length)}</b>
      </p>
      <ol class="list">
        {shown.map(({ one, reasons: why }) => (
          <MatchCard
            v={v}
            one={one}
            reasons={why}
            acts={
              <>
                {one.direction === 'offer' && (
                  <a class="b" href={v.href(`/offers/${one.id}/book?need=${l.id}`)}>
                    {words.act.book}
                  </a>
                )}
                <SeeListing v={v} one={one} />
              </>
            }
          />
        ))}
      </ol>
    </>
  )
}

/** The draft with the answers of the step that is open, as far as they can be read; a wrong one changes nothing. */
function withAnswers(draft: Listing, query: Record<string, string[]>, zone: string): Matchable {
  const typed: Typed = Object.fromEntries(
    Object.entries(query).map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]),
  )
  const step: Step | null =
    'title' in typed
      ? 'what'
      : 'startsOn' in typed
        ? 'when'
        : 'withinKm' in typed || 'commune' in typed
          ? 'where'
          : null
  if (!step) return draft
  const answers = new Answers(typed, zone)
  const patch = patchOf(step, answers, draft.direction, draft.kind)
  if (answers.wrong.length > 0) return draft
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  return { ...draft, ...given, details: { ...draft.details, ...(patch.details ?? {}) } } as Matchable
}
