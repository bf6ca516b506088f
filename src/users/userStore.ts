import type { Insertable } from 'kysely'
import type { Db, Language, Role, UserTable } from '../db/schema'
import type { PassphraseRecord } from '../vault/passphraseKey'
import { signInName } from './pseudonym'

export function findMember(db: Db, id: string) {
  return db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findMemberByName(db: Db, pseudonym: string) {
  return db
    .selectFrom('users')
    .selectAll()
    .where('sign_in_name', '=', signInName(pseudonym))
    .executeTakeFirst()
}

/** All members by pseudonym; those who can no longer sign in last. Who has no keys must join again. */
export function listMembers(db: Db) {
  return db
    .selectFrom('users')
    .leftJoin('keys', 'keys.user_id', 'users.id')
    .select(['id', 'pseudonym', 'role', 'state', 'joined_day', 'box_public', 'sign_public'])
    .orderBy('state')
    .orderBy('sign_in_name')
    .execute()
}

/** Those who may have cases: whoever could ever be assigned one, whether or not they can still sign in. */
export function listCaseworkers(db: Db) {
  return db
    .selectFrom('users')
    .select(['id', 'pseudonym', 'state'])
    .where('role', '!=', 'admin')
    .orderBy('state')
    .orderBy('sign_in_name')
    .execute()
}

/** Members by id, as pages name them. */
export function listPseudonyms(db: Db, ids: string[]) {
  return db.selectFrom('users').select(['id', 'pseudonym', 'state']).where('id', 'in', ids).execute()
}

/** Admins who can sign in. */
export async function countAdmins(db: Db): Promise<number> {
  const row = await db
    .selectFrom('users')
    .innerJoin('keys', 'keys.user_id', 'users.id')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('role', '=', 'admin')
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

export async function insertMember(tx: Db, member: Insertable<UserTable>): Promise<void> {
  await tx.insertInto('users').values(member).execute()
}

export async function updateLanguage(db: Db, id: string, language: Language): Promise<void> {
  await db.updateTable('users').set({ language }).where('id', '=', id).execute()
}

/** Holds a member's row until the transaction ends: what the same member does at the same moment waits. */
export async function holdMember(tx: Db, id: string): Promise<void> {
  await tx
    .updateTable('users')
    .set(eb => ({ state: eb.ref('state') }))
    .where('id', '=', id)
    .execute()
}

/** False when the member was in that state already. */
export async function updateState(tx: Db, id: string, state: UserTable['state']): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('users')
    .set({ state })
    .where('id', '=', id)
    .where('state', '!=', state)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False when the member had that role already. */
export async function updateRole(tx: Db, id: string, role: Role): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('users')
    .set({ role })
    .where('id', '=', id)
    .where('role', '!=', role)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function updatePassphrase(tx: Db, id: string, record: PassphraseRecord): Promise<void> {
  await tx.updateTable('users').set(record).where('id', '=', id).execute()
}
