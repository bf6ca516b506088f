import { hashEntry, type ChainEntry, type ChainHead } from '../../src/audit/chain'
import type { Db } from '../../src/db/schema'

export type ChainRow = ChainEntry & { hash: string }

/** The log as somebody who writes to the database sees it. */
export interface Log {
  rows: ChainRow[]
  head: ChainHead
}

export async function readLog(db: Db): Promise<Log> {
  const rows = await db.selectFrom('audit').selectAll().orderBy('number').execute()
  const head = await db.selectFrom('audit_head').select(['number', 'hash']).executeTakeFirstOrThrow()
  return { rows, head }
}

/** Puts another log in its place, without asking Tropa. */
export async function writeLog(db: Db, { rows, head }: Log): Promise<void> {
  await db.transaction().execute(async tx => {
    await tx.deleteFrom('audit').execute()
    for (const row of rows)
      await tx
        .insertInto('audit')
        .values(row as never)
        .execute()
    await tx.updateTable('audit_head').set({ number: head.number, hash: head.hash }).execute()
  })
}

/** What somebody does who knows the construction: every number and hash computed anew, and the head moved. */
export function rebuilt(rows: ChainRow[]): Log {
  let hash = ''
  const all = rows.map((row, i) => {
    const entry = { ...row, number: i + 1 }
    hash = hashEntry(hash, entry)
    return { ...entry, hash }
  })
  return { rows: all, head: { number: all.length, hash } }
}
