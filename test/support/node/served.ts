import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { build } from '../../../scripts/lib/build.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder for the data of the journeys' servers, removed at the end. */
    journeysFolder: string
  }
}

/** Builds once, so that each journey only has to start a server over an empty folder. */
export default async function setup(project: TestProject): Promise<() => void> {
  await build('local')
  const folder = mkdtempSync(join(tmpdir(), 'maillage-journeys-'))
  project.provide('journeysFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
