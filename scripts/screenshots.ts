import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { command, root, Stop, say } from './lib/project.ts'
import { people } from './weigh/demo.ts'
import { makeWorld, type World } from './weigh/world.ts'

type Picture = {
  file: string
  width: number
  height: number
  as?: string
  path: (world: World) => Promise<string>
}

/** The two pictures of the README. */
const pictures: Picture[] = [
  {
    file: 'search-1280.png',
    width: 1280,
    height: 780,
    path: async () => '/fr/pole-seine/search?kind=equipment',
  },
  { file: 'booking-360.png', width: 360, height: 1000, as: people.borrower, path: aRoomToBook },
]
const MOST = 150_000

await command(async () => {
  const folder = join(root, 'docs', 'screens')
  await mkdir(folder, { recursive: true })
  const world = await makeWorld()
  try {
    for (const picture of pictures) {
      const { file, width, height, as } = picture
      const storageState = await world.signedIn(as)
      const context = await world.browser.newContext({
        viewport: { width, height },
        storageState,
        locale: 'fr-FR',
      })
      const page = await context.newPage()
      await page.goto(world.server.url + (await picture.path(world)), { waitUntil: 'networkidle' })
      const png = await page.screenshot()
      await context.close()
      if (png.length > MOST)
        throw new Stop(`${file} has ${png.length} bytes, at most ${MOST}: make its window smaller.`)
      await writeFile(join(folder, file), png)
      say(`docs/screens/${file}: ${png.length} bytes`)
    }
  } finally {
    await world.end()
  }
})

/** A room that is booked by the hour, by someone who may. */
async function aRoomToBook(world: World): Promise<string> {
  const id = await world.value(
    `SELECT l.id FROM listings l JOIN clusters c ON c.id = l.cluster_id AND c.slug = 'pole-seine'
     WHERE l.direction = 'offer' AND l.kind = 'space' AND l.status = 'published' AND l.grain = 'hour'
     ORDER BY (SELECT count(*) FROM bookings b WHERE b.listing_id = l.id) DESC, l.id LIMIT 1`,
  )
  return `/fr/pole-seine/offers/${id}/book`
}
