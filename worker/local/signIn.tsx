import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { actorOf } from '../platform/context'
import type { AppEnv } from '../platform/http'
import { homeOf, personByEmail } from '../people/queries'
import { startSession } from '../people/session'
import { type DemoPerson, demoPeople } from './people'
import { Shell } from './Shell'

/** Signs demo people in without a mail, as often as one likes. */
export const signIn = new Hono<AppEnv>()

signIn.use('/sign-in/*', csrf())

signIn.get('/sign-in', async (c) => {
  const people = await demoPeople(c.get('ctx'))
  return c.html(
    <Shell title="Demo people">
      {people.length === 0 && <p class="empty">Nobody yet: the demo clusters are not loaded.</p>}
      <ul class="list">
        {people.map((person) => (
          <li class="panel">
            <Who person={person} />
            <p>
              <a href={`/dev/sign-in/${encodeURIComponent(person.email)}`}>{person.email}</a>
            </p>
          </li>
        ))}
      </ul>
    </Shell>,
  )
})

signIn.get('/sign-in/:email', async (c) => {
  const [person] = await demoPeople(c.get('ctx'), c.req.param('email'))
  if (!person) return c.html(<Nobody />, 404)
  return c.html(
    <Shell title={`Sign in as ${person.name}`}>
      <Who person={person} />
      <form method="post">
        <button type="submit" class="b">
          Sign in
        </button>
      </form>
    </Shell>,
  )
})

signIn.post('/sign-in/:email', async (c) => {
  const ctx = c.get('ctx')
  const person = await personByEmail(ctx, c.req.param('email'))
  if (!person || !(await actorOf(ctx, person.id, 'session'))) return c.html(<Nobody />, 404)
  await startSession(c, { personId: person.id })
  return c.redirect(await homeOf({ ...ctx, language: person.language }, person.id), 303)
})

const Who = ({ person }: { person: DemoPerson }) => (
  <p>
    <b>
      <bdi>{person.name}</bdi>
    </b>
    {', '}
    {person.roles.map((role, i) => (
      <>
        {i > 0 && ' · '}
        <bdi>{role}</bdi>
      </>
    ))}
  </p>
)

const Nobody = () => (
  <Shell title="Nobody here has this address">
    <p>The demo people are on the list below.</p>
  </Shell>
)
