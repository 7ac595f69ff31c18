import { join } from 'node:path'
import { runnerImport } from 'vite'
import { root } from './project.ts'

/** A module of worker/ in this process, read as the build reads it: for what is pure and needs no database. */
export async function fromSource<T>(path: string): Promise<T> {
  const { module } = await runnerImport<T>(join(root, path), {
    ...{ root, configFile: false, logLevel: 'error' },
  })
  return module
}
