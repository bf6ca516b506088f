import { stringify } from 'csv-stringify/sync'

/** Rows as CSV after RFC 4180: UTF-8 without BOM, comma, CRLF. Texts are made inert, numbers stay bare. */
export function toCsv(rows: (string | number)[][]): string {
  return stringify(
    rows.map(row => row.map(cell => (typeof cell === 'string' ? inertText(cell) : cell))),
    { record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  )
}

/**
 * Quotes with `'` what a spreadsheet would take for a formula: `=`, `+`, `-`, `@`, also full-width and
 * small, at the beginning or after what some settings take for the end of a cell. A Russian Excel splits
 * at `;` and does not see our quotation marks, so the inside of a label matters too. csv-stringify's
 * escape_formulas looks at the first character alone.
 */
export function inertText(text: string): string {
  const marked = text
    .split(cellEnds)
    .map(part => (startsFormula.test(part) ? `'${part}` : part))
    .join('')
  return /^[\t\r\0]/.test(marked) ? `'${marked}` : marked
}

/** In parentheses, so that `split` keeps them. */
const cellEnds = /([;\t\r\n])/

/** Spaces, quotation marks and invisible characters before the sign do not disarm it everywhere. */
const startsFormula = /^["\s\p{C}]*[=+\-@＝＋－＠﹦﹢﹣﹫]/u
