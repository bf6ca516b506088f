import BetterSqlite3 from 'better-sqlite3'
import { addMonths, monthDistance } from '../../src/calendar/month'
import { detailFields, type CaseFacts } from '../../src/cases/case'
import { monthOnly } from '../../src/cases/changeOrder'
import { likenessOf } from '../../src/cases/likeness'
import { inventCases } from '../../src/demo/inventCases'
import { readPublishedFigures } from '../../src/demo/publishedFigures'
import { base32 } from '../../src/vault/base32'

/** The requests of the demo, and before them the same once more, so that there are `length` months of them. */
export function inventLongTime(length: number): CaseFacts[] {
  const cases = inventCases(readPublishedFigures())
  const [first, last] = [cases[0]!.month, cases.at(-1)!.month]
  const from = addMonths(last, 1 - length)
  const before = cases.map(one => ({ ...one, month: addMonths(one.month, -1 - monthDistance(first, last)) }))
  return [...before, ...cases].filter(one => one.month >= from)
}

/**
 * Fills a migrated database with so many cases, which have the facts of `pattern` over and over, and with the counts
 * that follow from them. Nobody else may have it open; a crash leaves it broken.
 */
export function fillWithCases(file: string, count: number, pattern: CaseFacts[], recorders: string[]): void {
  const sqlite = new BetterSqlite3(file)
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -1000000'])
    sqlite.pragma(pragma)
  sqlite.transaction(() => insertCases(sqlite, count, pattern, recorders))()
  for (const sql of countings) sqlite.exec(sql)
  sqlite.close()
}

function insertCases(
  sqlite: BetterSqlite3.Database,
  count: number,
  pattern: CaseFacts[],
  recorders: string[],
): void {
  const insertCase = sqlite.prepare(`
    INSERT INTO cases (id, code, month, category, ${detailFields.join(', ')}, recorded_by, assigned_to, version,
      change_order, closed_month, reopenings, likeness)
    VALUES (?, ?, ?, ?, ${detailFields.map(() => '?').join(', ')}, ?, NULL, 1, ?, ?, ?, ?)`)
  const insertNeed = sqlite.prepare('INSERT INTO case_needs (case_id, need) VALUES (?, ?)')
  const insertSituation = sqlite.prepare('INSERT INTO case_situations (case_id, situation) VALUES (?, ?)')
  const likenesses = pattern.map(likenessOf)
  // Every so many-th of the pattern, so that few cases too are spread over all months.
  const stride = strideThrough(pattern.length)
  for (let i = 0; i < count; i++) {
    const at = (i * stride) % pattern.length
    const facts = pattern[at]!
    const id = idOf(i, count)
    const details = detailFields.map(field => facts[field])
    const closed = facts.status === 'closed' ? facts.month : null
    const rest = [monthOnly(facts.month), closed, i % 50 === 0 && closed ? 1 : 0, likenesses[at]]
    insertCase.run(
      id,
      codeOf(i),
      facts.month,
      facts.category,
      ...details,
      recorders[i % recorders.length],
      ...rest,
    )
    for (const need of facts.needs) insertNeed.run(id, need)
    for (const situation of facts.situations) insertSituation.run(id, situation)
  }
}

/** Like a UUID; in ascending order, because rows that go to the end of a table are written many times faster. */
function idOf(i: number, count: number): string {
  const hex = (value: number, length: number) => value.toString(16).padStart(length, '0')
  const mixed = hex(Math.imul(i + 1, 0x9e3779b1) >>> 0, 8)
  return `${hex(Math.floor((i / count) * 2 ** 32), 8)}-${mixed.slice(0, 4)}-4000-8000-${hex(i, 8)}${mixed.slice(4)}`
}

/** Of the right form; its last character checks nothing. */
function codeOf(i: number): string {
  const text = Array.from({ length: 6 }, (_, place) => base32[(i >>> (25 - 5 * place)) & 31]).join('')
  return `${text.slice(0, 3)}-${text.slice(3)}-0`
}

/** About 0.618 of the length and without a common factor, so that its multiples meet every place once. */
function strideThrough(length: number): number {
  const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b))
  let stride = Math.round(length * 0.618)
  while (common(stride, length) > 1) stride++
  return stride
}

const coded = ['month', 'category', ...detailFields, 'reopenings', 'likeness'].join(', ')

const counted = `(outcome IS NULL OR outcome NOT IN ('spam', 'repeat'))`

const insertCounts = 'INSERT INTO counts (month, category, dimension, value, n) SELECT month, category,'

/* The cube from the rows, as `countsOf` and `countLookAlikes` define it. Cases that are coded alike are counted once. */
const countings = [
  `CREATE TEMP TABLE alike AS SELECT ${coded}, COUNT(*) AS n FROM cases GROUP BY ${coded}`,
  `${insertCounts} 'total', 'all', SUM(n) FROM alike WHERE ${counted} GROUP BY month, category`,
  ...detailFields.map(
    field => `${insertCounts} '${field}', ${field}, SUM(n) FROM alike
      WHERE ${counted} AND ${field} IS NOT NULL GROUP BY month, category, ${field}`,
  ),
  ...['need', 'situation'].map(
    field => `${insertCounts} '${field}', ${field}, COUNT(*) FROM case_${field}s JOIN cases ON id = case_id
      WHERE ${counted} GROUP BY month, category, ${field}`,
  ),
  `${insertCounts} 'reopened', 'once_or_more', SUM(n) FROM alike
    WHERE ${counted} AND reopenings > 0 GROUP BY month, category`,
  `${insertCounts} 'left_out', outcome, SUM(n) FROM alike WHERE NOT ${counted} GROUP BY month, category, outcome`,
  `${insertCounts} 'look_alike', 'all', SUM(beyond_first) FROM (
      SELECT month, category, SUM(n) - 1 AS beyond_first FROM alike
      WHERE likeness IS NOT NULL AND ${counted} GROUP BY month, category, likeness
    ) GROUP BY month, category HAVING SUM(beyond_first) > 0`,
]
