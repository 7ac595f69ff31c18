import { Hono } from 'hono'
import type { Language } from '../../../worker/core/kinds'
import { changeReport } from '../../../worker/impact/commands/changeReport'
import { draftReport } from '../../../worker/impact/commands/draftReport'
import { publishReport } from '../../../worker/impact/commands/publishReport'
import type { Quote, ReportInput } from '../../../worker/impact/input'
import { type Report, reportsOf, visibleReport } from '../../../worker/impact/reports'
import { monthAfter } from '../../../worker/impact/rules'
import { quarterOf } from '../../../worker/impact/rulesOfPortrait'
import type { AppEnv } from '../../../worker/platform/http'
import { LANGUAGE_NAMES } from '../../../worker/text'
import { ErrorSummary, errorsIn, Field, type FormErrors, Select, TextArea } from '../../components/Field'
import { type View, viewOf } from '../../view'
import { runBy } from '../running/frame'
import { Told } from '../../components/Told'
import { impactPage } from './parts'
import { spanWords, today } from './words'

type Typed = Record<string, string>
const QUOTES = 3

/** Reports to funders: the list, a new one, and the words of a draft. */
export const impactReports = new Hono<AppEnv>()
  .get('/coordination/impact/reports', async (c) => list(viewOf(c), {}))
  .post('/coordination/impact/reports', async (c) => {
    const v = viewOf(c)
    const cluster = runBy(v)
    const typed = await typedIn(v)
    try {
      const id = await draftReport(v.ctx, cluster.id, wordsOf(v, typed))
      return c.redirect(v.href(`/coordination/impact/reports/${id}`), 303)
    } catch (error) {
      return list(v, typed, errorsIn(v, error))
    }
  })
  .get('/coordination/impact/reports/:id', async (c) => {
    const v = viewOf(c)
    const cluster = runBy(v)
    const { report } = await visibleReport(v.ctx, c.req.param('id'), cluster.id)
    return edit(v, report, typedOf(report))
  })
  .post('/coordination/impact/reports/:id', async (c) => {
    const v = viewOf(c)
    const cluster = runBy(v)
    const { report } = await visibleReport(v.ctx, c.req.param('id'), cluster.id)
    const typed = await typedIn(v)
    try {
      if (typed.act === 'publish') {
        await publishReport(v.ctx, report.id)
        return c.redirect(v.href(`/impact/${report.id}`), 303)
      }
      await changeReport(v.ctx, report.id, { ...wordsOf(v, typed), quotes: quotesIn(typed) })
    } catch (error) {
      return edit(v, report, { ...typedOf(report), ...typed }, errorsIn(v, error))
    }
    return c.redirect(v.href(`/coordination/impact/reports/${report.id}?told=1`), 303)
  })

const typedIn = async (v: View): Promise<Typed> =>
  Object.fromEntries(Object.entries(await v.c.req.parseBody()).map(([name, value]) => [name, String(value)]))

const wordsOf = (v: View, t: Typed): ReportInput => ({
  ...{ title: t.title ?? '', foreword: t.foreword ?? '', language: (t.language || v.language) as Language },
  ...{ fromMonth: t.fromMonth ?? '', toMonth: t.toMonth ?? '' },
})

const quotesIn = (t: Typed): Quote[] =>
  Array.from({ length: QUOTES }, (_, i) => i)
    .filter((i) => t[`quotes.${i}.text`]?.trim() || t[`quotes.${i}.by`]?.trim())
    .map((i) => ({
      ...{ text: t[`quotes.${i}.text`] ?? '', by: t[`quotes.${i}.by`] ?? '' },
      organisation: t[`quotes.${i}.organisation`] ?? '',
      language: (t[`quotes.${i}.language`] || 'fr') as Language,
    }))

const typedOf = (r: Report): Typed => ({
  ...{
    title: r.title,
    foreword: r.foreword,
    language: r.language,
    fromMonth: r.fromMonth,
    toMonth: r.toMonth,
  },
  ...Object.fromEntries(
    r.quotes.flatMap((q, i) => Object.entries(q).map(([name, value]) => [`quotes.${i}.${name}`, value])),
  ),
})

async function list(v: View, typed: Typed, errors?: FormErrors) {
  const cluster = runBy(v)
  const reports = await reportsOf(v.ctx, cluster.id)
  const t = v.t.impact.reports
  // The last quarter that is over.
  const { from, to } = quarterOf(monthAfter(quarterOf(today(v).slice(0, 7)).from, -1))
  const given = { title: v.t.impact.title, fromMonth: from, toMonth: to, language: v.language, ...typed }
  return impactPage(
    v,
    'reports',
    { title: t.title, lead: t.lead, status: errors ? 422 : 200 },
    <>
      {reports.length === 0 ? (
        <p class="empty">{t.none}</p>
      ) : (
        <ul class="panel do">
          {reports.map((r) => (
            <li>
              <div>
                <h2 class="h3">
                  <a
                    href={v.href(
                      r.status === 'draft' ? `/coordination/impact/reports/${r.id}` : `/impact/${r.id}`,
                    )}
                  >
                    <bdi lang={r.language === v.language ? undefined : r.language}>{r.title}</bdi>
                  </a>
                </h2>
                <p class="q sm">{spanWords(v, { from: r.fromMonth, to: r.toMonth })}</p>
              </div>
              <span class={r.status === 'draft' ? 'tag ask' : 'tag free'}>
                {r.publishedAt ? t.published(v.f.date(r.publishedAt)) : t.draft}
              </span>
            </li>
          ))}
        </ul>
      )}
      <form class="panel st" method="post" novalidate>
        <h2>{t.begin}</h2>
        <ErrorSummary v={v} errors={errors} />
        <Words v={v} typed={given} errors={errors} />
        <p>
          <button class="b" type="submit">
            {t.create}
          </button>
        </p>
      </form>
    </>,
  )
}

/** Title, months, language and foreword. */
function Words({ v, typed, errors }: { v: View; typed: Typed; errors?: FormErrors | undefined }) {
  const t = v.t.impact.reports
  const of = (name: string) => ({ name, value: typed[name], error: errors?.fields[name] })
  const month = { type: 'month', hint: v.t.impact.monthHint, required: true, pattern: '20\\d\\d-\\d\\d' }
  return (
    <>
      <Field {...of('title')} label={t.name} required maxlength={160} dir="auto" />
      <div class="two">
        <Field {...of('fromMonth')} label={t.fromMonth} {...month} />
        <Field {...of('toMonth')} label={t.toMonth} {...month} />
      </div>
      <Select {...of('language')} label={t.language} choices={languages} />
      <TextArea
        {...of('foreword')}
        label={t.foreword}
        hint={t.forewordHint}
        rows={4}
        maxlength={2000}
        dir="auto"
      />
    </>
  )
}

const languages = (['fr', 'en', 'ar'] as const).map((one) => ({
  value: one,
  label: LANGUAGE_NAMES[one],
  lang: one,
}))

function edit(v: View, r: Report, typed: Typed, errors?: FormErrors) {
  const t = v.t.impact.reports
  const at = (i: number, name: string) => ({
    ...{ name: `quotes.${i}.${name}`, value: typed[`quotes.${i}.${name}`] },
    error: errors?.fields[`quotes.${i}.${name}`],
  })
  return impactPage(
    v,
    'reports',
    { title: t.edit, lead: spanWords(v, { from: r.fromMonth, to: r.toMonth }), status: errors ? 422 : 200 },
    <>
      {v.c.req.query('told') && <Told words={t.saved} />}
      <p>
        <a class="b b2" href={v.href(`/impact/${r.id}`)}>
          {t.preview}
        </a>
      </p>
      {r.status === 'published' ? (
        <p class="note free">
          <span />
          {t.frozen}
        </p>
      ) : (
        <>
          <form class="panel st" method="post" novalidate>
            <ErrorSummary v={v} errors={errors} />
            <Words v={v} typed={typed} errors={errors} />
            <h2>{t.quotes}</h2>
            {Array.from({ length: QUOTES }, (_, i) => (
              <details open={i === 0 || Boolean(typed[`quotes.${i}.text`])}>
                <summary>{t.quote(i + 1)}</summary>
                <div class="st">
                  <TextArea {...at(i, 'text')} label={t.quoteText} rows={3} maxlength={600} dir="auto" />
                  <div class="two">
                    <Field {...at(i, 'by')} label={t.quoteBy} maxlength={120} dir="auto" />
                    <Field
                      {...at(i, 'organisation')}
                      label={t.quoteOrganisation}
                      maxlength={160}
                      dir="auto"
                    />
                  </div>
                  <Select {...at(i, 'language')} label={t.quoteLanguage} choices={languages} />
                </div>
              </details>
            ))}
            <p>
              <button class="b" type="submit">
                {t.save}
              </button>
            </p>
          </form>
          <form class="panel st" method="post">
            <input type="hidden" name="act" value="publish" />
            <p>{t.publishHint}</p>
            <p>
              <button class="b b2" type="submit">
                {t.publish}
              </button>
            </p>
          </form>
        </>
      )}
    </>,
  )
}
