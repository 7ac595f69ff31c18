import { Hono } from 'hono'
import { AppError, invalid } from '../../../worker/core/errors'
import { editListing } from '../../../worker/listings/commands/editListing'
import { geocode } from '../../../worker/listings/geocode'
import type { ListingPatch } from '../../../worker/listings/input'
import { type By, capacitiesOf, type Listing, type VisibleListing } from '../../../worker/listings/queries'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { placeNamed } from '../../../worker/search/places'
import { errorsIn, type FormErrors } from '../../components/Field'
import { unusualIn } from '../../components/Unusual'
import { page, type View, viewOf } from '../../view'
import { Answers, patchOf, STEPS, type Step, stepsOf, type Typed } from './form'
import { actingFor, keepPhoto, ownListing, readForm } from './own'
import { ListingScripts } from './scripts'
import { questionOf, StepPage } from './StepPage'
import { chosen, Suggested } from './Suggested'
import { statusIn } from './status'
import { typedOf } from './typed'

/** The questions of a listing one by one: those of a draft lead to the next, those of a published one come back. */
export const stepPages = new Hono<AppEnv>()
const PATH = '/me/listings/:id/:step'

stepPages.get(PATH, async (c, next) => {
  if (!isStep(c)) return next()
  const v = viewOf(c)
  const l = await ownListing(v)
  const typed = { ...(await typedFor(v, l)), ...chosen(l, c.req.query('suggested')), ...statusIn(v, l) }
  return stepPage(v, l, stepIn(c), { typed })
})

stepPages.post(PATH, async (c, next) => {
  if (!isStep(c)) return next()
  const v = viewOf(c)
  const [l, step] = [await ownListing(v), stepIn(c)]
  const { typed, photo } = await readForm(c)
  // Unticked boxes send nothing: what the form shows is what was typed, and no more.
  if (typed.act === 'more') return stepPage(v, l, step, { typed, more: 3 })
  if (typed.act === 'geocode') return stepPage(v, l, step, await located(v, typed))
  const by = await actingFor(v, l.organisationId)
  try {
    const answers = new Answers(typed, v.f.timeZone)
    const patch = patchOf(step, answers, l.direction, l.kind)
    if (answers.wrong.length > 0) throw invalid(...answers.wrong)
    // Told where it is asked, not at the end, before it is published.
    if (step === 'when' && patch.endsAt && patch.endsAt <= v.ctx.now)
      throw invalid({ path: typed.endsOn ? 'endsOn' : 'startsOn', code: 'in_the_past' })
    const again = step === 'what' ? askedAgain(v, l, patch, typed) : null
    if (again) return stepPage(v, l, step, { typed, errors: again, unusual: true })
    if (step === 'where') await locate(v, l, patch)
    await save(v, l, patch, Number(typed.version) || undefined, by)
    await keepPhoto(v, l.id, photo, String(typed.photoAlt ?? ''), by)
  } catch (error) {
    const errors = errorsIn(v, error)
    // Somebody changed it meanwhile: what was typed stays, and the next attempt is over the present version.
    return stepPage(v, await ownListing(v), step, { typed, errors })
  }
  if (l.status !== 'draft') return c.redirect(v.href(`/me/listings/${l.id}?told=saved`), 303)
  const steps = stepsOf(l.direction, l.kind)
  const following = steps.includes(step) ? steps[steps.indexOf(step) + 1] : undefined
  return c.redirect(v.href(`/me/listings/${l.id}${following ? `/${following}` : ''}`), 303)
})

/** A ton typed as a kilo: against what was published, or what the words say. */
export function askedAgain(
  v: View,
  l: Pick<Listing, 'kind' | 'direction' | 'status' | 'quantity' | 'unit'>,
  patch: ListingPatch,
  typed: Typed,
): FormErrors | null {
  if (l.kind !== 'waste') return null
  const unit = patch.unit ?? l.unit
  const usual = l.status !== 'draft' && unit === l.unit ? l.quantity : null
  const text = `${typed.title ?? ''} ${typed.description ?? ''}`
  return unusualIn(v, { quantity: patch.quantity, unit, usual, text }, typed.confirmQuantity)
}

const isStep = (c: AppContext) => (STEPS as readonly string[]).includes(c.req.param('step') ?? '')
const stepIn = (c: AppContext) => c.req.param('step') as Step

export async function typedFor(v: View, l: VisibleListing): Promise<Typed> {
  return typedOf(l, await capacitiesOf(v.ctx, l.id), v.f.timeZone)
}

async function save(v: View, l: VisibleListing, patch: ListingPatch, version: number | undefined, by: By) {
  // A draft is answered by one person, perhaps with the back button: an older page is no conflict there.
  await editListing(v.ctx, l.id, patch, l.status === 'draft' ? undefined : version, by)
}

/** A commune that was changed moves the point with it: by the geocoder, else by who is there in the cluster. */
async function locate(v: View, l: VisibleListing, patch: ListingPatch): Promise<void> {
  const moved = patch.lat !== undefined && (patch.lat !== l.lat || patch.lng !== l.lng)
  const elsewhere =
    patch.commune !== l.commune || (patch.address !== undefined && patch.address !== l.address)
  if (moved || !elsewhere || !v.cluster || !patch.commune) return
  const asked = [patch.address, patch.postcode, patch.commune].filter(Boolean).join(' ')
  const [found] = await geocode(v.ctx, asked, v.cluster)
  const place = found ?? (await placeNamed(v.ctx, v.cluster.id, patch.commune))
  if (place) Object.assign(patch, { lat: place.lat, lng: place.lng })
  else if (patch.commune !== l.commune) throw invalid({ path: 'commune', code: 'place_unknown' })
  if (patch.commune !== l.commune && patch.postcode === l.postcode) patch.postcode = found?.postcode ?? ''
}

async function located(v: View, typed: Typed): Promise<{ typed: Typed; errors?: FormErrors }> {
  const asked = ['address', 'postcode', 'commune'].map((name) => typed[name] ?? '').join(' ')
  const [found] = await geocode(v.ctx, asked, v.cluster ?? null)
  if (!found) return { typed, errors: { fields: { commune: v.t.listings.lookup.placeNone } } }
  return {
    typed: {
      ...typed,
      lat: String(found.lat),
      lng: String(found.lng),
      commune: found.commune || String(typed.commune ?? ''),
    },
  }
}

async function stepPage(
  v: View,
  l: VisibleListing,
  step: Step,
  given: { typed: Typed; errors?: FormErrors; more?: number; unusual?: boolean },
) {
  if (l.status === 'closed') throw new AppError('transition_not_allowed')
  const { direction, kind } = l
  const steps = stepsOf(direction, kind)
  const before = steps[steps.indexOf(step) - 1]
  const draft = l.status === 'draft'
  return page(
    v,
    {
      title: questionOf(v, step, direction, kind),
      ...{ door: 'post', noIndex: true, status: given.errors ? 422 : 200, scripts: <ListingScripts /> },
    },
    <StepPage
      asked={{ v, direction, kind, ...given }}
      step={step}
      l={l}
      suggested={await Suggested({ v, l, step })}
      action={v.href(`/me/listings/${l.id}/${step}`)}
      back={v.href(draft ? (before ? `/me/listings/${l.id}/${before}` : '/post') : `/me/listings/${l.id}`)}
    />,
  )
}
