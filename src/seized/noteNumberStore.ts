import { sql } from 'kysely'
import type { Db } from '../db/schema'
import { sealedLengths } from '../vault/sealedText'

/** How many notes there are, how many cases have any, and how many notes could be read without a key. */
export async function countNoteRows(db: Db) {
  const { cases } = await db
    .selectFrom('sealed')
    .select(({ fn }) => fn.count<number>('case_id').distinct().as('cases'))
    .executeTakeFirstOrThrow()
  const shapes = await listShapes(db)
  const sum = (some: typeof shapes) => some.reduce((all, { n }) => all + n, 0)
  return { all: sum(shapes), cases: Number(cases), plain: sum(shapes.filter(shape => !isSealed(shape))) }
}

/** For each member with grants, how many notes they can open in cases that they see. */
export async function countNotesByMember(db: Db): Promise<Map<string, number>> {
  // Counted by case and key first: that takes a third of the time that joining each note would.
  const notes = db
    .selectFrom('sealed')
    .select(({ fn }) => ['case_id', 'generation', fn.countAll<number>().as('n')])
    .groupBy(['case_id', 'generation'])
    .as('notes')
  const rows = await db
    .selectFrom(notes)
    .innerJoin('grants', join =>
      join.onRef('grants.case_id', '=', 'notes.case_id').onRef('grants.generation', '=', 'notes.generation'),
    )
    .innerJoin('cases', 'cases.id', 'grants.case_id')
    .where(eb =>
      eb.or([
        eb('cases.recorded_by', '=', eb.ref('grants.reader')),
        eb('cases.assigned_to', '=', eb.ref('grants.reader')),
      ]),
    )
    .select(({ fn }) => ['grants.reader as id', fn.sum<number>('notes.n').as('n')])
    .groupBy('grants.reader')
    .execute()
  return new Map(rows.map(({ id, n }) => [id, Number(n)]))
}

/** How many notes the coordinators' keys open. */
export async function countGroupNotes(db: Db): Promise<number> {
  const { n } = await db
    .selectFrom('sealed')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('grants')
          .select('reader')
          .whereRef('grants.case_id', '=', 'sealed.case_id')
          .whereRef('grants.generation', '=', 'sealed.generation')
          .where('reader', 'like', 'group:%'),
      ),
    )
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** How many members hold the coordinators' key, and how many keys to single cases. */
export async function countOpeners(db: Db): Promise<{ all: number; some: number }> {
  const all = await db
    .selectFrom('epoch_keys')
    .innerJoin('users', 'users.id', 'epoch_keys.reader')
    .select(({ fn }) => fn.count<number>('reader').distinct().as('n'))
    .executeTakeFirstOrThrow()
  const some = await db
    .selectFrom('grants')
    .innerJoin('users', 'users.id', 'grants.reader')
    .select(({ fn }) => fn.count<number>('reader').distinct().as('n'))
    .executeTakeFirstOrThrow()
  return { all: Number(all.n), some: Number(some.n) }
}

/** What notes look like as they are stored: a few lengths, and the same letter first, as long as all are sealed. */
async function listShapes(db: Db) {
  const rows = await db
    .selectFrom('sealed')
    .select(({ fn }) => [
      sql<number>`length(ciphertext)`.as('length'),
      sql<string>`substr(ciphertext, 1, 1)`.as('first'),
      fn.countAll<number>().as('n'),
    ])
    .groupBy(['length', 'first'])
    .execute()
  return rows.map(({ length, first, n }) => ({ length, first, n: Number(n) }))
}

/** What the vault writes begins with a byte for its version, in base64url an A. */
function isSealed({ length, first }: { length: number; first: string }): boolean {
  return first === 'A' && sealedLengths.includes(length)
}
