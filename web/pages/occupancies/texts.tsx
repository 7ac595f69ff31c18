import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { setAgreementText } from '../../../worker/occupancies/commands/setAgreementText'
import { FORMS } from '../../../worker/occupancies/rulesOfForms'
import { BLANKS, NEEDED } from '../../../worker/occupancies/rulesOfText'
import { type TextVersion, textInForce, versionsOf } from '../../../worker/occupancies/texts'
import { mustCoordinate } from '../../../worker/platform/context'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { STANDARD_VERSION } from '../../../worker/text/fr/agreementTexts'
import { errorsIn, Field, type FormErrors, TextArea } from '../../components/Field'
import { type View, viewOf } from '../../view'
import { readSent, type Typed } from '../premises/form'
import { paperPage, toldBy } from './frame'

/** The texts of agreements of a cluster, for its coordinators: what is in force, its versions, a new one. */
export const textPages = new Hono<AppEnv>()
  .get('/coordination/agreements', async (c) => {
    const v = viewOf(c)
    mustCoordinate(v.ctx, v.cluster?.id ?? '')
    const words = v.t.occupancies
    const texts = await Promise.all(
      FORMS.map(async (form) => ({ form, now: await textInForce(v.ctx, v.cluster?.id ?? '', form) })),
    )
    return paperPage(
      v,
      {
        ...{ title: words.texts.title, lead: words.texts.lead, sheets: ['premises'] },
        back: { href: v.href('/coordination/premises'), words: v.t.landlords.cluster.title },
      },
      <ul class="rows panel">
        {texts.map(({ form, now }) => (
          <li>
            <div>
              <h2 class="t3">
                <a class="rowlink" href={v.href(`/coordination/agreements/${form}`)}>
                  {words.forms[form]}
                </a>
              </h2>
              <p class="q sm">{words.formHints[form]}</p>
            </div>
            <span>{versionWords(v, now)}</span>
          </li>
        ))}
      </ul>,
    )
  })
  .get('/coordination/agreements/:form', async (c) => {
    const v = viewOf(c)
    mustCoordinate(v.ctx, v.cluster?.id ?? '')
    const now = await textInForce(v.ctx, v.cluster?.id ?? '', formOf(c))
    return textPage(v, formOf(c), { body: now.body })
  })
  .post('/coordination/agreements/:form', async (c) => {
    const v = viewOf(c)
    mustCoordinate(v.ctx, v.cluster?.id ?? '')
    const form = formOf(c)
    const { typed } = await readSent(c, '')
    try {
      const given = { body: typed.body ?? '', note: typed.note ?? '' }
      await setAgreementText(v.ctx, v.cluster?.id ?? '', form, given)
    } catch (error) {
      return textPage(v, form, typed, errorsIn(v, error))
    }
    return c.redirect(v.href(`/coordination/agreements/${form}?told=saved`), 303)
  })

function formOf(c: AppContext) {
  const form = FORMS.find((one) => one === c.req.param('form'))
  if (!form) throw new AppError('not_found')
  return form
}
const versionWords = (v: View, { number }: TextVersion): string =>
  number === 0 ? v.t.occupancies.texts.standard(STANDARD_VERSION) : v.t.occupancies.texts.version(number)

async function textPage(v: View, form: (typeof FORMS)[number], typed: Typed, errors?: FormErrors) {
  const words = v.t.occupancies.texts
  const versions = await versionsOf(v.ctx, v.cluster?.id ?? '', form)
  const blanks = (names: readonly string[]) => names.map((name) => `{{${name}}}`).join(' ')
  return paperPage(
    v,
    {
      ...{ title: v.t.occupancies.forms[form], errors, told: toldBy(v, { saved: words.saved }) },
      ...{ back: { href: v.href('/coordination/agreements'), words: words.title }, sheets: ['premises'] },
    },
    <>
      <form method="post" class="panel st" novalidate>
        <TextArea
          {...{ name: 'body', value: typed.body, error: errors?.fields.body, rows: 24, maxlength: 20_000 }}
          {...{ lang: 'fr', dir: 'ltr' }}
          label={words.body}
          hint={words.bodyHint}
        />
        <p class="sm">
          {words.needed} :{' '}
          <span lang="fr" dir="ltr">
            {blanks(NEEDED[form])}
          </span>
        </p>
        <p class="sm q">
          {words.blanks} :{' '}
          <span lang="fr" dir="ltr">
            {blanks(BLANKS)}
          </span>
        </p>
        <Field
          {...{ name: 'note', value: typed.note, error: errors?.fields.note, maxlength: 300 }}
          label={words.note}
        />
        <p>
          <button class="b" type="submit">
            {words.save}
          </button>
        </p>
        <p class="q sm">{v.t.occupancies.notAdvice}</p>
      </form>
      <section class="st" aria-labelledby="versions">
        <h2 id="versions">{words.versions}</h2>
        <ul class="st tight">
          {versions.map((version) => (
            <li>
              <b>{versionWords(v, version)}</b>
              {version.createdAt && <span class="q"> · {v.f.date(version.createdAt)}</span>}
              {version.note && (
                <>
                  {' '}
                  · <bdi>{version.note}</bdi>
                </>
              )}
            </li>
          ))}
        </ul>
      </section>
    </>,
  )
}
