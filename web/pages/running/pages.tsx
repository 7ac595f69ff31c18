import { Hono } from 'hono'
import { editClusterPage } from '../../../worker/clusters/commands/editClusterPage'
import { CLUSTER_PAGES, type ClusterPage } from '../../../worker/clusters/input'
import { clusterPage, ownPages } from '../../../worker/clusters/queries'
import { standardPage } from '../../../worker/clusters/standardPage'
import { AppError } from '../../../worker/core/errors'
import { LANGUAGES, type Language } from '../../../worker/core/kinds'
import type { AppEnv } from '../../../worker/platform/http'
import { LANGUAGE_NAMES, wordsOf } from '../../../worker/text'
import { ErrorSummary, errorsIn, type FormErrors, TextArea } from '../../components/Field'
import { Told } from '../../components/Told'
import { type View, viewOf } from '../../view'
import { sent } from '../organisations/form'
import { runBy, runningPage } from './frame'

/** The short pages, which a cluster may word itself in each of its languages. */
export const pagesPages = new Hono<AppEnv>()
  .get('/coordination/pages', async (c) => {
    const v = viewOf(c)
    const { id, languages } = runBy(v)
    const own = await ownPages(v.ctx, id)
    const t = v.t.organisations.pages
    return runningPage(
      v,
      'pages',
      { title: t.title },
      <>
        <p class="lead q">{t.lead}</p>
        <div class="gr">
          {CLUSTER_PAGES.map((name) => (
            <section class="panel">
              <h2>
                <a href={v.href(`/pages/${name}`)}>{v.t.common.pages[name]}</a>
              </h2>
              <ul class="lines">
                {languages.map((l) => (
                  <li>
                    <span>
                      <span lang={l}>{LANGUAGE_NAMES[l]}</span>{' '}
                      <span class="q sm">
                        {own.some((one) => one.page === name && one.language === l) ? t.own : t.standard}
                      </span>
                    </span>
                    <a class="b b3" href={v.href(`/coordination/pages/${name}/${l}`)}>
                      {t.edit}
                      <span class="vh">
                        {' '}
                        {v.t.common.pages[name]}, {LANGUAGE_NAMES[l]}
                      </span>
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </>,
    )
  })
  .get('/coordination/pages/:page/:language', async (c) => {
    const v = viewOf(c)
    const { name, language } = asked(c.req.param())
    const cluster = runBy(v)
    const own = await clusterPage(v.ctx, cluster.id, name, language)
    return editPage(
      v,
      name,
      language,
      own?.body ?? standardPage(v.ctx, cluster, name, language),
      own !== null,
    )
  })
  .post('/coordination/pages/:page/:language', async (c) => {
    const v = viewOf(c)
    const cluster = runBy(v)
    const { id } = cluster
    const { name, language } = asked(c.req.param())
    const { body = '', act } = await sent(c)
    const standard = standardPage(v.ctx, cluster, name, language)
    // The original sent back unchanged stays the original, so that its later versions show.
    const same = body.replace(/\r\n/g, '\n').trim() === standard.trim()
    try {
      const text = act === 'back' || same ? '' : body.replace(/\r\n/g, '\n')
      await editClusterPage(v.ctx, id, { page: name, language, body: text })
    } catch (error) {
      return editPage(v, name, language, body, true, errorsIn(v, error))
    }
    return c.redirect(v.href(`/coordination/pages/${name}/${language}?saved=1`), 303)
  })

function asked(given: { page: string; language: string }) {
  const name = CLUSTER_PAGES.find((one) => one === given.page)
  const language = LANGUAGES.find((one) => one === given.language)
  if (!name || !language) throw new AppError('not_found')
  return { name, language }
}

function editPage(
  v: View,
  name: ClusterPage,
  language: Language,
  body: string,
  own: boolean,
  errors?: FormErrors,
) {
  const t = v.t.organisations.pages
  return runningPage(
    v,
    'pages',
    { title: `${wordsOf(language).common.pages[name]} (${LANGUAGE_NAMES[language]})`, errors },
    <>
      <ErrorSummary v={v} errors={errors} />
      {v.c.req.query('saved') && <Told words={t.saved} />}
      {!own && <p class="q">{t.standardLead}</p>}
      <form class="panel st" method="post" novalidate>
        <TextArea
          name="body"
          label={t.body}
          hint={t.bodyHint}
          value={body}
          error={errors?.fields.body}
          rows={22}
          maxlength={30000}
          lang={language}
          dir={language === 'ar' ? 'rtl' : 'ltr'}
        />
        <div class="row">
          <button class="b" type="submit">
            {v.t.common.save}
          </button>
          {own && (
            <button class="b b2" type="submit" name="act" value="back">
              {t.back}
            </button>
          )}
          <a class="b b3" href={v.href(`/pages/${name}`)}>
            {t.see}
          </a>
        </div>
      </form>
    </>,
  )
}
