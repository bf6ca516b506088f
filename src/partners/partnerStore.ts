import type { Db, PartnerTable } from '../db/schema'

export function listPartnerRows(db: Db): Promise<PartnerTable[]> {
  return db.selectFrom('partners').selectAll().orderBy('id').execute()
}

export function findPartnerRow(db: Db, id: string): Promise<PartnerTable | undefined> {
  return db.selectFrom('partners').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertPartner(tx: Db, row: PartnerTable): Promise<void> {
  await tx.insertInto('partners').values(row).execute()
}

/** Puts a version in the place of the one before it; false when somebody else was first, or the partner is gone. */
export async function updatePartner(tx: Db, { id, ...row }: PartnerTable): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('partners')
    .set(row)
    .where('id', '=', id)
    .where('version', '=', row.version - 1)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False when there is none. */
export async function deletePartner(tx: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('partners').where('id', '=', id).executeTakeFirst()
  return numDeletedRows === 1n
}
