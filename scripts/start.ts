import { loadDemoWhenEmpty, showAddresses } from './lib/demo.ts'
import { command, dataFolder, wantedPort } from './lib/project.ts'
import { startServer } from './lib/server.ts'

await command(async () => {
  const server = await startServer({ data: dataFolder, port: wantedPort() })
  await loadDemoWhenEmpty(server, server.empty, dataFolder)
  await showAddresses(server.url)
})
