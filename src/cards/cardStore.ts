import type { Day } from '../calendar/month'
import type { Db } from '../db/schema'
import { cardIn, contentOf, type Card, type KeptCard } from './card'

export async function findCard(db: Db, id: string): Promise<KeptCard | undefined> {
  const row = await db.selectFrom('cards').select(['id', 'content']).where('id', '=', id).executeTakeFirst()
  return row && { ...cardIn(row.content), id: row.id }
}

/** The id of a card that says the same and was made on the same day. */
export async function findSameCard(db: Db, card: Card): Promise<string | undefined> {
  const row = await db
    .selectFrom('cards')
    .select('id')
    .where('made_day', '=', card.made)
    .where('content', '=', contentOf(card))
    .executeTakeFirst()
  return row?.id
}

/** Those made last first; those of one day in no order, since nobody wrote down which came first. */
export async function listCards(
  db: Db,
  { skip, limit }: { skip: number; limit: number },
): Promise<KeptCard[]> {
  const rows = await db
    .selectFrom('cards')
    .select(['id', 'content'])
    .orderBy('made_day', 'desc')
    .orderBy('id')
    .offset(skip)
    .limit(limit)
    .execute()
  return rows.map(({ id, content }) => ({ ...cardIn(content), id }))
}

export async function insertCard(tx: Db, id: string, card: Card): Promise<void> {
  const made_day: Day = card.made
  await tx
    .insertInto('cards')
    .values({ id, made_day, content: contentOf(card) })
    .execute()
}
