import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { unstable_splitSqlQuery as splitSql } from 'wrangler'
import { Stop } from './project.ts'

/** A copy of the data: SQL with two lines before it, and the photos in a folder beside it. */
export type Copy = { migrations: string[]; statements: string[] }

const title = '-- Maillage, copy of '
const list = '-- migrations: '

export function asFile({ migrations, statements }: Copy, now: Date): string {
  return [title + now.toISOString(), list + migrations.join(' '), ...statements, ''].join('\n')
}

export async function readCopy(path: string): Promise<Copy> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Stop(
      `There is no file ${path} that can be read: give the path of a copy made by npm run backup.`,
    )
  })
  const [first = '', second = ''] = text.split('\n', 2)
  if (!first.startsWith(title) || !second.startsWith(list))
    throw new Stop(`${path} is no copy made by npm run backup: its first two lines say nothing of it.`)
  return { migrations: second.slice(list.length).split(' '), statements: splitSql(text) }
}

/** npm runs a command in the project's folder; the file's name is relative to where it was typed. */
export function pathOf(file: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), file)
}

export function photosFolder(path: string): string {
  return `${path}.photos`
}

/** By its first bytes, as it was checked when it was added. */
export function typeOf(photo: Buffer): string {
  if (photo.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg'
  if (photo.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf'
  if (photo.subarray(1, 4).toString('latin1') === 'PNG') return 'image/png'
  return photo.subarray(8, 12).toString('latin1') === 'WEBP' ? 'image/webp' : 'application/octet-stream'
}
