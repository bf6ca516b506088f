import { sql } from 'kysely'
import type { Db } from '../db/schema'
import { sealedLengths } from '../vault/sealedText'

/** How much is sealed of one kind, and how much of that could be read without a key. */
interface Sealed {
  all: number
  plain: number
}

/** How many notes there are, how many cases have any, and how much else is sealed: what was done with cases. */
export async function countSealedRows(db: Db) {
  const { cases } = await db
    .selectFrom('sealed')
    .select(({ fn }) => fn.count<number>('case_id').distinct().as('cases'))
    .where('kind', '=', 'note')
    .executeTakeFirstOrThrow()
  const shapes = await listShapes(db)
  const notes = shapes.filter(shape => shape.kind === 'note')
  const steps = shapes.filter(shape => shape.kind !== 'note')
  return { notes: { ...sealedOf(notes), cases: Number(cases) }, steps: sealedOf(steps) }
}

function sealedOf(shapes: Shape[]): Sealed {
  const sum = (some: Shape[]) => some.reduce((all, { n }) => all + n, 0)
  return { all: sum(shapes), plain: sum(shapes.filter(shape => !isSealed(shape))) }
}

/** For each member with grants, how many notes they can open in cases that they see. */
export async function countNotesByMember(db: Db): Promise<Map<string, number>> {
  // Counted by case and key first: that takes a third of the time that joining each note would.
  const notes = db
    .selectFrom('sealed')
    .select(({ fn }) => ['case_id', 'generation', fn.countAll<number>().as('n')])
    .where('kind', '=', 'note')
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

/** How many notes a shared key opens, that of coordinators or that of all who are certified, and in how many cases. */
export async function countSharedNotes(db: Db, key: 'group' | 'team') {
  const { n, cases } = await db
    .selectFrom('sealed')
    .select(({ fn }) => [fn.countAll<number>().as('n'), fn.count<number>('case_id').distinct().as('cases')])
    .where('kind', '=', 'note')
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('grants')
          .select('reader')
          .whereRef('grants.case_id', '=', 'sealed.case_id')
          .whereRef('grants.generation', '=', 'sealed.generation')
          .where('reader', 'like', `${key}:%`),
      ),
    )
    .executeTakeFirstOrThrow()
  return { notes: Number(n), cases: Number(cases) }
}

interface Shape {
  kind: string
  length: number
  first: string
  n: number
}

/** What sealed words look like as they are stored: a few lengths, and the same letter first, as long as all are. */
async function listShapes(db: Db): Promise<Shape[]> {
  const rows = await db
    .selectFrom('sealed')
    .select(({ fn }) => [
      'kind',
      sql<number>`length(ciphertext)`.as('length'),
      sql<string>`substr(ciphertext, 1, 1)`.as('first'),
      fn.countAll<number>().as('n'),
    ])
    .groupBy(['kind', 'length', 'first'])
    .execute()
  return rows.map(row => ({ ...row, n: Number(row.n) }))
}

/** What the vault writes begins with a byte for its version, in base64url an A. */
function isSealed({ length, first }: Shape): boolean {
  return first === 'A' && sealedLengths.includes(length)
}
