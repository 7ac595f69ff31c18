import { AppError } from '../core/errors'
import { documented, json, newApi, z } from '../platform/api'
import { answersIn } from './input'
import { exitActs, lowCode, suggestLowCodes } from './queries'
import { ARTICLES, QUESTIONS, statusBy } from './rulesOfStatus'

const tags = ['waste']
const Code = z
  .object({
    code: z.string(),
    hazardous: z.boolean(),
    titleFr: z.string(),
    titleEn: z.string(),
    mirrors: z.array(z.string()).openapi({ description: 'Starred twins: harmless only where tests show it' }),
    chapterFr: z.string(),
    chapterEn: z.string(),
  })
  .openapi('LowCode')
const asCode = ({
  code,
  hazardous,
  titleFr,
  titleEn,
  mirrors,
  chapterFr,
  chapterEn,
}: z.infer<typeof Code>) => ({
  ...{ code, hazardous, titleFr, titleEn, mirrors, chapterFr, chapterEn },
})

export const wasteApi = newApi()

wasteApi.openapi(
  documented({
    ...{ method: 'get', path: '/low-codes', tags, anyone: true },
    summary:
      'Five entries of the List of Waste for words in French, English or Arabic, or the beginning of a code',
    request: { query: z.object({ q: z.string().max(200) }) },
    responses: { 200: json(z.object({ items: z.array(Code) }), 'Best first; none is chosen for you') },
  }),
  async (c) => {
    const found = await suggestLowCodes(c.get('ctx'), c.req.valid('query').q)
    return c.json({ items: found.map(asCode) }, 200)
  },
)

wasteApi.openapi(
  documented({
    ...{ method: 'get', path: '/low-codes/{code}', tags, anyone: true },
    summary: 'One entry of the List of Waste',
    request: { params: z.object({ code: z.string().max(12) }) },
    responses: { 200: json(Code, 'The entry') },
  }),
  async (c) => {
    const entry = await lowCode(c.get('ctx'), c.req.valid('param').code.replace(/[\s*]/g, ''))
    if (!entry) throw new AppError('not_found')
    return c.json(asCode(entry), 200)
  },
)

wasteApi.openapi(
  documented({
    ...{ method: 'get', path: '/exit-acts', tags, anyone: true },
    summary: 'Acts by which a material stops being waste in France (`details.exitAct`)',
    responses: {
      200: json(
        z.object({ items: z.array(z.object({ code: z.string(), title: z.string() })) }),
        'All of them',
      ),
    },
  }),
  async (c) => c.json({ items: await exitActs(c.get('ctx')) }, 200),
)

const Answer = z.enum(['yes', 'no']).optional()
wasteApi.openapi(
  documented({
    ...{ method: 'get', path: '/waste-status', tags, anyone: true },
    summary:
      'What a material is in the eyes of the law, from plain answers: the next question, or the status',
    request: {
      query: z.object({ exit: Answer, discarded: Answer, reuse: Answer, residue: Answer, certain: Answer }),
    },
    responses: {
      200: json(
        z.object({
          ask: z.enum(QUESTIONS).optional(),
          status: z.enum(['product_reuse', 'by_product', 'waste', 'ex_waste']).optional(),
          article: z.string().optional(),
        }),
        'Information, not legal advice',
      ),
    },
  }),
  (c) => {
    const found = statusBy(answersIn(c.req.valid('query')))
    return c.json('status' in found ? { ...found, article: ARTICLES[found.status] } : found, 200)
  },
)
