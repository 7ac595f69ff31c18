import { Hono } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import { geocode } from '../../../worker/listings/geocode'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { suggestRome } from '../../../worker/staff/queries'
import { type LowCode, suggestLowCodes } from '../../../worker/waste/queries'
import { printedCode } from '../../../worker/waste/rules'
import { Field } from '../../components/Field'
import { page, type View, viewOf } from '../../view'

/** The nomenclatures by words: a page of its own, and the fragment that the posting form shows while one types. */
export const lookupPages = new Hono<AppEnv>()

lookupPages.get('/low-codes', async (c) => {
  const v = viewOf(c)
  const found = await suggestLowCodes(v.ctx, asked(c))
  const { lookup } = v.t.listings
  const list = (
    <Found v={v} asked={asked(c)} n={found.length}>
      {found.map((entry) => (
        <LowEntry v={v} entry={entry} choosable={isFragment(c)} />
      ))}
    </Found>
  )
  return answer(c, v, { title: lookup.lowTitle, label: lookup.lowLabel, list })
})

lookupPages.get('/rome', async (c) => {
  const v = viewOf(c)
  const found = await suggestRome(v.ctx, asked(c))
  const { lookup } = v.t.listings
  const list = (
    <Found v={v} asked={asked(c)} n={found.length}>
      {found.map(({ code, titleFr }) => (
        <li>
          <div>
            <b dir="ltr">{code}</b> <span lang="fr">{titleFr}</span>
          </div>
          {isFragment(c) && <Choose v={v} code={code} />}
        </li>
      ))}
    </Found>
  )
  return answer(c, v, { title: lookup.romeTitle, label: lookup.romeLabel, list })
})

/** Addresses by words, for a form's script; the host asked is the setting's. */
lookupPages.get('/geocode', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  return c.json({ items: await geocode(v.ctx, asked(c), v.cluster ?? null) })
})

const asked = (c: AppContext) => (c.req.query('q') ?? '').slice(0, 200)
const isFragment = (c: AppContext) => c.req.query('fragment') !== undefined

async function answer(
  c: AppContext,
  v: View,
  { title, label, list }: { title: string; label: string; list: unknown },
) {
  if (isFragment(c))
    return c.html(String(await (list as unknown as HtmlEscapedString | Promise<HtmlEscapedString>)))
  return page(
    v,
    { title, noIndex: true },
    <div class="w sec st narrow">
      <h1 class="h1s">{title}</h1>
      <form method="get" class="st">
        <Field name="q" label={label} value={asked(c)} type="search" maxlength={200} />
        <p>
          <button type="submit" class="b">
            {v.t.listings.lookup.go}
          </button>
        </p>
      </form>
      {list as never}
    </div>,
  )
}

function Found({ v, asked: text, n, children }: { v: View; asked: string; n: number; children: unknown }) {
  const { lookup } = v.t.listings
  if (text.trim().length < 2) return <span />
  if (n === 0) return <p class="q">{lookup.none}</p>
  return (
    <div class="st">
      <p class="q sm">{lookup.found(n)}</p>
      <ul class="rows panel">{children as never}</ul>
    </div>
  )
}

function LowEntry({ v, entry, choosable }: { v: View; entry: LowCode; choosable: boolean }) {
  const { lookup, hazard } = v.t.listings
  const french = v.language !== 'en'
  const lang = v.language === 'ar' ? 'fr' : undefined
  return (
    <li>
      <div>
        <b dir="ltr" class="nb">
          {printedCode(entry.code, entry.hazardous)}
        </b>{' '}
        {entry.hazardous && <span class="tag late sm">{lookup.hazardous}</span>}
        <p lang={lang}>{french ? entry.titleFr : entry.titleEn}</p>
        <p class="q sm" lang={lang}>
          {french ? entry.chapterFr : entry.chapterEn}
        </p>
        {entry.mirrors.length > 0 && (
          <p class="sm">{hazard.mirror(entry.mirrors.map((code) => printedCode(code, true)).join(', '))}</p>
        )}
      </div>
      {choosable && <Choose v={v} code={printedCode(entry.code, false)} />}
    </li>
  )
}

const Choose = ({ v, code }: { v: View; code: string }) => (
  <button type="button" class="b b2" value={code}>
    {v.t.listings.lookup.choose}
    <span class="vh"> {code}</span>
  </button>
)
