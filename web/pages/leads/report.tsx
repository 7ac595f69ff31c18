import { Hono } from 'hono'
import { Script } from 'vite-ssr-components/hono'
import { AppError } from '../../../worker/core/errors'
import { reportPlace } from '../../../worker/leads/commands/reportPlace'
import { SUBJECTS } from '../../../worker/leads/input'
import type { AppEnv } from '../../../worker/platform/http'
import { senderOf } from '../../../worker/platform/http'
import { ErrorSummary, Field, type FormErrors, TextArea, Tiles } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { PhotoQuestion } from '../../components/PhotoQuestion'
import { bytesOf, numberOr, readSent, type Typed } from '../premises/form'
import { photoErrors } from '../premises/frame'

/** Anyone with a phone says what they saw: a photo, a place, a few words. Nothing of it is shown to anybody else. */
export const reportPages = new Hono<AppEnv>()
  .get('/report-place', (c) => reportPage(viewOf(c), { subject: c.req.query('subject') ?? 'premises' }))
  .post('/report-place', async (c) => {
    const v = viewOf(c)
    const { typed, file } = await readSent(c, 'photo')
    const { subject, words = '', address = '', commune = '', contact = '' } = typed
    const given = {
      subject,
      words,
      address,
      commune,
      contact,
      lat: numberOr(typed.lat, null),
      lng: numberOr(typed.lng, null),
    }
    try {
      if (!v.cluster) throw new AppError('not_found')
      await reportPlace(v.ctx, v.cluster.id, given, file ? await bytesOf(file) : undefined, senderOf(c))
    } catch (error) {
      return reportPage(v, typed, photoErrors(v, error))
    }
    return c.redirect(v.href('/report-place/thanks'), 303)
  })
  .get('/report-place/thanks', (c) => {
    const v = viewOf(c)
    const words = v.t.leads.report
    return page(
      v,
      { title: words.thanksTitle, noIndex: true },
      <div class="w sec st narrow">
        <h1 class="h1s">{words.thanksTitle}</h1>
        <p class="lead">{words.thanks}</p>
        <p>
          <a class="b b2" href={v.href('/report-place')}>
            {words.another}
          </a>
        </p>
      </div>,
    )
  })

function reportPage(v: View, typed: Typed, errors?: FormErrors) {
  const words = v.t.leads.report
  const field = (name: string) => ({ name, value: typed[name], error: errors?.fields[name] })
  const scripts = (
    <>
      <Script src="/web/islands/photo-resizer.ts" />
      <Script src="/web/islands/here-i-am.ts" />
    </>
  )
  return page(
    v,
    {
      title: words.title,
      description: words.lead,
      sheets: ['premises'],
      status: errors ? 422 : 200,
      scripts,
    },
    <div class="w sec st narrow wide-gap">
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">{words.lead}</p>
      </div>
      <ErrorSummary v={v} errors={errors} />
      <form class="st wide-gap" method="post" enctype="multipart/form-data" novalidate>
        <Tiles
          name="subject"
          legend={words.subject}
          value={typed.subject ?? 'premises'}
          error={errors?.fields.subject}
          columns={2}
          choices={SUBJECTS.map((value) => ({ value, label: words.subjects[value] }))}
        />
        <PhotoQuestion v={v} words={v.t.listings.what} error={errors?.fields.photo} plain />
        <here-i-am data-ask={words.here} data-found={words.hereFound} data-failed={words.hereFailed}>
          <Field {...field('address')} label={words.where} hint={words.whereHint} maxlength={200} />
          <input type="hidden" name="lat" value={typed.lat ?? ''} />
          <input type="hidden" name="lng" value={typed.lng ?? ''} />
        </here-i-am>
        <Field {...field('commune')} label={words.commune} maxlength={100} autocomplete="address-level2" />
        <TextArea {...field('words')} label={words.words} hint={words.wordsHint} maxlength={1000} rows={3} />
        <Field {...field('contact')} label={words.contact} hint={words.contactHint} maxlength={200} />
        <p>
          <button class="b" type="submit">
            {words.send}
          </button>
        </p>
      </form>
    </div>,
  )
}
