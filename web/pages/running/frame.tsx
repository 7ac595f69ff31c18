import type { Child } from 'hono/jsx'
import { AppError } from '../../../worker/core/errors'
import { mustCoordinate } from '../../../worker/platform/context'
import type { ClusterInView } from '../../../worker/platform/http'
import { type CoordinationPlace, CoordinationNav } from '../../components/CoordinationNav'
import type { FormErrors } from '../../components/Field'
import { page, type PageProps, type View } from '../../view'

/** The cluster whose coordinator reads; `not_coordinator` to anyone else. */
export function runBy(v: View): ClusterInView {
  if (!v.cluster) throw new AppError('not_found')
  mustCoordinate(v.ctx, v.cluster.id)
  return v.cluster
}

/** A page of the coordination: its doors on top, then a title that says the finding. */
export const runningPage = (
  v: View,
  current: CoordinationPlace,
  {
    title,
    finding,
    errors,
    sheets,
  }: Pick<PageProps, 'title' | 'sheets'> & { finding?: string; errors?: FormErrors },
  body: Child,
) =>
  page(
    v,
    { title, noIndex: true, status: errors ? 422 : 200, sheets },
    <div class="w sec st">
      <CoordinationNav v={v} current={current} />
      <h1 class="h1s">{finding ?? title}</h1>
      {body}
    </div>,
  )
