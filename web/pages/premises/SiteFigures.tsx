import { surfacesOf } from '../../../worker/premises/asJson'
import type { Parts, Site } from '../../../worker/premises/queries'
import type { Reliability } from '../../../worker/premises/rulesOfSheet'
import { VACANCY, vacancyCost } from '../../../worker/premises/rulesOfVacancy'
import type { View } from '../../view'
import { rates } from './words'

const WHERE = {
  ...{ place: 'edit', description: 'edit', surface: 'edit', dates: 'edit', pollution: 'friches' },
  ...{ buildings: 'buildings', charges: 'charges', documents: 'documents', outline: 'plans' },
} as Record<string, string>

/** How complete the sheet is, and what is missing, each a way to where it is asked. */
export function Trust({ v, site, found }: { v: View; site: Site; found: Reliability }) {
  const words = v.t.premises.reliability
  return (
    <section class="panel st" aria-labelledby="trust">
      <h2 class="t3" id="trust">
        {words.title}
      </h2>
      <p>
        <b>{words.of(v.f.percent(found.percent / 100))}</b>
      </p>
      <svg class="meter" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect width={found.percent} height="1" />
      </svg>
      {found.missing.length === 0 ? (
        <p>{words.whole}</p>
      ) : (
        <>
          <p class="q sm">{words.missing}</p>
          <ul class="st tight sm">
            {found.missing.slice(0, 6).map(({ question, lots }) => (
              <li>
                {WHERE[question] ? (
                  <a href={v.href(`/premises/${site.id}/${WHERE[question]}`)}>{words.questions[question]}</a>
                ) : (
                  words.questions[question]
                )}
                {lots ? ` ${words.lots(lots)}` : ''}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** What standing empty costs, as a range with its source. */
export function Vacancy({ v, site, parts }: { v: View; site: Site; parts: Parts }) {
  const words = v.t.premises.vacancy
  const cost = vacancyCost(surfacesOf(site, parts.lots))
  if (parts.lots.length === 0) return null
  // The rates are in euros, whatever the cluster counts in.
  const euros = (cents: number) => v.f.money(Math.round(cents / 100) * 100, 'EUR')
  return (
    <section class="panel st tight" aria-labelledby="vac">
      <h2 class="t3" id="vac">
        {words.title}
      </h2>
      {cost ? (
        <>
          <p>
            <b>{words.range(euros(cost.lowCents), euros(cost.highCents))}</b>
          </p>
          <p class="sm">{words.how(euros(cost.guardingCents), euros(cost.upkeepCents))}</p>
          <p class="q sm">
            {rates(v)} {words.source} : <a href={VACANCY.sourceUrl}>{VACANCY.source}</a>
          </p>
        </>
      ) : (
        <p>{words.none}</p>
      )}
    </section>
  )
}
