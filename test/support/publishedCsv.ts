import type { CaseFacts } from '../../src/cases/case'
import { inventCases } from '../../src/demo/inventCases'
import { readPublishedFigures } from '../../src/demo/publishedFigures'

/** A spreadsheet with a row for each invented case, so that its figures are the published ones. */
export function publishedCsv(): string {
  const cases = inventCases(readPublishedFigures())
  const columns = Object.keys(cases[0]!) as (keyof CaseFacts)[]
  const rows = cases.map(one => columns.map(column => cellOf(one[column])).join(','))
  return [columns.join(','), ...rows, ''].join('\r\n')
}

function cellOf(value: string | string[] | null): string {
  return Array.isArray(value) ? value.join(' ') : (value ?? '')
}
