import { body, documented, json, newApi } from '../platform/api'
import { mustBeSignedIn } from '../platform/context'
import { MailSettings } from './input'
import { chooseMails, mailSettings } from './settings'

const Settings = MailSettings.openapi('MailSettings')
const tags = ['people']
const path = '/me/mails'

export const noticesApi = newApi()
  .openapi(
    documented({
      ...{ method: 'get', path, tags },
      summary: 'Which mails you want: their topics, and your quiet hours in the time of each cluster',
      responses: { 200: json(Settings, 'Your choice') },
    }),
    async (c) => {
      mustBeSignedIn(c.get('ctx'))
      return c.json(await mailSettings(c.get('ctx')), 200)
    },
  )
  .openapi(
    documented({
      ...{ method: 'put', path, tags },
      summary: 'Choose them anew; equal times: no quiet hours',
      request: body(MailSettings),
      responses: { 200: json(Settings, 'Your choice') },
    }),
    async (c) => {
      await chooseMails(c.get('ctx'), c.req.valid('json'))
      return c.json(await mailSettings(c.get('ctx')), 200)
    },
  )
