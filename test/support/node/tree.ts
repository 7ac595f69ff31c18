import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../scripts/lib/project.ts'

/** A file of the tree, as the rules about the tree read it. */
export type Source = { path: string; text: string }

/** The files that match, in order, without what a build or a run leaves behind. */
export function filesOf(...patterns: string[]): Source[] {
  return patterns
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** The tables (virtual ones too) that the migrations leave, with their columns' text. */
export function tablesOfMigrations(): Map<string, string> {
  const tables = new Map<string, string>()
  const statement =
    /CREATE (?:VIRTUAL )?TABLE (?:IF NOT EXISTS )?(\w+)([^;]*);|ALTER TABLE (\w+) RENAME TO (\w+)|DROP TABLE (?:IF EXISTS )?(\w+)/gi
  for (const { text } of filesOf('migrations/*.sql')) {
    for (const [, made, body, before, after, dropped] of text.replace(/--.*$/gm, '').matchAll(statement)) {
      if (made) tables.set(made, body ?? '')
      if (dropped) tables.delete(dropped)
      if (before && after) {
        tables.set(after, tables.get(before) ?? '')
        tables.delete(before)
      }
    }
  }
  return tables
}

/** The 1-based line of an offset, for a message that leads there. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Where a method chain that begins at an offset ends: `db.a(…).b(…)`, parentheses and strings inside arguments skipped. */
export function chainFrom(text: string, start: number): string {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === "'" || char === '"' || char === '`') at = endOfString(text, at)
    else if ('([{'.includes(char)) depth++
    else if (')]}'.includes(char)) {
      if (depth === 0) return text.slice(start, at)
      depth--
    } else if (depth === 0 && /[,;\n]/.test(char) && !/^\s*\??\./.test(text.slice(at + 1)) && char !== '.') {
      return text.slice(start, at)
    }
  }
  return text.slice(start)
}

function endOfString(text: string, start: number): number {
  const quote = text[start]
  let at = start + 1
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' ? 2 : 1
  return at
}
