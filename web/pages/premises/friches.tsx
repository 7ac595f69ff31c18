import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { changeSite } from '../../../worker/premises/commands/changeSite'
import type { Site } from '../../../worker/premises/queries'
import {
  FRICHES_COLUMNS,
  FRICHES_DATES,
  FRICHES_LISTS,
  FRICHES_NUMBERS,
  FRICHES_WORDS,
} from '../../../worker/premises/rulesOfFriches'
import { errorsIn, Field, type FormErrors, Select } from '../../components/Field'
import { type View, viewOf } from '../../view'
import { readSent, type Typed } from './form'
import { partPage, siteHere } from './frame'

/** Columns that the sheet of the site asks for under a name of its own. */
const ELSEWHERE = [
  'site_nom',
  'site_adresse',
  'comm_nom',
  'comm_insee',
  'unite_fonciere_surface',
  'geompoint',
]
const ASKED = FRICHES_COLUMNS.filter((column) => !ELSEWHERE.includes(column))

/** The columns of the national schema, in its own words, as they leave and come in. */
export const frichesPages = new Hono<AppEnv>()
  .get('/premises/:id/friches', async (c) => {
    const v = viewOf(c)
    const site = await siteHere(c, v)
    return frichesPage(v, site, site.friches)
  })
  .post('/premises/:id/friches', async (c) => {
    const v = viewOf(c)
    const site = await siteHere(c, v)
    const { typed } = await readSent(c, '')
    const cells = Object.fromEntries(
      ASKED.flatMap((name) => (name in typed ? [[name, typed[name] ?? '']] : [])),
    )
    try {
      await changeSite(v.ctx, site.id, { friches: cells }, { ifVersion: Number(typed.version) || undefined })
    } catch (error) {
      const errors = errorsIn(v, error)
      const fields = Object.fromEntries(
        Object.entries(errors.fields).map(([path, words]) => [path.replace(/^friches\./, ''), words]),
      )
      return frichesPage(v, site, typed, { ...errors, fields })
    }
    return c.redirect(v.href(`/premises/${site.id}?told=saved`), 303)
  })

function frichesPage(v: View, site: Site, typed: Typed, errors?: FormErrors) {
  const words = v.t.premises.friches
  const groups = Object.entries(words.groups)
  return partPage(
    v,
    site,
    { title: words.title, lead: words.lead, errors },
    <form class="st wide-gap" method="post" novalidate>
      <input type="hidden" name="version" value={typed.version ?? String(site.version)} />
      {groups.map(([prefix, name]) => {
        const columns = ASKED.filter((column) => column.startsWith(`${prefix}_`) || column === prefix)
        return (
          columns.length > 0 && (
            <details open={columns.some((column) => typed[column] || errors?.fields[column])}>
              <summary>{name}</summary>
              <div class="st">
                {columns.map((column) => (
                  <Cell v={v} column={column} typed={typed} errors={errors} />
                ))}
              </div>
            </details>
          )
        )
      })}
      <p>
        <button class="b" type="submit">
          {words.save}
        </button>
      </p>
    </form>,
  )
}

function Cell({
  v,
  column,
  typed,
  errors,
}: {
  v: View
  column: string
  typed: Typed
  errors: FormErrors | undefined
}) {
  const words = v.t.premises.friches
  const label = (
    <span lang="fr" dir="ltr">
      {column}
    </span>
  )
  const field = { name: column, label, value: typed[column], error: errors?.fields[column] }
  const choices = FRICHES_WORDS[column]
  if (choices) {
    const now = typed[column]
    // A word of an older version of the schema stays, until somebody chooses another.
    const all = now && !choices.includes(now) ? [now, ...choices] : choices
    return (
      <Select
        {...field}
        choices={[
          { value: '', label: words.none },
          ...all.map((value) => ({ value, label: value, lang: 'fr' })),
        ]}
      />
    )
  }
  const list = FRICHES_LISTS[column]
  const type = (FRICHES_DATES as readonly string[]).includes(column) ? 'date' : 'text'
  return (
    <Field
      {...field}
      {...{ type, maxlength: 4000, lang: 'fr', dir: 'ltr' }}
      {...((FRICHES_NUMBERS as readonly string[]).includes(column) && { inputmode: 'numeric' })}
      {...(list && { hint: `${words.several} ${list.join(', ')}` })}
    />
  )
}
