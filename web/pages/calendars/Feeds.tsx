import type { Feed } from '../../../worker/calendars/feeds'
import type { FeedInput } from '../../../worker/calendars/input'
import type { Capacity } from '../../../worker/listings/queries'
import { ErrorSummary, Field, type FormErrors, Select } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'

export type TypedFeed = Pick<FeedInput, 'name' | 'address' | 'capacityId'>

interface Props {
  v: View
  path: string
  feeds: readonly Feed[]
  capacities: readonly Capacity[]
  typed?: TypedFeed
  errors?: FormErrors
}

/** Calendars from elsewhere: what each closes, what it could not, and how to add one. */
export function Feeds({ v, path, feeds, capacities, typed, errors }: Props) {
  const t = v.t.calendars.feeds
  const labelOf = (feed: Feed) =>
    capacities.length > 1 ? capacities.find((one) => one.id === feed.capacityId)?.label : undefined
  return (
    <section class="panel st" aria-labelledby="feeds">
      <h2 id="feeds">{t.title}</h2>
      <p class="q">{t.lead}</p>
      {feeds.length === 0 ? (
        <p class="q sm">{t.none}</p>
      ) : (
        <ul class="st wide-gap">
          {feeds.map((feed) => (
            <FeedLine v={v} path={`${path}/${feed.id}`} feed={feed} label={labelOf(feed)} />
          ))}
        </ul>
      )}
      <details open={errors !== undefined || feeds.length === 0}>
        <summary>{t.add}</summary>
        <form method="post" action={path} enctype="multipart/form-data" class="st" novalidate>
          <ErrorSummary v={v} errors={errors} />
          <Field
            {...{
              name: 'name',
              label: t.name,
              hint: t.nameHint,
              value: typed?.name,
              error: errors?.fields.name,
            }}
            {...{ maxlength: 60, required: true, dir: 'auto' }}
          />
          {capacities.length > 1 && (
            <Select
              {...{
                name: 'capacityId',
                label: t.what,
                value: typed?.capacityId,
                error: errors?.fields.capacityId,
              }}
              choices={capacities.map((one) => ({ value: one.id, label: one.label }))}
            />
          )}
          <Field
            {...{ name: 'address', label: t.address, hint: t.addressHint, value: typed?.address }}
            {...{
              error: errors?.fields.address,
              type: 'url',
              maxlength: 2000,
              dir: 'ltr',
              autocomplete: 'off',
            }}
          />
          <Field
            {...{ name: 'file', label: t.file, hint: t.fileHint, error: errors?.fields.file }}
            {...{ type: 'file', accept: '.ics,text/calendar' }}
          />
          <p>
            <button type="submit" class="b b2">
              {t.act}
            </button>
          </p>
        </form>
      </details>
    </section>
  )
}

function FeedLine({
  v,
  path,
  feed,
  label,
}: {
  v: View
  path: string
  feed: Feed
  label: string | undefined
}) {
  const t = v.t.calendars.feeds
  const { report, problem } = feed
  const { closures = 0, ignored = 0, until } = report
  const host = feed.address && URL.canParse(feed.address) ? new URL(feed.address).hostname : t.fromFile
  return (
    <li class="st">
      <div>
        <h3>
          <bdi>{feed.name}</bdi>
        </h3>
        <p class="hint">
          {label && (
            <>
              <bdi>{label}</bdi>
              {' · '}
            </>
          )}
          <bdi>{host}</bdi>
          {feed.readAt && ` · ${t.readAt(v.f.relative(feed.readAt, v.ctx.now))}`}
          {until && !feed.address && ` · ${t.until(v.f.date(until))}`}
        </p>
      </div>
      {problem && (
        <p class="note late">
          <Icon name="circle-alert" />
          <span>
            {t.failing(feed.failures)}{' '}
            {v.t.errors.fields[problem]?.(undefined, v.f) ?? v.t.errors.fields.not_ics?.(undefined, v.f)}{' '}
            {feed.dueAt && t.next(v.f.relative(feed.dueAt, v.ctx.now))}
          </span>
        </p>
      )}
      <p>
        {t.closes(closures, v.f.number(closures))} {ignored > 0 && t.ignored(ignored, v.f.number(ignored))}
      </p>
      <Left v={v} report={report} />
      <div class="row">
        {feed.address && (
          <form method="post" action={`${path}/refresh`}>
            <button type="submit" class="b b2" aria-label={t.refreshThat(feed.name)}>
              {t.refresh}
            </button>
          </form>
        )}
        <form method="post" action={`${path}/remove`}>
          <button type="submit" class="b b3" aria-label={t.removeThat(feed.name)}>
            {t.remove}
          </button>
        </form>
      </div>
    </li>
  )
}

/** What closes nothing: it falls on bookings, or can not be made out. */
function Left({ v, report }: { v: View; report: Feed['report'] }) {
  const t = v.t.calendars.feeds
  const { collisions = 0, left = [], remarks = [] } = report
  return (
    <>
      {collisions > 0 && (
        <div class="note ask">
          <Icon name="triangle-alert" />
          <div>
            <p>{t.left(collisions, v.f.number(collisions))}</p>
            <ul>
              {left.map((span) => (
                <li>{capital(v.f.span(span.startsAt, span.endsAt, v.ctx.now))}</li>
              ))}
              {collisions > left.length && <li>{t.more(v.f.number(collisions - left.length))}</li>}
            </ul>
            <p>
              <a href={v.href('/agenda')}>{v.t.common.agenda}</a>
            </p>
          </div>
        </div>
      )}
      {remarks.length > 0 && (
        <ul class="hint">
          {remarks.map(({ code, value }) => (
            <li>{t.remarks[code](code === 'cut' ? v.f.date(value) : value)}</li>
          ))}
        </ul>
      )}
    </>
  )
}
