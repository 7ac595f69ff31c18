import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder for the data of the journeys' servers, removed at the end. */
    journeysFolder: string
  }
}

/** Where the journeys' databases are. The build is made by the first server, so that a broken one fails journeys only. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'maillage-journeys-'))
  project.provide('journeysFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
