import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './project.ts'

/**
 * A module of the Worker that needs nothing but JavaScript (rules and schemas), by its path under worker/ without ".ts". Node reads
 * TypeScript but wants whole names of files, which the Worker's own imports leave out.
 */
export async function importOfWorker<T>(path: string): Promise<T> {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const isOurs =
        specifier.startsWith('.') && !specifier.endsWith('.ts') && context.parentURL?.includes('/worker/')
      return next(isOurs ? `${specifier}.ts` : specifier, context)
    },
  })
  try {
    return (await import(pathToFileURL(join(root, 'worker', `${path}.ts`)).href)) as T
  } finally {
    hooks.deregister()
  }
}
