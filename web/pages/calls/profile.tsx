import { Hono } from 'hono'
import { saveProfile } from '../../../worker/calls/commands/saveProfile'
import { profileOf } from '../../../worker/calls/queriesOfApplications'
import { AppError } from '../../../worker/core/errors'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { ErrorSummary, errorsIn, type FormErrors } from '../../components/Field'
import { Told } from '../../components/Told'
import { page, type View, viewOf } from '../../view'
import { ProfileFields } from './steps'
import { profileIn, typedIn } from './stepsOf'

/** What an organisation says of itself, once for all calls. */
export const profilePages = new Hono<AppEnv>()

profilePages.get('/organisations/:id/profile', async (c) => profilePage(viewOf(c)))

profilePages.post('/organisations/:id/profile', async (c) => {
  const v = viewOf(c)
  const form = await c.req.formData()
  const id = c.req.param('id') ?? ''
  mineHere(v, id)
  try {
    await saveProfile(v.ctx, id, profileIn(form))
    return c.redirect(v.href(`/organisations/${id}/profile?told=saved`), 303)
  } catch (error) {
    return profilePage(v, { typed: typedIn('profile', form), errors: errorsIn(v, error) })
  }
})

/** One's own organisation, which is active in this cluster. */
function mineHere(v: View, id: string) {
  const actor = mustBeSignedIn(v.ctx)
  const mine = actor.organisations.find(
    (m) => m.organisationId === id && m.clusters.includes(v.cluster?.id ?? ''),
  )
  if (!mine) throw new AppError('not_found')
  return mine
}

async function profilePage(v: View, given?: { typed: Record<string, string>; errors: FormErrors }) {
  const actor = mustBeSignedIn(v.ctx)
  const id = v.c.req.param('id') ?? ''
  const mine = actor.organisations.find(
    (m) => m.organisationId === id && m.clusters.includes(v.cluster?.id ?? ''),
  )
  if (!mine) throw new AppError('not_found')
  const words = v.t.calls.application
  const profile = await profileOf(v.ctx, id)
  const typed: Record<string, string> = given?.typed ?? {
    ...{ sector: profile?.sector ?? 'other', activity: profile?.activity ?? '' },
    ...{ team: profile?.team ?? '', history: profile?.history ?? '' },
  }
  return page(
    v,
    {
      title: words.profileTitle,
      door: 'search',
      noIndex: true,
      sheets: ['calls'],
      status: given ? 422 : 200,
    },
    <div class="w sec st wide-gap premises narrow">
      <div class="st tight">
        <h1 class="h1s">{words.profileTitle}</h1>
        <p class="lead q">
          <bdi>{mine.organisationName}</bdi>
        </p>
        <p class="q">{words.profileHint}</p>
      </div>
      {v.c.req.query('told') === 'saved' && <Told words={words.profileSaved} />}
      <form class="st wide-gap" method="post" action={v.href(`/organisations/${id}/profile`)}>
        <ErrorSummary v={v} errors={given?.errors} />
        <ProfileFields v={v} typed={typed} errors={given?.errors.fields ?? {}} />
        <p>
          <button class="b" type="submit">
            {words.save}
          </button>
        </p>
      </form>
    </div>,
  )
}
