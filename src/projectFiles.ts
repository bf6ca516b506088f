import { existsSync } from 'node:fs'
import path from 'node:path'

/**
 * The path of a file that ships with Tropa (a view, a locale, a migration's source). The code runs from
 * `src/` under test and from `dist/src/` otherwise, so the root is found by its package.json.
 */
export function projectFile(...parts: string[]): string {
  return path.join(root, ...parts)
}

const root = findRoot(__dirname)

function findRoot(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : findRoot(path.dirname(folder))
}
