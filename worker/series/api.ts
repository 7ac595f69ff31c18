import { body, documented, json, newApi, z } from '../platform/api'
import type { Ctx } from '../platform/context'
import { asJson, PreviewJson, previewAsJson, SeriesJson } from './asJson'
import { addDate } from './commands/addDate'
import { confirmSeries, declineSeries } from './commands/answerSeries'
import { cancelSeries } from './commands/cancelSeries'
import { changeSeries } from './commands/changeSeries'
import { requestSeries } from './commands/requestSeries'
import { AddedDate, SeriesAnswer, SeriesCancellation, SeriesInput, SeriesPatch, SeriesPlan } from './input'
import { previewSeries } from './preview'
import { datesOfSeries, type Series, visibleSeries } from './queries'

const tags = ['series']
const params = z.object({ id: z.string().max(60) })

export const seriesApi = newApi()

const whole = async (ctx: Ctx, series: Series) => asJson(ctx, series, await datesOfSeries(ctx, series))

seriesApi.openapi(
  documented({
    ...{ method: 'post', path: '/offers/{id}/series/preview', tags },
    summary:
      'Every date of an RFC 5545 rule with what stands against it and what would do; nothing is written',
    request: { params, ...body(SeriesPlan) },
    responses: { 200: json(PreviewJson, 'In order') },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    return c.json(previewAsJson(await previewSeries(c.get('ctx'), id, c.req.valid('json'))), 200)
  },
)

seriesApi.openapi(
  documented({
    ...{ method: 'post', path: '/offers/{id}/series', tags },
    summary:
      'Book all dates of a rule, or none; 409 `series_conflict` comes with `dates` and what would do for each',
    request: { params, ...body(SeriesInput) },
    responses: { 201: json(SeriesJson, 'Booked: confirmed, or requested until the lender answers') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const series = await requestSeries(ctx, c.req.valid('param').id, c.req.valid('json'))
    return c.json(await whole(ctx, series), 201, { location: `/api/v1/series/${series.id}` })
  },
)

seriesApi.openapi(
  documented({
    ...{ method: 'get', path: '/series/{id}', tags },
    summary: 'One series with all its dates, for its parties and the coordinator',
    request: { params },
    responses: { 200: json(SeriesJson, 'The series') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    return c.json(await whole(ctx, await visibleSeries(ctx, c.req.valid('param').id)), 200)
  },
)

seriesApi.openapi(
  documented({
    ...{ method: 'patch', path: '/series/{id}', tags },
    summary: 'Other hours or another quantity for one date, for one and all that follow, or for all to come',
    request: { params, ...body(SeriesPatch) },
    responses: { 200: json(SeriesJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    return c.json(
      await whole(ctx, await changeSeries(ctx, c.req.valid('param').id, c.req.valid('json'))),
      200,
    )
  },
)

seriesApi.openapi(
  documented({
    ...{ method: 'post', path: '/series/{id}/cancel', tags },
    summary: 'Give up one date, one and all that follow, or all to come; what is past stays',
    request: { params, body: { ...body(SeriesCancellation).body, required: false } },
    responses: { 200: json(SeriesJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const input = c.req.header('content-type') ? c.req.valid('json') : {}
    return c.json(await whole(ctx, await cancelSeries(ctx, c.req.valid('param').id, input)), 200)
  },
)

for (const [verb, run, summary] of [
  ['confirm', confirmSeries, 'The lender accepts all dates that wait, or those that are named'],
  ['decline', declineSeries, 'The lender refuses all dates that wait, or those that are named'],
] as const)
  seriesApi.openapi(
    documented({
      ...{ method: 'post', path: `/series/{id}/${verb}`, tags, summary },
      request: { params, body: { ...body(SeriesAnswer).body, required: false } },
      responses: { 200: json(SeriesJson, 'As it is now') },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      const input = c.req.header('content-type') ? c.req.valid('json') : {}
      return c.json(await whole(ctx, await run(ctx, c.req.valid('param').id, input)), 200)
    },
  )

seriesApi.openapi(
  documented({
    ...{ method: 'post', path: '/series/{id}/dates', tags },
    summary: 'Add back a date that was skipped or came to nothing, at its hours or as chosen',
    request: { params, ...body(AddedDate) },
    responses: { 200: json(SeriesJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    return c.json(await whole(ctx, await addDate(ctx, c.req.valid('param').id, c.req.valid('json'))), 200)
  },
)
