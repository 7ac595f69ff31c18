import { Hono } from 'hono'
import { AppError, invalid } from '../../../worker/core/errors'
import { addPhoto, photoIn } from '../../../worker/listings/commands/addPhoto'
import { namesOf } from '../../../worker/organisations/queries'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { changeSite } from '../../../worker/premises/commands/changeSite'
import { openSite } from '../../../worker/premises/commands/openSite'
import { putOnline } from '../../../worker/premises/commands/showSite'
import { siteInside } from '../../../worker/premises/queries'
import { ErrorSummary, errorsIn, Field, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { PhotoQuestion } from '../../components/PhotoQuestion'
import { ListingScripts } from '../listings/scripts'
import { atLines, bytesOf, linesIn, numberOr, readSent, siteIn, type Typed } from './form'
import { photoErrors, siteHere } from './frame'
import { DateFields, MoreFields, OrganisationField, PlaceFields } from './SheetFields'

/** A new site in one page: its name, its place, its lots; online at once, or a draft. And the sheet of one that exists. */
export const sheetPages = new Hono<AppEnv>()

const LINES = 6
const CELLS = ['name', 'surfaceM2', 'floor'] as const

sheetPages.get('/premises/new', async (c) =>
  newPage(viewOf(c), { 'lots.0.name': viewOf(c).t.premises.form.defaultLot }),
)

sheetPages.post('/premises/new', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const clusterId = v.cluster?.id ?? ''
  const { typed, file } = await readSent(c, 'photo')
  const lines = linesIn(typed, 'lots', CELLS, LINES).filter(
    (l) => l.cells.surfaceM2 || l.at > 0 || l.cells.floor,
  )
  const own = v.actor?.organisations.some((m) => m.organisationId === typed.organisationId)
  try {
    if (typed.act === 'online' && lines.length === 0)
      throw invalid({ path: 'lots.0.surfaceM2', code: 'required' })
    if (file) photoIn(await bytesOf(file))
    const { visibility, ...sheet } = siteIn(typed)
    const id = await openSite(
      v.ctx,
      clusterId,
      {
        ...{ ...sheet, visibility, organisationId: typed.organisationId ?? '', language: v.language },
        lots: lines.map(({ cells }) => ({
          ...{ name: cells.name ?? '', floor: cells.floor ?? '' },
          surfaceM2: numberOr(cells.surfaceM2, undefined) as number,
        })),
      },
      own || !v.isCoordinator ? {} : { asCoordinator: true },
    )
    const site = await siteInside(v.ctx, id)
    // The site is there: what is missing to show it is told on its own page.
    if (file) {
      const by = own ? {} : { asCoordinator: true }
      await addPhoto(
        v.ctx,
        site.listingId,
        { bytes: await bytesOf(file), alt: typed.photoAlt ?? '' },
        by,
      ).catch(refused)
    }
    const online = typed.act === 'online' && (await putOnline(v.ctx, id).then(() => true, refused)) === true
    return c.redirect(v.href(`/premises/${id}?told=${online ? 'online' : 'opened'}`), 303)
  } catch (error) {
    const errors = photoErrors(v, error)
    return newPage(v, typed, { ...errors, fields: atLines(errors.fields, 'lots', lines) })
  }
})

const refused = (error: unknown): void => {
  if (!(error instanceof AppError)) throw error
}

async function newPage(v: View, typed: Typed, errors?: FormErrors) {
  mustBeSignedIn(v.ctx)
  const clusterId = v.cluster?.id ?? ''
  const mine = v.actor?.organisations.filter((m) => m.clusters.includes(clusterId)) ?? []
  if (mine.length === 0 && !v.isCoordinator) throw new AppError('not_member')
  const own = mine.map((m) => ({ id: m.organisationId, name: m.organisationName }))
  const organisations = v.isCoordinator ? await namesOf(v.ctx, clusterId) : own
  const words = v.t.premises.form
  return page(
    v,
    {
      ...{ title: words.newTitle, door: 'post', noIndex: true, sheets: ['premises'] },
      status: errors ? 422 : 200,
      scripts: <ListingScripts />,
    },
    <div class="w sec narrow premises st wide-gap">
      <p class="back sm">
        <a href={v.href('/premises')}>{v.t.premises.site.back}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{words.newTitle}</h1>
        <p class="lead q">{words.newLead}</p>
      </div>
      <ErrorSummary v={v} errors={errors} />
      <form class="st wide-gap" method="post" enctype="multipart/form-data" novalidate>
        <OrganisationField v={v} typed={typed} errors={errors} organisations={organisations} />
        <PlaceFields v={v} typed={typed} errors={errors} />
        <fieldset class="st">
          <legend>{words.lots}</legend>
          <span class="hint">{words.lotsHint}</span>
          {Array.from({ length: shownLines(typed) }, (_, i) => (
            <LotLine v={v} at={i} typed={typed} errors={errors} />
          ))}
        </fieldset>
        <DateFields v={v} typed={typed} errors={errors} />
        <PhotoQuestion v={v} words={v.t.listings.what} error={errors?.fields.photo} alt={typed.photoAlt} />
        <p class="row">
          <button class="b" type="submit" name="act" value="online">
            {words.online}
          </button>
          <button class="b b2" type="submit" name="act" value="draft">
            {words.keep}
          </button>
        </p>
      </form>
    </div>,
  )
}

/** Three lines to begin with; as many as were filled in, and one more, when they come back. */
const shownLines = (typed: Typed) =>
  Math.min(LINES, Math.max(3, 1 + Math.max(0, ...linesIn(typed, 'lots', CELLS, LINES).map((l) => l.at + 1))))

function LotLine({
  v,
  at,
  typed,
  errors,
}: {
  v: View
  at: number
  typed: Typed
  errors: FormErrors | undefined
}) {
  const words = v.t.premises.form
  const field = (cell: string) => {
    const name = `lots.${at}.${cell}`
    return { name, value: typed[name], error: errors?.fields[name] }
  }
  return (
    <div class="cols line-of">
      <Field {...field('name')} label={words.lotName(at + 1)} maxlength={80} />
      <Field {...field('surfaceM2')} label={words.lotSurface} inputmode="numeric" />
      <Field {...field('floor')} label={words.lotFloor} maxlength={40} />
    </div>
  )
}

sheetPages.get('/premises/:id/edit', async (c) => {
  const v = viewOf(c)
  const site = await siteHere(c, v)
  const typed = Object.fromEntries(
    Object.entries(site).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  )
  return editPage(v, site, typed)
})

sheetPages.post('/premises/:id/edit', async (c) => {
  const v = viewOf(c)
  const site = await siteHere(c, v)
  const { typed } = await readSent(c, '')
  try {
    await changeSite(v.ctx, site.id, changedSite(v, typed), { ifVersion: Number(typed.version) || undefined })
  } catch (error) {
    return editPage(v, site, typed, errorsIn(v, error))
  }
  return c.redirect(v.href(`/premises/${site.id}?told=saved`), 303)
})

/** The owner is changed by coordinators alone: to others the question is not put. */
const changedSite = (v: View, typed: Typed) => ({
  ...siteIn(typed),
  ...(v.isCoordinator && typed.organisationId && { organisationId: typed.organisationId }),
})

async function editPage(
  v: View,
  site: { id: string; name: string; version: number },
  typed: Typed,
  errors?: FormErrors,
) {
  const words = v.t.premises.form
  const organisations = v.isCoordinator ? await namesOf(v.ctx, v.cluster?.id ?? '') : []
  return page(
    v,
    {
      title: `${words.editTitle} : ${site.name}`,
      noIndex: true,
      sheets: ['premises'],
      status: errors ? 422 : 200,
    },
    <div class="w sec narrow premises st wide-gap">
      <p class="back sm">
        <a href={v.href(`/premises/${site.id}`)}>{words.back}</a>
      </p>
      <h1 class="h1s">{words.editTitle}</h1>
      <ErrorSummary v={v} errors={errors} />
      <form class="st wide-gap" method="post" novalidate>
        <input type="hidden" name="version" value={String(typed.version ?? site.version)} />
        <PlaceFields v={v} typed={typed} errors={errors} />
        <DateFields v={v} typed={typed} errors={errors} />
        <MoreFields v={v} typed={typed} errors={errors} />
        {organisations.length > 1 && (
          <OrganisationField {...{ v, typed, errors, organisations }} label={words.ownerOf} />
        )}
        <p class="row">
          <button class="b" type="submit">
            {words.save}
          </button>
          <a class="b b3" href={v.href(`/premises/${site.id}`)}>
            {words.cancel}
          </a>
        </p>
      </form>
    </div>,
  )
}
