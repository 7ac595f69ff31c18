import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { root } from './project.ts'

export type Ended = { code: number; output: string }

export type RunOptions = { env?: Record<string, string>; quiet?: boolean }

/** Runs a program with this Node, in the project's folder. Quiet: its output is kept, to be shown if it fails. */
export function runNode(args: string[], options: RunOptions = {}): Promise<Ended> {
  return runProgram(process.execPath, args, options)
}

export function runProgram(program: string, args: string[], options: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...quietTools, ...(options.quiet ? { NO_COLOR: '1' } : {}), ...options.env },
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['inherit', 'inherit', 'inherit'],
    })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output: stripVTControlCharacters(output) }))
  })
}

/** No look-up of the machine's place at start, no banner, no metrics, no log files in the home folder. */
export const quietTools = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_WRITE_LOGS: 'false',
}
