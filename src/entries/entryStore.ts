import type { Db, SealedTable } from '../db/schema'
import { slices } from '../db/slices'
import type { EntryKind } from './entry'

/** The entries of a case as they are stored, the earliest first. */
export function listEntries(db: Db, caseId: string, kinds: EntryKind[]): Promise<SealedTable[]> {
  return entriesOf(db, [caseId], kinds).orderBy('position').execute()
}

/** The entries of many cases, those of each the earliest first. */
export async function listEntriesOf(db: Db, caseIds: string[], kinds: EntryKind[]): Promise<SealedTable[]> {
  const rows: SealedTable[] = []
  for (const part of slices(caseIds, 500)) {
    rows.push(...(await entriesOf(db, part, kinds).orderBy('position').execute()))
  }
  return rows
}

export function findEntry(
  db: Db,
  caseId: string,
  kind: EntryKind,
  id: string,
): Promise<SealedTable | undefined> {
  return entriesOf(db, [caseId], [kind]).where('id', '=', id).executeTakeFirst()
}

/** The entry with this id, whichever case it belongs to: for writing alone, nothing of it may be shown. */
export function findEntryById(tx: Db, id: string): Promise<SealedTable | undefined> {
  return tx.selectFrom('sealed').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Appends an entry; call it while holding the row of the case, so that no two get the same position. */
export async function insertEntry(tx: Db, entry: Omit<SealedTable, 'position'>): Promise<void> {
  const position = (await lastPosition(tx, entry.case_id)) + 1
  await tx
    .insertInto('sealed')
    .values({ ...entry, position })
    .execute()
}

/** Appends one entry to each of many cases, all held; the positions they have got, by case. */
export async function insertEntries(
  tx: Db,
  entries: Omit<SealedTable, 'position'>[],
): Promise<Map<string, number>> {
  const ids = entries.map(entry => entry.case_id)
  const last = await lastPositions(tx, ids)
  const placed = entries.map(entry => ({ ...entry, position: (last.get(entry.case_id) ?? 0) + 1 }))
  await tx.insertInto('sealed').values(placed).execute()
  return new Map(placed.map(entry => [entry.case_id, entry.position]))
}

/** The positions of the latest entries of many cases, by case; none for those without any. */
export async function lastPositions(db: Db, caseIds: string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('sealed')
    .select(({ fn }) => ['case_id', fn.max('position').as('last')])
    .where('case_id', 'in', caseIds)
    .groupBy('case_id')
    .execute()
  return new Map(rows.map(row => [row.case_id, Number(row.last)]))
}

/** The position of the latest entry of a case, which tells whether anything was written since; 0 before the first. */
export async function lastPosition(db: Db, caseId: string): Promise<number> {
  const { last } = await db
    .selectFrom('sealed')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  return Number(last ?? 0)
}

/** Puts a newer version in the place of the one before; false when somebody else has done so meanwhile. */
export async function updateEntry(
  tx: Db,
  { id, version, generation, ciphertext }: Omit<SealedTable, 'case_id' | 'kind' | 'position'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sealed')
    .set({ version, generation, ciphertext })
    .where('id', '=', id)
    .where('version', '=', version - 1)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False when it is gone already. */
export async function deleteEntry(tx: Db, caseId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('sealed')
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

function entriesOf(db: Db, caseIds: string[], kinds: EntryKind[]) {
  return db.selectFrom('sealed').selectAll().where('case_id', 'in', caseIds).where('kind', 'in', kinds)
}
