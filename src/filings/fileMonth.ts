import { findHead, holdLog, note } from '../audit/auditStore'
import type { Month } from '../calendar/month'
import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import { requestsIn } from './filedFigures'
import { contentOf, hashOf } from './filing'
import { insertFiling, listRevisions, readMonth, type Filing } from './filingStore'
import { entryObject } from './filingEntry'

/** What came of it: the filing, or why there is none; `last` is the revision that says the same already. */
export type Filed =
  | { ok: true; value: Filing }
  | { ok: false; problem: 'not_over' | 'empty' }
  | { ok: false; problem: 'same'; last: number }

/** Freezes the figures and words of a month as they stand now, as its next revision; earlier ones stay. */
export function fileMonth(db: Db, actor: string, month: Month, today: Today): Promise<Filed> {
  return db.transaction().execute(async tx => {
    if (month >= today.month) return { ok: false, problem: 'not_over' }
    // Whoever files at the same moment waits here, and then finds this revision.
    await holdLog(tx)
    const filed = await readMonth(tx, month)
    if (requestsIn(filed) === 0) return { ok: false, problem: 'empty' }
    const content = contentOf(filed)
    const last = (await listRevisions(tx, month)).at(-1)
    if (last?.content === content) return { ok: false, problem: 'same', last: last.revision }
    const unlogged = { month, revision: (last?.revision ?? 0) + 1, sha256: hashOf(content) }
    const object = entryObject(unlogged)
    await note(tx, { dated: today.day, actor, action: 'month.filed', object })
    const filing = { ...unlogged, filedDay: today.day, filedBy: actor, content, head: (await findHead(tx))! }
    await insertFiling(tx, filing)
    return { ok: true, value: filing }
  })
}
