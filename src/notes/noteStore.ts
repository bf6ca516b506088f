import type { Db, SealedTable } from '../db/schema'

/** The notes of a case as they are stored, the earliest first. */
export function listNotes(db: Db, caseId: string): Promise<SealedTable[]> {
  return notesOf(db, caseId).orderBy('position').execute()
}

export function findNote(db: Db, caseId: string, id: string): Promise<SealedTable | undefined> {
  return notesOf(db, caseId).where('id', '=', id).executeTakeFirst()
}

/** The note with this id, whichever case it belongs to: for writing alone, nothing of it may be shown. */
export function findNoteById(tx: Db, id: string): Promise<SealedTable | undefined> {
  return tx.selectFrom('sealed').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Appends a note; call it while holding the row of the case, so that no two get the same position. */
export async function insertNote(tx: Db, note: Omit<SealedTable, 'kind' | 'position'>): Promise<void> {
  const { last } = await tx
    .selectFrom('sealed')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('case_id', '=', note.case_id)
    .where('kind', '=', 'note')
    .executeTakeFirstOrThrow()
  const position = Number(last ?? 0) + 1
  await tx
    .insertInto('sealed')
    .values({ ...note, kind: 'note', position })
    .execute()
}

/** Puts a newer version in the place of the one before; false when somebody else has done so meanwhile. */
export async function updateNote(
  tx: Db,
  { id, version, ciphertext }: Pick<SealedTable, 'id' | 'version' | 'ciphertext'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sealed')
    .set({ version, ciphertext })
    .where('id', '=', id)
    .where('version', '=', version - 1)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Moves a case up among the changes, and holds its row until the transaction ends. */
export async function updateChangeOrder(tx: Db, caseId: string, change_order: number): Promise<void> {
  await tx.updateTable('cases').set({ change_order }).where('id', '=', caseId).execute()
}

/** Whoever wrote something, by id. */
export function listAuthors(db: Db, ids: string[]) {
  return db.selectFrom('users').select(['id', 'pseudonym', 'state']).where('id', 'in', ids).execute()
}

function notesOf(db: Db, caseId: string) {
  return db.selectFrom('sealed').selectAll().where('case_id', '=', caseId).where('kind', '=', 'note')
}
