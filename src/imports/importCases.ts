import type { CaseFacts } from '../cases/case'
import { recordCases } from '../cases/recordCase'
import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import { findMember, insertMember } from '../users/userStore'
import { unusablePassphraseRecord } from '../vault/passphraseKey'

/**
 * Saves imported cases, all or nothing. They belong to a member who can never sign in, so that only
 * coordinators see them until they assign them. `progress` hears how many are saved.
 */
export async function importCases(
  db: Db,
  cases: CaseFacts[],
  today: Today,
  progress?: (saved: number) => void,
): Promise<void> {
  await makeImporter(db, today)
  await recordCases(db, [importer], cases, today, progress)
}

/** Its id. The parentheses in its names cannot be chosen by anybody who joins. */
export const importer = 'import'

function makeImporter(db: Db, today: Today): Promise<void> {
  return db.transaction().execute(async tx => {
    if (await findMember(tx, importer)) return
    await insertMember(tx, {
      id: importer,
      pseudonym: '(import)',
      sign_in_name: '(import)',
      role: 'volunteer',
      language: 'en',
      state: 'disabled',
      ...unusablePassphraseRecord(),
      joined_day: today.day,
    })
  })
}
