import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readArgs } from './lib/args.ts'
import { call } from './lib/call.ts'
import { pathOf, photosFolder, readCopy, typeOf } from './lib/copy.ts'
import { command, Stop, say } from './lib/project.ts'
import { restoreRemote } from './lib/remote.ts'
import { type Server, withServer } from './lib/server.ts'

const usage =
  'Usage: npm run restore -- FILE [--remote]   (into an empty database; then recomputes every projection)'

await command(async (args) => {
  const { values, positionals } = readArgs(args, usage, { remote: { type: 'boolean' } })
  const [file, ...more] = positionals
  if (!file || more.length > 0) throw new Stop(usage, 2)
  const path = pathOf(file)
  const copy = await readCopy(path)
  if (values.remote) return restoreRemote(path, copy, photosFolder(path))
  await withServer(async (server) => {
    await call(server, '/dev/restore', copy)
    const photos = await restorePhotos(server, photosFolder(path))
    say('Recomputing what the copy leaves out…')
    await call(server, '/dev/rebuild')
    process.stdout.write(`${copy.statements.length} statements, ${photos} photos restored\n`)
  })
})

async function restorePhotos(server: Server, folder: string): Promise<number> {
  const ids = existsSync(folder) ? await readdir(folder) : []
  for (const id of ids) {
    const body = await readFile(join(folder, id))
    const headers = { 'x-local-key': server.key, 'content-type': typeOf(body) }
    const answer = await fetch(`${server.url}/dev/photos/${id}`, { method: 'PUT', headers, body })
    if (!answer.ok)
      throw new Stop(`The photo ${id} was refused (${answer.status}): run the same command again.`)
  }
  return ids.length
}
