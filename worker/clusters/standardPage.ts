import type { Language } from '../core/kinds'
import type { Ctx } from '../platform/context'
import type { ClusterInView } from '../platform/http'
import { mailFrom } from '../platform/mail'
import { wordsOf } from '../text'
import type { ClusterPage } from './input'

/** The text a page has until the cluster words it itself, with the cluster's own facts in it. */
export function standardPage(
  ctx: Ctx,
  cluster: ClusterInView,
  name: ClusterPage,
  language: Language,
): string {
  return wordsOf(language).legal[name]({
    cluster: cluster.name,
    helper: cluster.helperName ?? '',
    phone: cluster.helperPhone ?? '',
    mail: mailFrom(ctx.env).email,
    url: ctx.env.PUBLIC_URL,
    slug: cluster.slug,
    isDemo: cluster.isDemo,
  })
}
