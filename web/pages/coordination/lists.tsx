import type { Usage } from '../../../worker/dashboards/queries'
import type { ListedListing } from '../../../worker/dashboards/queriesOfLists'
import { Icon, KIND_ICON } from '../../components/Icon'
import type { View } from '../../view'
import { countedHref } from './asked'

/** What is open and not used, and what nobody has: the five that wait longest. */
export function AsleepList({ v, u }: { v: View; u: Usage }) {
  const { asleep } = v.t.dashboards
  const when = (one: ListedListing) =>
    one.lastBookedAt ? asleep.last(v.f.date(one.lastBookedAt)) : asleep.never(v.f.date(one.publishedAt))
  return <List v={v} u={u} name="asleep" items={u.asleep} path="/offers/" about={when} />
}

export function UnmatchedList({ v, u }: { v: View; u: Usage }) {
  const { unmatched } = v.t.dashboards
  const about = (one: ListedListing) => unmatched.since(v.f.date(one.publishedAt))
  return <List v={v} u={u} name="unmatched" items={u.unmatched} path="/needs/" about={about} />
}

interface Props {
  v: View
  u: Usage
  name: 'asleep' | 'unmatched'
  items: ListedListing[]
  path: string
  about: (one: ListedListing) => string
}

function List({ v, u, name, items, path, about }: Props) {
  const words = v.t.dashboards[name]
  return (
    <section class="panel st full2" aria-labelledby={`l-${name}`}>
      <h2 id={`l-${name}`}>{words.title}</h2>
      <p class="q sm">{words.lead}</p>
      {items.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <>
          <ol>
            {items.map((one) => (
              <li class={`${one.kind} ur`}>
                <Icon name={KIND_ICON[one.kind]} />
                <a href={v.href(path + one.id)}>
                  <bdi lang={one.language === v.language ? undefined : one.language}>{one.title}</bdi>
                </a>
                <span class="q sm">
                  <bdi>{one.organisationName}</bdi>
                  {v.language === 'ar' ? '، ' : ', '}
                  {about(one)}
                </span>
              </li>
            ))}
          </ol>
          <p>
            <a href={countedHref(v, u.period, { what: name })}>{v.t.dashboards.all}</a>
          </p>
        </>
      )}
    </section>
  )
}
