import type { Month } from '../calendar/month'
import { monthOfYear, yearOf } from '../calendar/month'
import type { Db } from '../db/schema'

/*
 * Lists show the latest change first, but a stored time or a running number would date a request to the
 * day. So only the latest hundred changes keep their order; whatever is older keeps the month of its last
 * change and no order within it (docs/decisions/0004-order-without-times.md).
 */
const keptOrders = 100
export const perMonth = 1_000_000

/** The order number of something that changes now; call it in the transaction of the change. */
export async function nextChangeOrder(tx: Db, thisMonth: Month): Promise<number> {
  const row = await tx
    .selectFrom('cases')
    .select(({ fn }) => fn.max('change_order').as('latest'))
    .executeTakeFirst()
  return Math.max(Number(row?.latest ?? 0), monthOnly(thisMonth)) + 1
}

/** Moves a case up among the changes, and holds its row until the transaction ends. */
export async function moveUp(tx: Db, caseId: string, change_order: number): Promise<void> {
  await tx.updateTable('cases').set({ change_order }).where('id', '=', caseId).execute()
}

/**
 * Forgets the order of all but the latest changes; call it after the transaction of a change. It never fails: the
 * change is saved by then, and what two members at once keep each other from forgetting, or a full disk, the next
 * change forgets.
 */
export async function blurChangeOrder(db: Db): Promise<void> {
  try {
    await blurAll(db)
  } catch {
    // Left to the next change.
  }
}

async function blurAll(db: Db): Promise<void> {
  const oldest = await db
    .selectFrom('cases')
    .select('change_order')
    .orderBy('change_order', 'desc')
    .offset(keptOrders)
    .limit(1)
    .executeTakeFirst()
  if (!oldest) return
  const blurred = Math.floor(oldest.change_order / perMonth) * perMonth
  await db
    .updateTable('cases')
    .set({ change_order: blurred })
    .where('change_order', '<=', oldest.change_order)
    .where('change_order', '>', blurred)
    .execute()
}

/** The order number of a change of which only the month is kept. */
export function monthOnly(value: Month): number {
  return (yearOf(value) * 12 + monthOfYear(value) - 1) * perMonth
}
