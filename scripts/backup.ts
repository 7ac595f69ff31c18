import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readArgs } from './lib/args.ts'
import { call } from './lib/call.ts'
import { asFile, type Copy, pathOf, photosFolder } from './lib/copy.ts'
import { command, Stop } from './lib/project.ts'
import { backupRemote } from './lib/remote.ts'
import { type Server, withServer } from './lib/server.ts'

const usage =
  'Usage: npm run backup -- FILE [--remote]   (every table that cannot be recomputed, as SQL; photos in FILE.photos)'

await command(async (args) => {
  const { values, positionals } = readArgs(args, usage, { remote: { type: 'boolean' } })
  const [file, ...more] = positionals
  if (!file || more.length > 0) throw new Stop(usage, 2)
  const path = pathOf(file)
  for (const taken of [path, photosFolder(path)])
    if (existsSync(taken)) throw new Stop(`${taken} exists: name a file that does not.`)
  const { copy, photos } = values.remote
    ? await backupRemote(photosFolder(path))
    : await withServer((server) => backupLocal(server, photosFolder(path)))
  // Named last: a copy that was interrupted is not taken for a whole one.
  await writeFile(`${path}.part`, asFile(copy, new Date()), { mode: 0o600 })
  await rename(`${path}.part`, path)
  process.stdout.write(`${path}: ${copy.statements.length} statements, ${photos} photos\n`)
})

async function backupLocal(server: Server, folder: string): Promise<{ copy: Copy; photos: number }> {
  const { photos, ...copy } = await call<Copy & { photos: string[] }>(server, '/dev/backup')
  if (photos.length > 0) await mkdir(folder, { recursive: true })
  let saved = 0
  for (const id of photos) {
    const answer = await fetch(`${server.url}/dev/photos/${id}`, { headers: { 'x-local-key': server.key } })
    // A row whose picture is missing is kept as it is: the page shows its drawing.
    if (!answer.ok) continue
    await writeFile(join(folder, id), Buffer.from(await answer.arrayBuffer()))
    saved++
  }
  return { copy, photos: saved }
}
