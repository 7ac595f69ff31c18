import type { ClusterPage } from '../../../worker/clusters/input'
import type { Language } from '../../../worker/core/kinds'
import { mailFrom } from '../../../worker/platform/mail'
import { wordsOf } from '../../../worker/text'
import type { View } from '../../view'

/** The text a page has until the cluster words it itself, with the cluster's own facts in it. */
export function standardPage(v: View, name: ClusterPage, language: Language): string {
  const { cluster } = v
  const { PUBLIC_URL } = v.ctx.env
  return wordsOf(language).legal[name]({
    cluster: cluster?.name ?? '',
    helper: cluster?.helperName ?? '',
    phone: cluster?.helperPhone ?? '',
    mail: mailFrom(v.ctx.env).email,
    url: PUBLIC_URL,
    slug: cluster?.slug ?? '',
    isDemo: cluster?.isDemo ?? false,
  })
}
