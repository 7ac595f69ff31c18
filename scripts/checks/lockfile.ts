import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/project.ts'
import type { Check } from './source.ts'

type Versions = Record<string, string>
type Manifest = { dependencies?: Versions; devDependencies?: Versions; optionalDependencies?: Versions }
type Entry = Manifest & { resolved?: string; integrity?: string; link?: boolean }

const groups = ['dependencies', 'devDependencies', 'optionalDependencies'] as const

/** What makes `npm install` work here and `npm ci` fail elsewhere: another registry, or another platform. */
export const checkLockfile: Check = async () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Entry>
  }
  const complaints = [...inexact(manifest), ...outOfStep(manifest, lock.packages[''] ?? {})]
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '') continue
    if (entry.resolved)
      complaints.push(`${path} names the host it came from: run npm install with the project’s .npmrc`)
    if (!entry.integrity && !entry.link) complaints.push(`${path} has no integrity`)
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!isLocked(lock.packages, path, name))
        complaints.push(`${path} lacks ${name}, which another platform needs`)
    }
  }
  return complaints.length > 0 ? complaints.join('\n') : null
}

function inexact(manifest: Manifest): string[] {
  return groups.flatMap((group) =>
    Object.entries(manifest[group] ?? {})
      .filter(([, version]) => !/^\d/.test(version))
      .map(([name, version]) => `package.json asks for ${name} ${version}: name one version`),
  )
}

function outOfStep(manifest: Manifest, locked: Manifest): string[] {
  return groups.flatMap((group) => {
    const names = new Set([...Object.keys(manifest[group] ?? {}), ...Object.keys(locked[group] ?? {})])
    return [...names]
      .filter((name) => manifest[group]?.[name] !== locked[group]?.[name])
      .map(
        (name) => `${name} differs between package.json and package-lock.json: run npm install, then npm ci`,
      )
  })
}

/** Looked up as Node does: beside the package that needs it, then in each folder above. */
function isLocked(packages: Record<string, Entry>, from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules') - 1))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true
    if (folder === '') return false
  }
}
