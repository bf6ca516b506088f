import { note } from '../audit/auditStore'
import { monthsBetween, type Month } from '../calendar/month'
import type { Today } from '../calendar/today'
import type { Count } from '../counts/count'
import { findCountedPeriod, listCounts } from '../counts/countStore'
import type { Db } from '../db/schema'
import { termsOf } from '../taxonomy/taxonomy'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import type { Parsed } from '../web/form'
import { auditReleases } from './auditReleases'
import { drawMonth } from './drawMonth'
import { firstOpenMonth, type FrozenMonth } from './ledger'
import { hub, menu, type Menu } from './menu'
import {
  insertFrozenMonths,
  listCountedCategories,
  listFiles,
  listFrozenMonths,
  lockReleases,
} from './releaseStore'
import { loadSolver, type Solver } from './solver'
import { starOf, type Codes } from './star'

export interface Closing {
  /** What this closing froze; nothing when the months were closed already. */
  closed: FrozenMonth[]
  /** Months at the end with too few requests to be published alone: they wait for the next. */
  left: Month[]
}

/**
 * Draws and freezes the protected figures of every open month up to `through`, in order, all or nothing.
 * What is closed is never drawn again: another rounding of the same numbers would give them away.
 */
export async function closeMonths(
  db: Db,
  today: Today,
  through: Month,
  actor: string,
  progress: (closed: Month) => void = () => {},
): Promise<Parsed<Closing>> {
  if (through >= today.month) return { ok: false, problems: { through: 'release.problem.not_over' } }
  const solver = await loadSolver()
  return db.transaction().execute(async tx => {
    await lockReleases(tx)
    const ledger = await listFrozenMonths(tx)
    const first = firstOpenMonth(ledger) ?? (await findCountedPeriod(tx))?.from
    if (!first) return { ok: false, problems: { through: 'release.problem.nothing' } }
    const open = monthsBetween(first, through)
    const source = await readSource(tx, first, through)
    const closing = drawMonths(solver, menu, open, source, progress)
    auditReleases(solver, [...ledger, ...closing.closed], await listFiles(tx))
    await insertFrozenMonths(tx, closing.closed)
    const last = closing.closed.at(-1)
    if (last)
      await note(tx, { dated: today.day, actor, action: 'month.closed', object: `${first}/${last.month}` })
    return { ok: true, value: closing }
  })
}

/** A month published alone has at least this many requests, after rounding. */
const leastAlone = 50

interface Source {
  codes: Codes
  counts: Count[]
}

async function readSource(tx: Db, from: Month, to: Month): Promise<Source> {
  const taxonomy = await readTaxonomy(tx)
  const codes: Codes = {}
  for (const field of Object.keys(taxonomy)) codes[field] = termsOf(taxonomy, field).map(term => term.code)
  codes.category = [...new Set([...(codes.category ?? []), ...(await listCountedCategories(tx))])]
  const counts: Count[] = []
  for (const dimension of new Set([
    'total' as const,
    ...menu.tables.flatMap(table => table.dimension ?? []),
  ])) {
    counts.push(...(await listCounts(tx, dimension, from, to)))
  }
  return { codes, counts }
}

/**
 * Whether a month is too small is decided by its rounded total, which tells no more than the figure
 * itself; deciding by the true one would tell on which side of 50 it lies.
 */
function drawMonths(
  solver: Solver,
  menu: Menu,
  months: Month[],
  { codes, counts }: Source,
  progress: (closed: Month) => void,
): Closing {
  const closed: FrozenMonth[] = []
  let left: Month[] = []
  for (const month of months) {
    left.push(month)
    const truth = starOf(
      menu,
      codes,
      counts.filter(count => left.includes(count.month)),
    )
    const draw = drawMonth(solver, menu, truth)
    if (draw.figures.find(figure => figure.table === hub.table)!.value < leastAlone) continue
    closed.push({ from: left[0]!, month, menu, ...draw })
    left = []
    progress(month)
  }
  return { closed, left }
}
