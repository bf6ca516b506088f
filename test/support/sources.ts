import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { projectFile } from '../../src/projectFiles'

/** A file of the project, by its path from the root with forward slashes. */
export interface Source {
  path: string
  text: string
}

export function sourcesIn(folder: string, ending: string): Source[] {
  return readdirSync(projectFile(folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(ending))
    .map(name => path.posix.join(folder, name.replaceAll('\\', '/')))
    .map(name => ({ path: name, text: readFileSync(projectFile(name), 'utf8') }))
}

/** What a TypeScript file imports: packages by name, our own files by path without ending. Types included. */
export function importsOf(source: Source, which: 'all' | 'values' = 'all'): string[] {
  const statements = [...source.text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gms)]
  return statements
    .filter(([, type]) => which === 'all' || type === undefined)
    .map(([, , target]) => target!)
    .map(target =>
      target.startsWith('.') ? path.posix.join(path.posix.dirname(source.path), target) : target,
    )
}
