import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ar } from '../worker/text/ar'
import { fr } from '../worker/text/fr'
import { notices } from '../worker/text/fr/notices'
import { chainFrom, filesOf, lineAt, type Source, tablesOfMigrations } from './support/node/tree.ts'

// What must stay true of the tree, whoever adds to it. Each rule lists what breaks it, with the line to go to.

/** Written directly, without an event: what they hold is no fact of the market, or can be recomputed from the facts. */
const NOT_FACTS = {
  'sign-in and limits': ['auth_challenges', 'auth_sessions', 'api_tokens', 'rate_limits', 'idempotency_keys'],
  'what a person has under way; an import is a fact once it is accepted': ['drafts', 'read_marks', 'imports'],
  'consequences of events, written by consumers and the clock': [
    ...['events', 'dead_letters', 'notices'],
    ...['stream_batches', 'stream_entries', 'stream_looks'],
  ],
  'what a person wants to be told of, and how': [
    ...[
      'saved_searches',
      'saved_search_terms',
      'search_alerts',
      'search_digests',
      'mail_stops',
      'quiet_hours',
    ],
  ],
  'who wants the list of the day, and who got it': ['day_mail_stops', 'day_mail_runs', 'day_mails'],
  'secret addresses, as other tokens; how the reading of calendars goes': [
    'calendar_addresses',
    'feed_reads',
    'feed_texts',
  ],
  projections: [
    'unmet_needs',
    ...[
      'search_docs',
      'search_index',
      'meaning_index',
      'listing_meanings',
      'listing_facts',
      'offer_weeks',
      'booking_weeks',
    ],
    ...[
      'usage_of_kinds',
      'usage_of_offers',
      'usage_of_pairs',
      'usage_of_units',
      'usage_of_posters',
      'open_listings',
    ],
    ...[
      'impact_months',
      'impact_sums',
      'impact_needs',
      'impact_offers',
      'portrait_exchanges',
      'portrait_counts',
    ],
  ],
  'published by others, filled by migrations': [
    'carried_factors',
    'low_codes',
    'low_chapters',
    'rome_codes',
    'exit_acts',
  ],
}
/** Rows that belong to a versioned one and are written in its batch. */
const PARTS_OF_FACTS = [
  'dislikes',
  'listing_capacities',
  'series_dates',
  'shared_job_parts',
  'holds',
  'capacity_checks',
  ...['call_seeds', 'call_lots', 'call_jurors', 'call_amendments', 'application_files'],
  'inventory_photos',
  'pickup_records',
]

const worker = filesOf('worker/**/*.{ts,tsx}')
const web = filesOf('web/**/*.{ts,tsx}')
const tests = filesOf('test/**/*.{ts,tsx}')
const scripts = filesOf('scripts/**/*.{ts,mjs}')

describe('writing', () => {
  it('says of every table whether it holds facts', () => {
    const versioned = [...tablesOfMigrations()].filter(([, columns]) => /\blast_event_id\b/.test(columns))
    const known = [...versioned.map(([name]) => name), ...PARTS_OF_FACTS, ...Object.values(NOT_FACTS).flat()]
    expect([...tablesOfMigrations().keys()].filter((name) => !known.includes(name))).toEqual([])
  })

  it('goes through commit() for every table of facts', () => {
    // The demo makes an operator without anybody to appoint them; nothing under worker/local reaches production.
    const deployed = worker.filter(({ path }) => !path.startsWith('worker/local/'))
    const direct = deployed.flatMap((file) => directWrites(file, (table) => !isNotFact(table)))
    expect(direct).toEqual([])
  })

  it('goes round commit() in no command', () => {
    const commands = worker.filter(({ path }) => path.includes('/commands/'))
    expect(commands.flatMap((file) => found(file, /\bDB\.(prepare|batch|exec)\b/g))).toEqual([])
  })
})

describe('direction of dependencies', () => {
  it('keeps pages out of the features', () => {
    const doors = ['worker/app.ts', 'worker/index.ts']
    const imports = worker.filter(({ path }) => !doors.includes(path) && !path.startsWith('worker/local/'))
    expect(imports.flatMap((file) => found(file, /from '[./]+\/web\//g))).toEqual([])
  })

  it('reaches what is local from the local entry alone', () => {
    const others = [...worker, ...web].filter(({ path }) => !path.startsWith('worker/local/'))
    expect(others.flatMap((file) => found(file, /from '[./\w]*\/local(\/|')/g))).toEqual([])
  })

  it('has no SQL in pages', () => {
    expect(
      web.flatMap((file) => found(file, /\b(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql`/g)),
    ).toEqual([])
  })
})

describe('words', () => {
  it('has no Arabic key that French does not have', () => {
    const french = new Set(keysOf(fr))
    expect(keysOf(ar).filter((key) => !french.has(key))).toEqual([])
  })

  it('has a sentence for every type of event of a cluster', () => {
    const catalogue = filesOf('worker/core/events.ts')[0]?.text ?? ''
    const types = [...catalogue.matchAll(/^ {2}'([a-z_]+\.[a-z_]+)':/gm)].map((match) => match[1] ?? '')
    expect(types.length).toBeGreaterThan(40)
    // What happens to a person alone belongs to no cluster: no journal and no notice tells it.
    const told = types.filter((type) => !type.startsWith('person.'))
    expect(told.filter((type) => !(type in notices.sentences))).toEqual([])
  })
})

describe('what pages send', () => {
  const screens = web.filter(({ path }) => path.endsWith('.tsx'))

  it('has no inline style: the content security policy refuses it', () => {
    expect(screens.flatMap((file) => found(file, /\sstyle=/g))).toEqual([])
  })

  it('has no inline script: data in JSON is the only text a script element may hold', () => {
    const inline =
      /<script(?![^>]*(?:application\/ld\+json|\ssrc=))[^>]*>|\son(?:click|change|input|submit|load|error|key\w+|focus|blur|mouse\w+|pointer\w+|toggle)=/g
    expect(screens.flatMap((file) => found(file, inline))).toEqual([])
  })
})

describe('the files', () => {
  it('stay small enough to be read at once', () => {
    const long = [...worker, ...web, ...tests, ...scripts]
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ path, lines }) => lines > 300 && !isLookedUp(path))
    expect(long).toEqual([])
  })

  it('leave nothing for later', () => {
    const own = [
      ...worker,
      ...web,
      ...scripts,
      ...tests.filter(({ path }) => path !== 'test/architecture.test.ts'),
    ]
    const migrations = filesOf('migrations/*.sql', 'web/styles/*.css', '*.md', 'docs/**/*.md')
    expect([...own, ...migrations].flatMap((file) => found(file, /\b(TODO|FIXME|XXX)\b/g))).toEqual([])
  })

  it('have one number for each migration', () => {
    const names = filesOf('migrations/*').map(({ path }) => basename(path))
    const numbers = names.map((name) => name.slice(0, 4))
    expect(names.filter((name) => !/^\d{4}_[a-z][a-z0-9_]*\.sql$/.test(name))).toEqual([])
    expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([])
  })
})

describe('the documents', () => {
  it('show code that is in the tree', () => {
    const shown = filesOf('CONTRIBUTING.md')[0]?.text ?? ''
    const examples = [...shown.matchAll(/```(?:ts|sql)\n(?:\/\/|--) (\S+)\n([\s\S]*?)```/g)]
    const gone = examples.filter(
      ([, path = '', code = '']) => !spaceless(filesOf(path)[0]?.text).includes(spaceless(code)),
    )
    expect(examples.length).toBeGreaterThan(7)
    expect(gone.map(([, path]) => path)).toEqual([])
  })

  it('list every decision', () => {
    const index = filesOf('docs/decisions/README.md')[0]?.text ?? ''
    const pages = filesOf('docs/decisions/[0-9]*.md').map(({ path }) => basename(path))
    expect(pages.filter((page) => !index.includes(`](${page})`))).toEqual([])
  })
})

/** Lists of words and of columns are looked up, not read from end to end. */
const isLookedUp = (path: string) => path === 'worker/platform/schema.ts' || path.startsWith('worker/text/')

/** What the formatter may change is not compared. */
function spaceless(text = ''): string {
  return text.replace(/\s+/g, '')
}

function found({ path, text }: Source, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => `${path}:${lineAt(text, match.index)} ${match[0].trim()}`)
}

function isNotFact(table: string): boolean {
  const name = table.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return Object.values(NOT_FACTS).flat().includes(name)
}

/** Writes that are run where they are worded, or through the variable they are kept in. */
function directWrites({ path, text }: Source, forbidden: (table: string) => boolean): string[] {
  const places: string[] = []
  for (const match of text.matchAll(/\.(?:insertInto|updateTable|deleteFrom)\(\s*'(\w+)'/g)) {
    if (!forbidden(match[1] ?? '')) continue
    const kept = /(?:const|let) (\w+)(?:: [^=]+)? =\s*(?:\w+\s*)(?:\.\w+\s*)*$/.exec(
      text.slice(0, match.index),
    )
    const isRun =
      /\.execute\w*\(/.test(chainFrom(text, match.index)) ||
      (kept?.[1] !== undefined && new RegExp(`\\b${kept[1]}\\s*\\.execute`).test(text.slice(match.index)))
    if (isRun) places.push(`${path}:${lineAt(text, match.index)} ${match[1]}`)
  }
  return [
    ...places,
    ...found({ path, text }, /sql`\s*(?:insert into|update \w+ set|delete from)[^`]*`\s*\.execute/gi),
  ]
}

function keysOf(words: object, above = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? keysOf(value, `${above}${key}.`)
      : [`${above}${key}`],
  )
}
