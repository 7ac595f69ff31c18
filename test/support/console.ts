import { afterEach, beforeEach, expect } from 'vitest'

/**
 * A test that writes to the console fails: what a reader must ignore hides what they must see. One that provokes a
 * log on purpose says so by taking it: `expect(takeConsole()).toEqual(['…'])`.
 */
const methods = ['debug', 'info', 'log', 'warn', 'error'] as const
const originals = new Map(methods.map((method) => [method, console[method]]))
let written: string[] = []

beforeEach(() => {
  written = []
  for (const method of methods)
    console[method] = (...parts: unknown[]) => void written.push(parts.map(asText).join(' '))
})

afterEach(() => {
  for (const [method, original] of originals) console[method] = original
  const lines = takeConsole()
  expect(lines, 'The test wrote to the console: take it with takeConsole() if it is meant').toEqual([])
})

/** What was written to the console since the test began, or since the last call. */
export function takeConsole(): string[] {
  const lines = written
  written = []
  return lines
}

/** Leaves out lines that say nothing of what is tested. */
export function forget(lines: RegExp): void {
  written = written.filter((line) => !lines.test(line))
}

function asText(part: unknown): string {
  if (typeof part === 'string') return part
  if (part instanceof Error) return part.message
  return JSON.stringify(part) ?? String(part)
}
