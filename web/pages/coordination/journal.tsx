import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { journalInWords } from '../../../worker/journal/queries'
import { mustCoordinate } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { CoordinationNav } from '../../components/CoordinationNav'
import { page, type View, viewOf } from '../../view'

const LINES = 40

/** Every fact of the cluster, newest first, with who did it and for whom. */
export const journalPages = new Hono<AppEnv>().get('/coordination/journal', async (c) => {
  const v = viewOf(c)
  if (!v.cluster) throw new AppError('not_found')
  mustCoordinate(v.ctx, v.cluster.id)
  const words = v.t.notices.journal
  const before = Number(c.req.query('before'))
  const from = Number.isSafeInteger(before) && before > 0 ? before : undefined
  const lines = await journalInWords(v.ctx, v.cluster, v.language, from, LINES)
  const last = lines.at(-1)
  return page(
    v,
    { title: words.title, noIndex: true },
    <div class="w sec st">
      <CoordinationNav v={v} current="journal" />
      <h1 class="h1s">{words.title}</h1>
      <p class="q">{words.lead}</p>
      {lines.length === 0 ? (
        <p class="empty">{words.empty}</p>
      ) : (
        <section class="sc" tabindex={0} aria-label={words.title}>
          <table class="log">
            <thead>
              <tr>
                <th scope="col">{words.when}</th>
                <th scope="col">{words.what}</th>
                <th scope="col">{words.who}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr>
                  <td>
                    <time datetime={line.occurredAt}>
                      {v.f.dayShort(line.occurredAt)}
                      <br />
                      {v.f.time(line.occurredAt)}
                    </time>
                  </td>
                  <td>{line.path ? <a href={v.href(line.path)}>{line.text}</a> : line.text}</td>
                  <td>
                    <bdi>
                      {line.actorId === null
                        ? nobodyIn(line.type, words)
                        : whoIn(line.actorId, line.actorName, words)}
                    </bdi>
                    {line.helpedName && (
                      <>
                        {' '}
                        <bdi>{words.onBehalf(line.helpedName)}</bdi>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p class="row">
        {last && lines.length === LINES && (
          <a class="b b2" href={`?before=${last.seq}`}>
            {words.older}
          </a>
        )}
        <a class="b b3" href={v.href('/pages/api')}>
          {words.feed}
        </a>
      </p>
    </div>,
  )
})

/** Who sent an application is not told: see `journalOf`. */
const whoIn = (id: string, name: string | null, words: View['t']['notices']['journal']) =>
  name || (id === '' ? words.applicant : words.someone)

/** Without an actor time passed, or somebody without an account said what they saw. */
const nobodyIn = (type: string, words: View['t']['notices']['journal']) =>
  type === 'lead.reported' ? words.passerby : words.clock
