import { Script } from 'vite-ssr-components/hono'
import { fieldsOf } from '../../../worker/imports/columns'
import type { Preview } from '../../../worker/imports/queries'
import { remarkWords } from '../../../worker/imports/remarks'
import type { Import, Remark } from '../../../worker/imports/staging'
import { Select } from '../../components/Field'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'

const SHOWN = 20

/** What the file says, before anything is written. */
export function PreviewBody({ v, one, preview }: { v: View; one: Import; preview: Preview }) {
  const t = v.t.imports
  const number = (n: number) => v.f.number(n)
  const names = (fields: string[]) => v.f.list(fields.map((field) => t.fields[field] ?? field))
  const filled = fieldsOf(one.kind).filter((field) => one.columns[field])
  return (
    <form class="st" method="post">
      {preview.missing.length > 0 ? (
        <p class="note late">
          <Icon name="triangle-alert" />
          <span>{t.missing(names(preview.missing))}</span>
        </p>
      ) : (
        <p class={preview.refused.length > 0 ? 'note ask' : 'note free'}>
          <Icon name={preview.refused.length > 0 ? 'info' : 'circle-check'} />
          <span>
            <b>{t.good(number(preview.good))}.</b>{' '}
            {preview.refused.length > 0 ? t.bad(number(preview.refused.length)) : t.noneBad}.
          </span>
        </p>
      )}
      {one.kind === 'listings' && (
        <label class="o">
          <input type="checkbox" name="publish" value="yes" checked={one.publish} />
          <span>
            {t.publish}
            <small>{t.publishHint}</small>
          </span>
        </label>
      )}
      <p class="row">
        {preview.good > 0 && (
          <button class="b" type="submit" name="act" value="accept">
            {t.accept(number(preview.good))}
          </button>
        )}
        <a class="b b3" href={v.href('/coordination/import')}>
          {t.again}
        </a>
      </p>
      <section class="panel">
        <h2>{t.firstRows}</h2>
        <section class="sc" tabindex={0} aria-label={t.firstRows}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t.line}</th>
                {filled.map((field) => (
                  <th scope="col">{t.fields[field] ?? field}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.first.map((row) => (
                <tr>
                  <td class="n">{number(row.line)}</td>
                  {filled.map((field) => (
                    <td>
                      <bdi>{(row.cells[one.columns[field] ?? ''] ?? '').slice(0, 60)}</bdi>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </section>
      <Remarks v={v} title={t.refusedRows} remarks={preview.refused} />
      <details class="panel" open={preview.missing.length > 0}>
        <summary>{t.columns}</summary>
        <div class="st">
          <p class="q">{t.columnsLead}</p>
          <div class="two">
            {fieldsOf(one.kind).map((field) => (
              <Select
                name={`c.${field}`}
                label={t.fields[field] ?? field}
                value={one.columns[field] ?? ''}
                choices={[
                  { value: '', label: t.noColumn },
                  ...preview.headers.map((header) => ({ value: header, label: header })),
                ]}
              />
            ))}
          </div>
          <button class="b b2" type="submit" name="act" value="columns">
            {t.changeColumns}
          </button>
        </div>
      </details>
    </form>
  )
}

/** How far it is, or what became of the rows. While it runs, an island sends the next rows; without it, a button does. */
export function ReportBody({ v, one }: { v: View; one: Import }) {
  const t = v.t.imports
  const running = one.status === 'running'
  return (
    <>
      {running && (
        <form class="panel st" method="post">
          <input type="hidden" name="act" value="accept" />
          <progress
            max={one.total}
            value={one.added + one.updated + one.unchanged + one.refused}
            aria-label={t.running}
          />
          <go-on>
            <button class="b" type="submit">
              {t.goOn}
            </button>
          </go-on>
          <Script src="/web/islands/go-on.ts" />
        </form>
      )}
      <ul class="figs">
        {(['added', 'updated', 'unchanged', 'refused', 'leftAlone'] as const).map((key) => (
          <li>
            <b>{v.f.number(one[key])}</b>
            {t.counts[key]}
          </li>
        ))}
      </ul>
      <Remarks
        v={v}
        title={t.refusedRows}
        remarks={one.remarks.filter((r) => r.outcome === 'refused')}
        total={one.refused}
      />
      <Remarks v={v} title={t.leftRows} remarks={one.remarks.filter((r) => r.outcome === 'left')} />
      {!running && (
        <p class="row">
          <a class="b" href={v.href(one.kind === 'organisations' ? '/coordination/members' : '/search')}>
            {one.kind === 'organisations' ? t.seeMembers : t.seeListings}
          </a>
          {one.remarks.length > 0 && (
            <a class="b b2" href={v.href(`/coordination/import/${one.id}/remarks.csv`)}>
              <Icon name="download" />
              {t.download}
            </a>
          )}
          <a class="b b3" href={v.href('/coordination/import')}>
            {t.again}
          </a>
        </p>
      )}
    </>
  )
}

function Remarks({
  v,
  title,
  remarks,
  total = remarks.length,
}: {
  v: View
  title: string
  remarks: Remark[]
  total?: number
}) {
  const t = v.t.imports
  if (remarks.length === 0) return null
  return (
    <section class="panel">
      <h2>{title}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.line}</th>
            <th scope="col">{t.why}</th>
          </tr>
        </thead>
        <tbody>
          {remarks.slice(0, SHOWN).map((remark) => (
            <tr>
              <td class="n">{v.f.number(remark.line)}</td>
              <td>{remarkWords(v.language, remark)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > SHOWN && <p class="q">{t.moreRefused(v.f.number(total - SHOWN))}</p>}
    </section>
  )
}
