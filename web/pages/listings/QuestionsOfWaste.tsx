import { MATERIAL_STATUSES } from '../../../worker/listings/input'
import { exitActs, lowCode } from '../../../worker/waste/queries'
import { printedCode } from '../../../worker/waste/rules'
import { Field, Select, Tiles } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { type Asked, one, tied } from './asking'
import { ContentsQuestions } from './RecipeQuestions'

/** What is asked of a material: its status first, with what each means; then its code, its hazard, how it comes. */
export async function WasteQuestions(a: Asked) {
  const { v } = a
  const { details, lookup } = v.t.listings
  const { status, ...words } = v.t.waste
  const acts = await exitActs(v.ctx)
  const id = /me\/listings\/(ofr_\w+)/.exec(v.c.req.path)?.[1]
  return (
    <>
      <Tiles
        name="details.materialStatus"
        legend={details.materialStatus}
        error={a.errors?.fields['details.materialStatus']}
        value={one(a.typed, 'details.materialStatus')}
        choices={MATERIAL_STATUSES.map((value) => ({
          value,
          label: details.materialStatuses[value],
          hint: status.consequences[value],
        }))}
        columns={2}
      />
      <p>
        <a href={v.href(`/waste-status${id ? `?listing=${id}` : ''}`)}>{status.guide}</a>
      </p>
      <Select
        {...tied(a, 'details.exitAct')}
        label={words.exitAct}
        hint={words.exitActHint}
        choices={[
          { value: '', label: words.chooseAct },
          ...acts.map(({ code, title }) => ({ value: code, label: shortened(title), lang: 'fr' })),
        ]}
      />
      {a.suggested}
      <code-search data-src={v.href('/low-codes')} class="st tight">
        <Field
          {...tied(a, 'details.lowCode')}
          label={details.lowCode}
          hint={details.lowCodeHint}
          autocomplete="off"
          maxlength={60}
        />
        <a href={v.href('/low-codes')} target="_blank" rel="noopener">
          {details.findLowCode}
        </a>
        <div aria-live="polite" data-found={lookup.choose} />
      </code-search>
      <Mirror {...a} />
      <Danger {...a} />
      <Field {...tied(a, 'details.state')} label={details.state} hint={details.stateHint} maxlength={200} />
      <Field
        {...tied(a, 'details.packaging')}
        label={details.packaging}
        hint={details.packagingHint}
        maxlength={200}
      />
      <Tiles
        name="details.carrier"
        legend={details.carrier}
        value={one(a.typed, 'details.carrier') || 'taker'}
        choices={Object.entries(details.carriers).map(([value, label]) => ({ value, label }))}
        columns={2}
      />
      <ContentsQuestions {...a} />
    </>
  )
}

/** Titles of acts run to four lines: what they are about begins after "pour". */
const shortened = (title: string): string => {
  const plain = title
    .replace(/ fixant les critères de sortie du statut de déchet/, '')
    .replace(/ établissant les /, ' : ')
  return plain.length > 110 ? `${plain.slice(0, 107)}…` : plain
}

/** A code without a star that has a starred twin: which, and when the twin applies. */
export async function Mirror({ v, typed }: Pick<Asked, 'v' | 'typed'>) {
  const code = one(typed, 'details.lowCode').replace(/[\s*]/g, '')
  const entry = /^\d{6}$/.test(code) ? await lowCode(v.ctx, code) : null
  if (!entry || entry.hazardous || entry.mirrors.length === 0) return null
  return (
    <p class="note ask" id="mirror">
      <Icon name="triangle-alert" />
      <span>
        <b>{v.t.waste.mirrorTitle}.</b>{' '}
        {v.t.listings.hazard.mirror(entry.mirrors.map((twin) => printedCode(twin, true)).join(', '))}
      </span>
    </p>
  )
}

/** Declared, or with pollutants: and once hazardous, always. */
function Danger(a: Asked) {
  const words = a.v.t.waste
  const { hazard } = a.v.t.listings
  const ticked = (name: string) => (one(a.typed, name) === 'yes' ? ['yes'] : [])
  return (
    <>
      {one(a.typed, 'details.hazardous') === 'yes' && (
        <p class="note late">
          <input type="hidden" name="details.hazardous" value="yes" />
          <Icon name="triangle-alert" />
          <span>
            <b>{hazard.title}.</b> {hazard.text} {words.stays}
          </span>
        </p>
      )}
      <Tiles
        name="details.declaredHazardous"
        legend={words.danger}
        hint={words.dangerHint}
        value={ticked('details.declaredHazardous')}
        choices={[{ value: 'yes', label: words.declaredHazardous }]}
      />
      <Tiles
        name="details.pop"
        legend={words.pop}
        hint={words.popHint}
        value={ticked('details.pop')}
        choices={[{ value: 'yes', label: words.status.yes }]}
      />
    </>
  )
}
