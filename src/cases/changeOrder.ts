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

/** Forgets the order of all but the latest changes; call it after a change. */
export async function blurChangeOrder(tx: Db): Promise<void> {
  const oldest = await tx
    .selectFrom('cases')
    .select('change_order')
    .orderBy('change_order', 'desc')
    .offset(keptOrders)
    .limit(1)
    .executeTakeFirst()
  if (!oldest) return
  const blurred = Math.floor(oldest.change_order / perMonth) * perMonth
  await tx
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
