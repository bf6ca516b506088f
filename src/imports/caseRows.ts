import { parseMonth, type Month } from '../calendar/month'
import { multipleFields, singleFields, taxonomyField, type CaseFacts, type CaseField } from '../cases/case'
import { mayHave, parseCaseDraft } from '../cases/caseDraft'
import { termsOf, type Taxonomy } from '../taxonomy/taxonomy'
import type { Form } from '../web/form'
import { readCaseTable, type CaseTableRow } from './caseTable'
import { limits } from './importFormat'
import type { ImportProblem } from './importProblem'

export type ReadCases = { ok: true; cases: CaseFacts[] } | { ok: false; problems: ImportProblem[] }

/** The cases a file stands for, or everything that is wrong with it, in the order of the lines. */
export function readCases(bytes: Uint8Array, taxonomy: Taxonomy, thisMonth: Month): ReadCases {
  const table = readCaseTable(bytes)
  const problems = [...table.problems]
  const cases: CaseFacts[] = []
  for (const row of table.rows) {
    const read = readRow(row, taxonomy, thisMonth)
    if (!read.ok) problems.push(...read.problems)
    else if (cases.length <= limits.cases) cases.push(...read.cases)
  }
  if (cases.length > limits.cases) problems.push({ key: 'import.problem.too_many_cases' })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, cases }
}

function readRow(row: CaseTableRow, taxonomy: Taxonomy, thisMonth: Month): ReadCases {
  const { line, cells } = row
  const draft = parseCaseDraft(formOf(cells), taxonomy, thisMonth)
  const count = readCount(cells.count)
  const problems: ImportProblem[] = []
  if (row.stray) problems.push({ line, key: 'import.problem.stray' })
  // To the form an empty month is this month; years of old requests must not all land there.
  if (cells.month?.trim() === '')
    problems.push({ line, column: 'month', key: 'import.problem.month_missing' })
  if (!draft.ok) problems.push(...draftProblems(row, draft.problems, { taxonomy, thisMonth }))
  if (count === undefined)
    problems.push({ line, column: 'count', value: cells.count!, key: 'import.problem.count' })
  if (!draft.ok || count === undefined || problems.length > 0) return { ok: false, problems }
  return { ok: true, cases: Array.from({ length: count }, () => draft.value) }
}

function formOf(cells: CaseTableRow['cells']): Form {
  const several = multipleFields.map(field => [field, codesIn(cells[field])])
  return { ...cells, ...(Object.fromEntries(several) as Form) }
}

function codesIn(cell = ''): string[] {
  return cell.split(/[\s;|,]+/).filter(code => code !== '')
}

function readCount(cell = ''): number | undefined {
  if (cell.trim() === '') return 1
  const count = /^\d{1,5}$/.test(cell.trim()) ? Number(cell) : 0
  return count >= 1 && count <= limits.perRow ? count : undefined
}

interface Words {
  taxonomy: Taxonomy
  thisMonth: Month
}

/** The form's problems by column, each wrong code by itself. */
function draftProblems(
  { line, cells }: CaseTableRow,
  problems: Record<string, string>,
  words: Words,
): ImportProblem[] {
  return Object.entries(problems).flatMap(([column, caseKey]) => {
    const key = caseKey.replace(/^case\./, 'import.')
    const cell = cells[column as CaseField | 'month'] ?? ''
    if (!codeKeys.includes(key)) return [{ line, column, value: cell, key }]
    const month = parseMonth(cells.month?.trim())
    return codeProblems(column as CaseField, cell, month, words).map(problem => ({ ...problem, line }))
  })
}

const codeKeys = ['import.problem.unknown_code', 'import.problem.not_in_use']

/** Each code of a cell that there is not, and each that is not in use in the month of the row. */
function codeProblems(
  field: CaseField,
  cell: string,
  month: Month | undefined,
  { taxonomy, thisMonth }: Words,
): ImportProblem[] {
  const terms = termsOf(taxonomy, taxonomyField(field))
  const isSingle = (singleFields as readonly string[]).includes(field)
  return (isSingle ? [cell.trim()] : codesIn(cell)).flatMap((value): ImportProblem[] => {
    const term = terms.find(one => one.code === value)
    if (!term) return [{ column: field, value, key: 'import.problem.unknown_code' }]
    if (!month || mayHave(field, term, month, thisMonth)) return []
    return [{ column: field, value, month, key: 'import.problem.not_in_use' }]
  })
}
