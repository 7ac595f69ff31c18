import { Hono } from 'hono'
import { callOfferById } from '../../../worker/calls/queriesOfOffers'
import { AppError } from '../../../worker/core/errors'
import { draftOccupancy } from '../../../worker/occupancies/commands/draftOccupancy'
import { editOccupancy } from '../../../worker/occupancies/commands/editOccupancy'
import { lotsToGive, occupancyToRun } from '../../../worker/occupancies/queries'
import { namesOf } from '../../../worker/organisations/queries'
import type { AppEnv } from '../../../worker/platform/http'
import { mustBeSignedIn } from '../../../worker/platform/context'
import { errorsIn, type FormErrors, Select } from '../../components/Field'
import { type View, viewOf } from '../../view'
import { readSent, type Typed } from '../premises/form'
import { LawFields, Questions } from './Fields'
import { answersIn, newIn, typedOf } from './form'
import { occupancyHere, paperPage } from './frame'

/** Giving a lot: a few questions, and the draft again. */
export const newPages = new Hono<AppEnv>()
  .get('/occupancies/new', async (c) => {
    const v = viewOf(c)
    mustBeSignedIn(v.ctx)
    return newPage(v, { lotId: c.req.query('lot') ?? '', callOfferId: c.req.query('offer') ?? '' })
  })
  .post('/occupancies/new', async (c) => {
    const v = viewOf(c)
    mustBeSignedIn(v.ctx)
    const { typed } = await readSent(c, '')
    try {
      const { id } = await draftOccupancy(v.ctx, v.cluster?.id ?? '', newIn(typed))
      return c.redirect(v.href(`/occupancies/${id}?told=drafted`), 303)
    } catch (error) {
      return newPage(v, typed, errorsIn(v, error))
    }
  })
  .get('/occupancies/:id/edit', async (c) => {
    const v = viewOf(c)
    const { o } = await occupancyHere(c, v)
    await occupancyToRun(v.ctx, o.id)
    if (o.now !== 'draft') return c.redirect(v.href(`/occupancies/${o.id}`), 303)
    return editPage(v, o.id, typedOf(v, o))
  })
  .post('/occupancies/:id/edit', async (c) => {
    const v = viewOf(c)
    const { o } = await occupancyHere(c, v)
    const { typed } = await readSent(c, '')
    try {
      await editOccupancy(v.ctx, o.id, answersIn(typed), Number(typed.version) || undefined)
    } catch (error) {
      return editPage(v, o.id, typed, errorsIn(v, error))
    }
    return c.redirect(v.href(`/occupancies/${o.id}?told=saved`), 303)
  })

async function newPage(v: View, typed: Typed, errors?: FormErrors) {
  const words = v.t.occupancies.form
  const clusterId = v.cluster?.id ?? ''
  const lots = await lotsToGive(v.ctx, clusterId)
  if (lots.length === 0) throw new AppError('forbidden')
  const offer = typed.callOfferId ? await callOfferById(v.ctx, typed.callOfferId) : null
  // Of a lot that is not theirs to give, nothing is told.
  const isOurs = offer !== null && lots.some((lot) => lot.id === offer.lotId)
  const organisations = isOurs ? [] : await namesOf(v.ctx, clusterId)
  return paperPage(
    v,
    {
      ...{ title: words.title, lead: words.lead, errors, sheets: ['premises'] },
      back: { href: v.href('/occupancies'), words: v.t.occupancies.back },
    },
    <form method="post" action={v.href('/occupancies/new')} class="st wide-gap" novalidate>
      {isOurs && offer ? (
        <>
          <input type="hidden" name="callOfferId" value={offer.id} />
          <p class="note">
            <span />
            <bdi>{words.fromCall(offer.lotName, offer.organisationName)}</bdi>
          </p>
        </>
      ) : (
        <div class="cols">
          <Select
            {...{ name: 'lotId', value: typed.lotId, error: errors?.fields.lotId }}
            label={words.lot}
            choices={[
              { value: '', label: words.choose },
              ...lots.map((lot) => ({
                ...{
                  value: lot.id,
                  label: `${lot.siteName}, ${lot.name} (${v.f.quantity(lot.surfaceM2, 'm2')})`,
                },
              })),
            ]}
          />
          <Select
            {...{ name: 'occupantId', value: typed.occupantId, error: errors?.fields.occupantId }}
            label={words.occupant}
            choices={[
              { value: '', label: words.choose },
              ...organisations.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </div>
      )}
      <Questions {...{ v, typed, errors }} />
      <LawFields {...{ v, typed, errors }} />
      <p>
        <button class="b" type="submit">
          {words.create}
        </button>
      </p>
      <p class="q sm">{v.t.occupancies.notAdvice}</p>
    </form>,
  )
}

function editPage(v: View, id: string, typed: Typed, errors?: FormErrors) {
  const words = v.t.occupancies.form
  return paperPage(
    v,
    {
      ...{ title: words.editTitle, errors, sheets: ['premises'] },
      back: { href: v.href(`/occupancies/${id}`), words: v.t.occupancies.backToOne },
    },
    <form method="post" class="st wide-gap" novalidate>
      <input type="hidden" name="version" value={typed.version ?? ''} />
      <Questions {...{ v, typed, errors }} />
      <LawFields {...{ v, typed, errors }} />
      <p>
        <button class="b" type="submit">
          {words.save}
        </button>
      </p>
    </form>,
  )
}
