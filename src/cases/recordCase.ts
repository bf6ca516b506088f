import { randomUUID } from 'node:crypto'
import { note } from '../audit/auditStore'
import type { Actor } from '../auth/actor'
import type { Month } from '../calendar/month'
import type { Today } from '../calendar/today'
import { moveCounts } from '../counts/countStore'
import type { Db } from '../db/schema'
import type { Anchor } from '../readers/anchor'
import type { KeyHolder } from '../readers/dataKeys'
import { readWholeTrust } from '../readers/trust'
import { multipleFields, singleFields, type CaseFacts } from './case'
import { newCaseCode, type CaseCode } from './caseCode'
import { findCaseById, insertCases, listTakenCodes, type HelpCase } from './caseStore'
import { blurChangeOrder, monthOnly, nextChangeOrder } from './changeOrder'
import { closedMonth } from './evaporation'
import { sealOpening } from './firstResponse'
import { tell } from './workOnCase'

export interface Recording {
  /** Whoever records a case has it, unless it is given to somebody else, or with null to nobody. */
  assigned_to?: string | null | undefined
  /** The random id that the form was given, which makes a form that is sent twice one case. */
  id?: string | undefined
  /** What begins the history of the case, and seals when it was opened; left out, neither is kept. */
  sealing?: Sealing | undefined
}

interface Sealing {
  anchor: Anchor
  holder: KeyHolder
  /** Epoch seconds. */
  now: number
}

/** Saves the case, its counts and its audit entry together, or nothing. */
export async function recordCase(
  db: Db,
  actor: Actor,
  facts: CaseFacts,
  today: Today,
  { assigned_to = actor.id, id = randomUUID(), sealing }: Recording = {},
): Promise<CaseCode> {
  const code = await db.transaction().execute(async tx => {
    const known = await findCaseById(tx, id)
    if (known?.recorded_by === actor.id && isSame(known, facts)) return known.code
    const [code] = await freshCodes(tx, 1)
    const change_order = await nextChangeOrder(tx, today.month)
    const row = { code: code!, recorded_by: actor.id, assigned_to, change_order }
    const fresh = newCase(facts, today.month, row)
    // Somebody who went back and changed the form means another request, not the same once more.
    const helpCase = known ? fresh : { ...fresh, id }
    await insertCases(tx, [helpCase])
    await moveCounts(tx, [], [facts])
    if (sealing) {
      const trust = await readWholeTrust(tx, sealing.anchor)
      const on = { tx, helpCase, trust, writer: { actor, holder: sealing.holder }, today }
      await sealOpening(on, sealing.now)
      await tell(on, { what: 'recorded' })
    }
    await note(tx, { dated: today.month, actor: actor.id, action: 'case.recorded' })
    return code!
  })
  await blurChangeOrder(db)
  return code
}

/**
 * Saves many cases, all or nothing, as fast as the database takes them: for imports and the demo. Nobody
 * is assigned, and no order among them is kept. `progress` hears how many are saved.
 */
export function recordCases(
  db: Db,
  recorders: string[],
  all: CaseFacts[],
  today: Today,
  progress: (saved: number) => void = () => {},
): Promise<void> {
  return db.transaction().execute(async tx => {
    const codes = await freshCodes(tx, all.length)
    for (let start = 0; start < all.length; start += lot) {
      const facts = all.slice(start, start + lot)
      const cases = facts.map((one, i) => {
        const recorded_by = recorders[(start + i) % recorders.length]!
        const row = { code: codes[start + i]!, recorded_by, assigned_to: null }
        return newCase(one, today.month, { ...row, change_order: monthOnly(today.month) })
      })
      await insertCases(tx, cases)
      progress(start + facts.length)
    }
    await moveCounts(tx, [], all)
    await note(tx, {
      dated: today.month,
      actor: 'system',
      action: 'cases.imported',
      object: String(all.length),
    })
  })
}

const lot = 500

/** Whether a form that is sent once more says nothing new. */
function isSame(known: CaseFacts, facts: CaseFacts): boolean {
  const sorted = (codes: string[]) => [...codes].sort().join(' ')
  const multiple = multipleFields.every(field => sorted(known[field]) === sorted(facts[field]))
  return multiple && known.month === facts.month && singleFields.every(field => known[field] === facts[field])
}

function newCase(
  facts: CaseFacts,
  thisMonth: Month,
  row: Pick<HelpCase, 'code' | 'recorded_by' | 'assigned_to' | 'change_order'>,
): HelpCase {
  const closed_month = closedMonth(facts.status, null, thisMonth)
  return { ...facts, id: randomUUID(), ...row, version: 1, closed_month, reopenings: 0 }
}

/** Random codes that no case has, all different. */
async function freshCodes(tx: Db, count: number): Promise<CaseCode[]> {
  const codes = new Set<CaseCode>()
  while (codes.size < count) {
    const wanted = Array.from({ length: count - codes.size }, newCaseCode)
    const taken = await listTakenCodes(tx, wanted)
    for (const code of wanted) if (!taken.has(code)) codes.add(code)
  }
  return [...codes]
}
