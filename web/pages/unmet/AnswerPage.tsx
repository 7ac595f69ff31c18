import type { VisibleListing } from '../../../worker/listings/queries'
import { KindLabel } from '../../components/Icon'
import type { View } from '../../view'

/** Where an organisation that was asked lands: what is looked for, and an offer to publish with what is known of it. */
export function AnswerPage({ v, need, called }: { v: View; need: VisibleListing; called: string }) {
  const words = v.t.unmet.answer
  const lang = need.language === v.language ? undefined : need.language
  const query = new URLSearchParams({
    ...(called && { title: capital(called) }),
    quantity: String(need.quantity),
  })
  return (
    <div class="w sec narrow st">
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">
          <bdi>{words.lead(need.organisationName)}</bdi>
        </p>
      </div>
      <section class={`panel st tight ${need.kind}`} aria-labelledby="need">
        <KindLabel kind={need.kind}>{v.t.common.kinds[need.kind]}</KindLabel>
        <h2 id="need" class="t3">
          <bdi lang={lang}>{need.title}</bdi>
        </h2>
        <p lang={lang} dir="auto">
          {need.description}
        </p>
        {need.startsAt && need.endsAt && <p class="q">{v.f.span(need.startsAt, need.endsAt, v.ctx.now)}</p>}
      </section>
      <p class="row">
        <a class="b" href={`${v.href(`/post/offer/${need.kind}`)}?${query}`}>
          {words.offer}
        </a>
        <a class="b b2" href={v.href(`/needs/${need.id}`)}>
          {words.talk}
        </a>
      </p>
      <p class="q sm">{words.no}</p>
    </div>
  )
}

const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)
