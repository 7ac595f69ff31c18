import { clusterNamed } from '../clusters/queries'
import { AppError } from '../core/errors'
import { Language, Unit } from '../core/kinds'
import { EQUIPMENT_CATEGORIES } from '../listings/input'
import { documented, json, newApi, z } from '../platform/api'
import { wordsOf } from '../text'
import { Format } from '../text/format'
import { SuggestInput } from './input'
import { suggestionsFor } from './queries'
import { becauseOf, whyWords } from './words'

const Proposed = z.object({ code: z.string(), title: z.string(), why: z.string() })
const Suggestions = z
  .object({
    language: Language.openapi({ description: 'Of the text, as far as it shows' }),
    concepts: z.array(z.string()).openapi({ description: 'What the text names, by ids of the lexicon' }),
    lowCodes: z
      .array(Proposed.extend({ hazardous: z.boolean() }))
      .openapi({ description: 'List of Waste, at most five, for waste; none is chosen' }),
    romeCodes: z.array(Proposed).openapi({ description: 'ROME families, for staff' }),
    category: z.object({ category: z.enum(EQUIPMENT_CATEGORIES), why: z.string() }).nullable(),
    quantities: z.array(
      z.object({
        ...{ quantity: z.int(), unit: Unit, per: z.enum(['day', 'week', 'month', 'year']).nullable() },
        said: z.string(),
      }),
    ),
    times: z.object({
      days: z.array(z.int()).openapi({ description: '1 = Monday' }),
      ...{ from: z.string().nullable(), to: z.string().nullable() },
      ...{ startsOn: z.string().nullable(), endsOn: z.string().nullable(), said: z.array(z.string()) },
    }),
  })
  .openapi('Suggestions')

export const suggestionsApi = newApi().openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/suggestions' },
    summary:
      'What can be proposed for a listing while it is written: codes, category, quantities and times, with why',
    request: { params: z.object({ slug: z.string().max(60) }), query: SuggestInput },
    responses: { 200: json(Suggestions, 'The proposals') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    if (!ctx.actor) throw new AppError('not_signed_in')
    const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
    const found = await suggestionsFor(ctx, c.req.valid('query'), cluster.timeZone)
    const t = wordsOf(ctx.language)
    const f = new Format(ctx.language, cluster.timeZone, cluster.currency)
    return c.json(
      {
        ...{ language: found.language, concepts: found.concepts },
        lowCodes: found.lowCodes.map((one) => ({
          ...{ code: one.code, hazardous: one.hazardous, why: whyWords(t, f, one.why) },
          title: ctx.language === 'en' ? one.titleEn : one.titleFr,
        })),
        romeCodes: found.families.map((one) => ({
          ...{ code: one.code, title: one.titleFr, why: becauseOf(t, f, one.concept) },
        })),
        category: found.category && {
          category: found.category.category,
          why: becauseOf(t, f, found.category.concept),
        },
        ...{ quantities: found.amounts, times: found.times },
      },
      200,
    )
  },
)
