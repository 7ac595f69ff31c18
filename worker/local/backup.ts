import { SAVED, SET_ASIDE } from './saved'

// A copy of what can not be recomputed, as SQL that both `npm run restore` and `wrangler d1 execute --file` take.

/** D1 takes statements of up to 100 kB: a statement is closed when it has so many bytes, and a longer text is cut. */
const WANTED = 50_000
const PIECE = 15_000 // characters: at most 60,000 bytes

type Row = Record<string, unknown>

export interface Backup {
  statements: string[]
  /** Keys of the photos the rows name. */
  photos: string[]
}

/** Reads every saved table in one transaction, and words it as statements that make the same rows in an empty database. */
export async function dump(d1: D1Database): Promise<Backup> {
  const shapes = new Map<string, Shape>()
  for (const table of SAVED) shapes.set(table, await shapeOf(d1, table))
  const shape = (table: string) => shapes.get(table) ?? { table, columns: [], key: [] }
  const [trigger, ...tables] = await d1.batch<Row>([
    d1.prepare(`SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = '${SET_ASIDE}'`),
    ...SAVED.map((table) => d1.prepare(`SELECT ${names(shape(table).columns)} FROM "${table}"`)),
  ])
  const rowsOf = (table: (typeof SAVED)[number]) => tables[SAVED.indexOf(table)]?.results ?? []
  return {
    photos: [
      ...rowsOf('photos').map((row) => row.id),
      ...rowsOf('handovers').flatMap((row) => row.photo_id ?? []),
      ...rowsOf('plans').flatMap((row) => row.picture_id ?? []),
      ...rowsOf('site_documents').map((row) => row.id),
      ...rowsOf('leads').flatMap((row) => row.photo_id ?? []),
      ...rowsOf('application_files').map((row) => row.id),
      ...rowsOf('inventory_photos').map((row) => row.id),
    ].map(String),
    statements: [
      `DROP TRIGGER ${SET_ASIDE};`,
      ...SAVED.flatMap((table) => inserts(shape(table), rowsOf(table))),
      `${String(trigger?.results[0]?.sql)};`,
    ],
  }
}

/** Names of the migrations a database has: a copy is restored into one that has the same. */
export async function migrationsOf(d1: D1Database): Promise<string[]> {
  const { results } = await d1.prepare('SELECT name FROM d1_migrations ORDER BY name').all<Row>()
  return results.map((row) => String(row.name))
}

/** Whether nobody and nothing is there yet: only such a database is restored into. */
export async function isEmpty(d1: D1Database): Promise<boolean> {
  const found = 'SELECT 1 FROM people UNION ALL SELECT 1 FROM clusters UNION ALL SELECT 1 FROM events LIMIT 1'
  return (await d1.prepare(found).first()) === null
}

/** All of it or nothing: one transaction, so that the clock never sees half of a market. */
export async function restore(d1: D1Database, statements: readonly string[]): Promise<void> {
  await d1.batch(statements.map((statement) => d1.prepare(statement)))
}

interface Shape {
  table: string
  columns: string[]
  /** The columns of the primary key. */
  key: string[]
}

/** Generated columns are not among them: the database fills those itself. */
async function shapeOf(d1: D1Database, table: string): Promise<Shape> {
  const { results } = await d1.prepare('SELECT name, pk FROM pragma_table_info(?)').bind(table).all<Row>()
  const columns = results.map((row) => String(row.name))
  return { table, columns, key: results.filter((row) => row.pk !== 0).map((row) => String(row.name)) }
}

const names = (columns: readonly string[]) => columns.map((name) => `"${name}"`).join(', ')

/** Several rows in each statement, as long as it stays short; the rest of a long text is added to its row afterwards. */
function inserts(shape: Shape, rows: readonly Row[]): string[] {
  const { table, columns } = shape
  const statements: string[] = []
  let values: string[] = []
  let size = 0
  const close = () => {
    if (values.length > 0)
      statements.push(`INSERT INTO "${table}" (${names(columns)}) VALUES\n${values.join(',\n')};`)
    values = []
    size = 0
  }
  for (const row of rows) {
    const value = `(${columns.map((name) => literal(firstPiece(row[name]), table)).join(', ')})`
    size += new TextEncoder().encode(value).length
    if (size > WANTED) close()
    values.push(value)
    const rest = columns.flatMap((column) => appends(shape, row, column))
    if (rest.length === 0) continue
    close()
    statements.push(...rest)
  }
  close()
  return statements
}

const firstPiece = (value: unknown) => (typeof value === 'string' ? pieces(value)[0] : value)

function appends({ table, key }: Shape, row: Row, column: string): string[] {
  const value = row[column]
  if (typeof value !== 'string') return []
  const which = key.map((name) => `"${name}" = ${literal(row[name], table)}`).join(' AND ')
  return pieces(value)
    .slice(1)
    .map(
      (piece) =>
        `UPDATE "${table}" SET "${column}" = "${column}" || ${literal(piece, table)} WHERE ${which};`,
    )
}

/** Never between the two halves of one character. */
function pieces(text: string): string[] {
  if (text.length <= PIECE) return [text]
  const half = /[\uD800-\uDBFF]/.test(text[PIECE - 1] ?? '') ? PIECE - 1 : PIECE
  return [text.slice(0, half), ...pieces(text.slice(half))]
}

function literal(value: unknown, table: string): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  throw new Error(`The table ${table} holds a ${typeof value}, which a backup can not word`)
}
