import { Hono } from 'hono'
import { updateCluster } from '../../../worker/clusters/commands/updateCluster'
import type { ClusterPatch } from '../../../worker/clusters/input'
import { type Cluster, clusterById } from '../../../worker/clusters/queries'
import { AppError } from '../../../worker/core/errors'
import { LANGUAGES, type Language } from '../../../worker/core/kinds'
import type { AppEnv } from '../../../worker/platform/http'
import { LANGUAGE_NAMES } from '../../../worker/text'
import {
  ErrorSummary,
  errorsIn,
  Field,
  type FormErrors,
  Select,
  TextArea,
  Tiles,
} from '../../components/Field'
import { Told } from '../../components/Told'
import { type View, viewOf } from '../../view'
import { numeral, sent, sentMany } from '../organisations/form'
import type { Typed } from '../organisations/OrganisationFields'
import { runBy, runningPage } from './frame'

/** What a cluster is: its name, territory, time zone, currency, languages, charter, and who helps. */
export const settingsPages = new Hono<AppEnv>()
  .get('/coordination/settings', async (c) => {
    const v = viewOf(c)
    const one = await clusterById(v.ctx, runBy(v).id)
    if (!one) throw new AppError('not_found')
    return settingsPage(v, typedOf(one), one.languages)
  })
  .post('/coordination/settings', async (c) => {
    const v = viewOf(c)
    const { id } = runBy(v)
    const typed = await sent(c)
    const chosen = (await sentMany(c, 'languages')) as Language[]
    try {
      const patch = patchOf(typed, byDefault(typed.first as Language, chosen))
      await updateCluster(v.ctx, id, patch, Number(typed.version) || undefined)
    } catch (error) {
      return settingsPage(v, typed, chosen, errorsIn(v, error))
    }
    return c.redirect(v.href('/coordination/settings?saved=1'), 303)
  })

/** The first language is the one a cluster speaks by default: always one of them. */
export const byDefault = (first: Language, chosen: readonly Language[]): Language[] =>
  chosen.length === 0 ? [] : [first, ...chosen.filter((one) => one !== first)]

export const languageChoices = LANGUAGES.map((l) => ({ value: l, label: LANGUAGE_NAMES[l], lang: l }))

const typedOf = (one: Cluster): Typed => ({
  ...{ name: one.name, territory: one.territory, lat: String(one.lat), lng: String(one.lng) },
  ...{ radiusKm: String(one.radiusKm), timeZone: one.timeZone, currency: one.currency, charter: one.charter },
  ...{ helperName: one.helperName ?? '', helperPhone: one.helperPhone ?? '', version: String(one.version) },
  first: one.languages[0] ?? 'fr',
})

const patchOf = (typed: Typed, languages: Language[]) =>
  ({
    ...{ name: typed.name, territory: typed.territory, lat: numeral(typed.lat), lng: numeral(typed.lng) },
    ...{ radiusKm: numeral(typed.radiusKm), timeZone: typed.timeZone, currency: typed.currency, languages },
    ...{ charter: typed.charter, helperName: typed.helperName, helperPhone: typed.helperPhone },
  }) as ClusterPatch

function settingsPage(v: View, typed: Typed, languages: Language[], errors?: FormErrors) {
  const t = v.t.organisations.settings
  const of = (name: string) => ({ name, value: typed[name], error: errors?.fields[name] })
  return runningPage(
    v,
    'settings',
    { title: t.title, errors },
    <>
      <ErrorSummary v={v} errors={errors} />
      {v.c.req.query('saved') && <Told words={t.saved} />}
      <form class="panel st" method="post" novalidate>
        <input type="hidden" name="version" value={typed.version} />
        <div class="two">
          <Field {...of('name')} label={t.name} required maxlength={80} dir="auto" />
          <Field
            {...of('territory')}
            label={t.territory}
            hint={t.territoryHint}
            required
            maxlength={160}
            dir="auto"
          />
          <Field {...of('lat')} label={t.lat} inputmode="decimal" required dir="ltr" />
          <Field {...of('lng')} label={t.lng} inputmode="decimal" required dir="ltr" />
          <Field {...of('radiusKm')} label={t.radiusKm} inputmode="numeric" required dir="ltr" />
          <Field {...of('timeZone')} label={t.timeZone} required dir="ltr" />
          <Field
            {...of('currency')}
            label={t.currency}
            hint={t.currencyHint}
            required
            maxlength={3}
            dir="ltr"
          />
        </div>
        <Tiles
          name="languages"
          legend={t.languages}
          value={languages}
          error={errors?.fields.languages}
          columns={3}
          choices={languageChoices}
        />
        <div class="two">
          <Select
            {...of('first')}
            label={t.firstLanguage}
            hint={t.firstLanguageHint}
            choices={languageChoices}
          />
        </div>
        <fieldset class="st">
          <legend>{t.helper}</legend>
          <div class="two">
            <Field {...of('helperName')} label={t.helperName} maxlength={80} dir="auto" />
            <Field {...of('helperPhone')} label={t.helperPhone} maxlength={60} dir="ltr" />
          </div>
        </fieldset>
        <TextArea
          {...of('charter')}
          label={t.charter}
          hint={t.charterHint}
          rows={12}
          maxlength={10000}
          dir="auto"
        />
        <p>
          <button class="b" type="submit">
            {v.t.common.save}
          </button>
        </p>
      </form>
    </>,
  )
}
