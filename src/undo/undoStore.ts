import type { Db, UndoTable } from '../db/schema'

export async function insertUndo(db: Db, undo: UndoTable): Promise<void> {
  await db.insertInto('undos').values(undo).execute()
}

/** A member's own, as long as they have not run out. */
export function listOpenUndos(db: Db, userId: string, now: number): Promise<UndoTable[]> {
  return db
    .selectFrom('undos')
    .selectAll()
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('expires_at', 'desc')
    .orderBy('id')
    .execute()
}

/** Takes one of a member's own out of the database, so that nothing is undone twice; undefined when there is none. */
export function takeUndo(db: Db, userId: string, id: string, now: number): Promise<UndoTable | undefined> {
  return db
    .deleteFrom('undos')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
}

/** All of a member's but so many, those that run out last. */
export async function deleteOldestUndos(db: Db, userId: string, kept: number): Promise<void> {
  const latest = db
    .selectFrom('undos')
    .select('id')
    .where('user_id', '=', userId)
    .orderBy('expires_at', 'desc')
    .orderBy('id')
    .limit(kept)
  await db.deleteFrom('undos').where('user_id', '=', userId).where('id', 'not in', latest).execute()
}

/** All of all members. */
export async function deleteUndos(tx: Db): Promise<void> {
  await tx.deleteFrom('undos').execute()
}

export async function deleteUndosOf(tx: Db, userId: string): Promise<void> {
  await tx.deleteFrom('undos').where('user_id', '=', userId).execute()
}

export async function deleteRunOutUndos(db: Db, now: number): Promise<void> {
  await db.deleteFrom('undos').where('expires_at', '<=', now).execute()
}
