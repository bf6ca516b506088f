import { randomUUID } from 'node:crypto'
import { holdLog, note } from '../audit/auditStore'
import { month } from '../calendar/month'
import type { Db } from '../db/schema'
import type { Card } from './card'
import { findSameCard, insertCard } from './cardStore'

/** Keeps a card with its audit entry, and returns its id. The same card of the same day is kept once. */
export function keepCard(db: Db, actor: string, card: Card): Promise<string> {
  return db.transaction().execute(async tx => {
    // Whoever keeps the same card at the same moment waits here, and then finds this one.
    await holdLog(tx)
    const same = await findSameCard(tx, card)
    if (same !== undefined) return same
    const id = randomUUID()
    await insertCard(tx, id, card)
    // By the month and without the card: a day here would date the requests that are logged before and after it.
    const dated = month(card.made.slice(0, 7))
    await note(tx, { dated, actor, action: 'card.made' })
    return id
  })
}
