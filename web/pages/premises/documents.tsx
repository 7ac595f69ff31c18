import { Hono } from 'hono'
import { AppError, invalid } from '../../../worker/core/errors'
import type { AppEnv } from '../../../worker/platform/http'
import { addDocument, removeDocument } from '../../../worker/premises/commands/documents'
import { AUDIENCES, DOCUMENT_KINDS } from '../../../worker/premises/input'
import { documentsOf, type Site } from '../../../worker/premises/queries'
import { errorsIn, Field, type FormErrors, Select, Tiles } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { type View, viewOf } from '../../view'
import { bytesOf, readSent, type Typed } from './form'
import { partPage, siteHere } from './frame'

/** Documents of a site: what is there, one more, one less. */
export const documentPages = new Hono<AppEnv>()
  .get('/premises/:id/documents', async (c) => {
    const v = viewOf(c)
    return documentsPage(v, await siteHere(c, v), {})
  })
  .post('/premises/:id/documents', async (c) => {
    const v = viewOf(c)
    const site = await siteHere(c, v)
    const { typed, file } = await readSent(c, 'file')
    try {
      if (!file) throw invalid({ path: 'file', code: 'required' })
      const name = typed.name || file.name.slice(0, 120)
      await addDocument(
        v.ctx,
        site.id,
        { name, kind: typed.kind, audience: typed.audience },
        await bytesOf(file),
      )
    } catch (error) {
      return documentsPage(v, site, typed, errorsIn(v, error))
    }
    return c.redirect(v.href(`/premises/${site.id}/documents`), 303)
  })
  .post('/premises/:id/documents/remove', async (c) => {
    const v = viewOf(c)
    const site = await siteHere(c, v)
    const { typed } = await readSent(c, '')
    const document = (await documentsOf(v.ctx, site.id)).find((one) => one.id === typed.document)
    if (!document) throw new AppError('not_found')
    await removeDocument(v.ctx, document.id)
    return c.redirect(v.href(`/premises/${site.id}/documents`), 303)
  })

async function documentsPage(v: View, site: Site, typed: Typed, errors?: FormErrors) {
  const words = v.t.premises.documents
  const documents = await documentsOf(v.ctx, site.id)
  const size = (bytes: number) =>
    bytes < 1_000_000 ? words.size(v.f.number(Math.ceil(bytes / 1000))) : words.mb(v.f.number(bytes / 1e6, 1))
  return partPage(
    v,
    site,
    { title: words.title, lead: words.lead, errors },
    <>
      {documents.length === 0 ? (
        <p class="q">{words.empty}</p>
      ) : (
        <ul class="rows panel">
          {documents.map((one) => (
            <li>
              <div>
                <h2 class="t3">
                  <a href={`/site-documents/${one.id}`}>
                    <bdi>{one.name}</bdi>
                  </a>
                </h2>
                <p class="q sm">
                  {[words.kinds[one.kind], size(one.bytes), words.audiences[one.audience]].join(' · ')}
                </p>
              </div>
              <form method="post" action={v.href(`/premises/${site.id}/documents/remove`)}>
                <input type="hidden" name="document" value={one.id} />
                <button class="b b3" type="submit">
                  <Icon name="x" />
                  {v.t.common.remove}
                  <span class="vh"> : {one.name}</span>
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <form class="panel st" method="post" enctype="multipart/form-data" novalidate>
        <Field
          {...{ name: 'file', type: 'file', accept: 'application/pdf,image/jpeg,image/png,image/webp' }}
          error={errors?.fields.file}
          label={words.file}
          hint={words.fileHint}
          required
        />
        <Field
          {...{ name: 'name', value: typed.name, error: errors?.fields.name, maxlength: 120 }}
          label={words.name}
        />
        <Select
          {...{ name: 'kind', value: typed.kind ?? 'other', error: errors?.fields.kind }}
          label={words.kind}
          choices={DOCUMENT_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
        />
        <Tiles
          name="audience"
          legend={words.audience}
          value={typed.audience ?? 'owner'}
          choices={AUDIENCES.map((value) => ({ value, label: words.audiences[value] }))}
        />
        <p>
          <button class="b" type="submit">
            {words.add}
          </button>
        </p>
      </form>
    </>,
  )
}
