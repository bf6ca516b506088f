import { parse } from 'csv-parse/sync'
import type { Finding, Statement } from './auditLedger'
import { hub, leastShown, type Menu } from './menu'
import { sha256, type ReleasedFile } from './release'
import { columns } from './requestsTable'

interface Reading {
  statements: Statement[]
  findings: Finding[]
}

/**
 * Reads a released file as its readers do: every number in it, and what is odd about it. A file that is
 * no longer what its hash says may hold anything.
 */
export function readNumbers(file: ReleasedFile, menu: Menu): Reading {
  if (sha256(file.content) !== file.sha256) return odd(`${file.name}: is not what its hash says`)
  const text = file.content.toString('utf8')
  try {
    if (file.name.endsWith('.csv')) return { statements: readTable(text), findings: [] }
    return odd(...strayNumbers(JSON.parse(text), menu).map(path => `${file.name}: ${path}`))
  } catch {
    return odd(`${file.name}: cannot be read`)
  }
}

function odd(...places: string[]): Reading {
  return { statements: [], findings: places.map(where => ({ kind: 'file', where })) }
}

type Row = Record<string, string>

function readTable(text: string): Statement[] {
  const rows: Row[] = parse(text, { columns: true, record_delimiter: '\r\n' })
  if (rows.some(row => Object.keys(row).join() !== columns.join())) throw new Error('not our columns')
  return rows.filter(row => row.count !== '').map(readRow)
}

function readRow({ month, category, count }: Row): Statement {
  if (!/^\d+$/.test(count!)) throw new Error('not a count')
  const cell = category === 'total' ? hub : { table: 'category', key: category! }
  return { ...cell, month: month!, value: Number(count) }
}

/** Where a description holds a number that is not one of the few it is made of. */
function strayNumbers(description: unknown, menu: Menu): string[] {
  const { base } = menu
  const expected: Record<string, unknown> = {
    '.base': base,
    '.shown_as_less_than': leastShown(menu),
    '.possible_error.lowest': -base,
    '.possible_error.highest': base - 1,
  }
  return numbersIn(description, '')
    .filter(({ path, value }) => path !== '.release.number' && expected[path] !== value)
    .map(({ path }) => path)
}

function numbersIn(value: unknown, path: string): { path: string; value: number }[] {
  if (typeof value === 'number') return [{ path, value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => numbersIn(part, `${path}.${name}`))
}
