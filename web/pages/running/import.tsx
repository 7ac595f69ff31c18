import { Hono } from 'hono'
import { csvFile, separatorFor } from '../../../worker/core/csv'
import { AppError, invalid } from '../../../worker/core/errors'
import { acceptRows } from '../../../worker/imports/commands/acceptRows'
import { IMPORT_KINDS } from '../../../worker/imports/columns'
import { ImportKind } from '../../../worker/imports/input'
import { missingIn } from '../../../worker/imports/columns'
import { previewOf } from '../../../worker/imports/queries'
import { remarkWords } from '../../../worker/imports/remarks'
import {
  chooseColumns,
  type Import,
  importById,
  importsOf,
  stageImport,
} from '../../../worker/imports/staging'
import type { AppEnv, ClusterInView } from '../../../worker/platform/http'
import { ErrorSummary, errorsIn, Field, type FormErrors, Tiles } from '../../components/Field'
import { type View, viewOf } from '../../view'
import { sent } from '../organisations/form'
import { runBy, runningPage } from './frame'
import { PreviewBody, ReportBody } from './ImportBodies'

/** A file is looked at, its columns put right, then taken in some rows at a time. */
export const importPages = new Hono<AppEnv>()
  .get('/coordination/import', (c) => uploadPage(viewOf(c)))
  .post('/coordination/import', async (c) => {
    const v = viewOf(c)
    const { id } = runBy(v)
    const { file, kind } = await c.req.parseBody()
    const parsed = ImportKind.safeParse(kind)
    try {
      if (!parsed.success) throw invalid({ path: 'kind', code: 'required' })
      if (!(file instanceof File) || file.size === 0) throw invalid({ path: 'file', code: 'required' })
      const bytes = await file.arrayBuffer()
      const one = await stageImport(
        v.ctx,
        id,
        { kind: parsed.data, fileName: file.name.slice(0, 120) },
        bytes,
      )
      return c.redirect(v.href(`/coordination/import/${one}`), 303)
    } catch (error) {
      return uploadPage(v, parsed.data, errorsIn(v, error))
    }
  })
  .get('/coordination/import/:id', async (c) => {
    const v = viewOf(c)
    const cluster = runBy(v)
    return importPage(v, cluster, await mine(v, cluster, c.req.param('id')))
  })
  .post('/coordination/import/:id', async (c) => {
    const v = viewOf(c)
    const one = await mine(v, runBy(v), c.req.param('id'))
    const typed = await sent(c)
    if (one.status === 'preview') await chooseColumns(v.ctx, one, columnsIn(typed), typed.publish === 'yes')
    // Columns that are still missing are said on the preview, beside where they are chosen.
    const { status, kind, columns } = await mine(v, runBy(v), one.id)
    const complete = status !== 'preview' || missingIn(kind, columns).length === 0
    if (typed.act === 'accept' && complete) await acceptRows(v.ctx, one.id)
    return c.redirect(v.href(`/coordination/import/${one.id}`), 303)
  })
  .get('/coordination/import/:id/remarks.csv', async (c) => {
    const v = viewOf(c)
    const one = await mine(v, runBy(v), c.req.param('id'))
    const rows = one.remarks.map((r) => [r.line, r.outcome, r.path, r.code, remarkWords(v.language, r)])
    c.header('content-type', 'text/csv; charset=utf-8')
    c.header('content-disposition', 'attachment; filename="remarks.csv"')
    return c.body(csvFile([['line', 'outcome', 'field', 'code', 'why'], ...rows], separatorFor(v.language)))
  })

/** One of this cluster: a coordinator of two does not mix them up. */
async function mine(v: View, cluster: ClusterInView, id: string): Promise<Import> {
  const one = await importById(v.ctx, id)
  if (one.clusterId !== cluster.id) throw new AppError('not_found')
  return one
}

const columnsIn = (typed: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => (name.startsWith('c.') ? [[name.slice(2), value]] : [])),
  )

async function uploadPage(v: View, kind?: Import['kind'], errors?: FormErrors) {
  const t = v.t.imports
  const before = await importsOf(v.ctx, runBy(v).id)
  return runningPage(
    v,
    'import',
    { title: t.title, errors },
    <>
      <p class="lead q">{t.lead}</p>
      <ErrorSummary v={v} errors={errors} />
      <form class="panel st" method="post" enctype="multipart/form-data" novalidate>
        <Tiles
          name="kind"
          legend={t.kind}
          value={kind ?? 'organisations'}
          error={errors?.fields.kind}
          choices={IMPORT_KINDS.map((k) => ({ value: k, label: t.kinds[k], hint: t.kindHints[k] }))}
        />
        <Field
          name="file"
          type="file"
          accept=".csv,text/csv,text/plain"
          label={t.file}
          hint={t.fileHint}
          error={errors?.fields.file}
          required
        />
        <p>
          <button class="b" type="submit">
            {t.look}
          </button>
        </p>
        <p class="q sm">{t.hand}</p>
      </form>
      {before.length > 0 && (
        <section class="panel">
          <h2>{t.before}</h2>
          <ul class="lines">
            {before.map((one) => (
              <li>
                <span>
                  <a href={v.href(`/coordination/import/${one.id}`)}>
                    {t.kinds[one.kind]}, {v.f.date(one.createdAt)}
                  </a>
                  <br />
                  <span class="q sm">
                    <bdi>{one.fileName}</bdi>{' '}
                    {one.status === 'accepted'
                      ? t.summary(v.f.number(one.added), v.f.number(one.updated), v.f.number(one.refused))
                      : t.states[one.status]}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>,
  )
}

function importPage(v: View, cluster: ClusterInView, one: Import) {
  const t = v.t.imports
  const number = (n: number) => v.f.number(n)
  if (one.status !== 'preview') {
    const done = one.added + one.updated + one.unchanged + one.refused
    const finding = one.status === 'accepted' ? t.doneTitle : t.progress(number(done), number(one.total))
    return runningPage(
      v,
      'import',
      { title: t.title, finding, sheets: ['figures'] },
      <ReportBody v={v} one={one} />,
    )
  }
  const preview = previewOf(one, cluster)
  return runningPage(
    v,
    'import',
    { title: t.title, finding: t.previewTitle(number(one.total)) },
    <PreviewBody v={v} one={one} preview={preview} />,
  )
}
