import type { AppError } from '../../worker/core/errors'
import type { AppContext } from '../../worker/platform/http'
import { Icon } from '../components/Icon'
import { page, viewOf } from '../view'

/** A refusal as a page: what is so, and a way on. Signed out, it is the sign-in page that comes back here. */
export function refusedPage(c: AppContext, error: AppError) {
  const v = viewOf(c)
  if (error.code === 'not_signed_in') {
    const next =
      c.req.method === 'GET' ? `?next=${encodeURIComponent(c.req.path + new URL(c.req.url).search)}` : ''
    return c.redirect(v.at('/sign-in') + next, 303)
  }
  const { retryAfterSeconds } = error.details
  if (retryAfterSeconds) c.header('retry-after', String(retryAfterSeconds))
  const missing = error.code === 'not_found'
  const title = missing ? v.t.common.notFoundTitle : v.t.errors.codes[error.code]
  return page(
    v,
    { title, status: error.status, noIndex: true },
    <div class="w sec st">
      <h1 class="h1s">{title}</h1>
      {missing && <p class="lead q">{v.t.common.notFound}</p>}
      <p class="row">
        <a class="b" href={v.cluster ? v.href() : v.at()}>
          {v.t.common.goHome}
        </a>
      </p>
    </div>,
  )
}

/** Our own defect: said as such. */
export function brokenPage(c: AppContext) {
  const v = viewOf(c)
  return page(
    v,
    { title: v.t.common.brokenTitle, status: 500, noIndex: true },
    <div class="w sec st">
      <h1 class="h1s">{v.t.common.brokenTitle}</h1>
      <p class="note late">
        <Icon name="triangle-alert" />
        <span>{v.t.common.broken}</span>
      </p>
      <p>
        <a class="b" href={v.at()}>
          {v.t.common.goHome}
        </a>
      </p>
    </div>,
  )
}
