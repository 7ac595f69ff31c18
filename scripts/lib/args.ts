import { parseArgs } from 'node:util'
import { Stop } from './project.ts'

/** What a command was given, or its usage and the reason. */
export function readArgs(
  args: string[],
  usage: string,
  options: Record<string, { type: 'string' | 'boolean' }> = {},
) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : String(error)}\n${usage}`, 2)
  }
}
