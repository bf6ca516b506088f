import { monthsBetween, month } from '../src/calendar/month'
import { auditLedger } from '../src/releases/auditLedger'
import { drawMonth } from '../src/releases/drawMonth'
import { menu, type Menu } from '../src/releases/menu'
import { loadSolver } from '../src/releases/solver'
import { starOf } from '../src/releases/star'

/*
 * How long auditing 24 months takes against drawing them, side by side in one run, for the menu of today
 * and for an invented one of about 150 cells a month.
 */

const large: Menu = {
  ...menu,
  tables: [
    ...menu.tables,
    { name: 'category_place', splits: 'category', dimension: 'place' },
    { name: 'category_outcome', splits: 'category', dimension: 'outcome' },
  ],
}

const codes = {
  category: Array.from({ length: 6 }, (_, i) => `category${i}`),
  place: Array.from({ length: 12 }, (_, i) => `place${i}`),
  outcome: Array.from({ length: 10 }, (_, i) => `outcome${i}`),
}

async function main(): Promise<void> {
  const solver = await loadSolver()
  for (const [name, tables] of Object.entries({ menu, large })) {
    const months = monthsBetween(month('2023-01'), month('2024-12'))
    const truths = months.map(when => starOf(tables, codes, inventedCounts(when)))
    drawMonth(solver, tables, truths[0]!)
    const drawing = performance.now()
    const ledger = truths.map((truth, i) => ({
      from: months[i]!,
      month: months[i]!,
      menu: tables,
      ...drawMonth(solver, tables, truth),
    }))
    const auditing = performance.now()
    const findings = auditLedger(solver, ledger, [])
    const audit = performance.now() - auditing
    const draw = auditing - drawing
    if (findings.length > 0) throw new Error('the audit found something in a fresh draw')
    console.log(
      JSON.stringify({
        bench: `releases, ${name}`,
        cells: truths[0]!.length,
        audit_to_draw: ratio(audit, draw),
        draw_ms_a_month: ratio(draw, months.length),
        audit_ms_a_month: ratio(audit, months.length),
      }),
    )
  }
}

/** About 650 requests, spread unevenly and without chance. */
function inventedCounts(when: ReturnType<typeof month>) {
  return codes.category.flatMap((category, i) => {
    const n = [280, 200, 90, 50, 23, 7][i]!
    const spread = (dimension: 'place' | 'outcome') =>
      codes[dimension].map((value, j, all) => ({
        month: when,
        category,
        dimension,
        value,
        n: Math.floor((n * (j + 1) * 2) / (all.length * (all.length + 2))),
      }))
    const total = { month: when, category, dimension: 'total' as const, value: 'all', n }
    return [total, ...spread('place'), ...spread('outcome')]
  })
}

function ratio(a: number, b: number): number {
  return Math.round((a / b) * 100) / 100
}

void main()
