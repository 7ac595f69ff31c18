import type { Child } from 'hono/jsx'
import { AppError } from '../../../worker/core/errors'
import type { AppContext } from '../../../worker/platform/http'
import { type Site, siteInside } from '../../../worker/premises/queries'
import { ErrorSummary, errorsIn, type FormErrors } from '../../components/Field'
import { page, type View } from '../../view'

/** A site of this cluster that the reader may manage; to everyone else there is none. */
export async function siteHere(c: AppContext, v: View): Promise<Site> {
  const site = await siteInside(v.ctx, c.req.param('id') ?? '')
  if (site.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return site
}

/** A page about a part of a site: the way back, its title, what was refused. */
export const partPage = (
  v: View,
  site: Pick<Site, 'id' | 'name'>,
  {
    title,
    lead,
    errors,
    scripts,
    wide,
  }: { title: string; lead?: string; errors?: FormErrors | undefined; scripts?: Child; wide?: boolean },
  body: Child,
) =>
  page(
    v,
    {
      ...{ title: `${title} : ${site.name}`, door: 'post', noIndex: true, sheets: ['premises'] },
      ...{ status: errors ? 422 : 200, scripts },
    },
    <div class={`w sec premises st wide-gap${wide ? '' : ' narrow'}`}>
      <p class="back sm">
        <a href={v.href(`/premises/${site.id}`)}>{v.t.premises.form.back}</a>
      </p>
      <div class="st tight">
        <p class="q">
          <bdi>{site.name}</bdi>
        </p>
        <h1 class="h1s">{title}</h1>
        {lead && <p class="lead q">{lead}</p>}
      </div>
      <ErrorSummary v={v} errors={errors} />
      {body}
    </div>,
  )

/** What is wrong with a photo is told beside it, whatever its status. */
export function photoErrors(v: View, error: unknown): FormErrors {
  const told: Record<string, string> = { too_large: 'photo_size', wrong_media_type: 'photo_type' }
  const code = error instanceof AppError && !error.details.fields ? told[error.code] : undefined
  const words = code && v.t.errors.fields[code]?.(undefined, v.f)
  return words ? { fields: { photo: words } } : errorsIn(v, error)
}
