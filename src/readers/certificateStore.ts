import type { Db } from '../db/schema'
import { isCertified, type Certificate, type Subject } from './certificate'
import { publicKeysOf } from './epoch'
import type { Trust } from './trust'

/** The volunteer's keys if they may be sealed to: certified in this epoch, still a volunteer, still active. */
export async function findCertified(db: Db, trust: Trust, userId: string): Promise<Subject | undefined> {
  const row = await certified(db).where('users.id', '=', userId).executeTakeFirst()
  return row && trustedSubject(trust, row)
}

/** All volunteers who may be sealed to. */
export async function listCertified(db: Db, trust: Trust): Promise<Subject[]> {
  const rows = await certified(db).orderBy('users.id').execute()
  return rows.flatMap(row => trustedSubject(trust, row) ?? [])
}

export async function putCertificate(tx: Db, certificate: Certificate): Promise<void> {
  const { user_id: _, ...values } = certificate
  await tx
    .insertInto('certificates')
    .values(certificate)
    .onConflict(conflict => conflict.column('user_id').doUpdateSet(values))
    .execute()
}

/**
 * Makes a certificate worthless. The row stays until the next epoch, which a coordinator begins because of it: only
 * then is the certificate of no use to somebody who keeps a copy of it and writes to the database.
 */
export async function withdrawCertificate(tx: Db, userId: string): Promise<void> {
  await tx.updateTable('certificates').set({ epoch: 0 }).where('user_id', '=', userId).execute()
}

export async function countWithdrawn(db: Db): Promise<number> {
  const row = await db
    .selectFrom('certificates')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('epoch', '=', 0)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Clears away what is good for no epoch any more. */
export async function deleteOldCertificates(tx: Db, epoch: number): Promise<void> {
  await tx.deleteFrom('certificates').where('epoch', '<', epoch).execute()
}

function certified(db: Db) {
  return db
    .selectFrom('certificates')
    .innerJoin('users', 'users.id', 'certificates.user_id')
    .innerJoin('keys', 'keys.user_id', 'users.id')
    .selectAll('certificates')
    .select(['keys.box_public', 'keys.sign_public'])
    .where('users.role', '=', 'volunteer')
    .where('users.state', '=', 'active')
}

function trustedSubject(
  trust: Trust,
  row: Certificate & { box_public: string; sign_public: string },
): Subject | undefined {
  const subject = { id: row.user_id, ...publicKeysOf(row) }
  return isCertified(trust, subject, row) ? subject : undefined
}
