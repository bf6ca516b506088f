import { randomUUID } from 'node:crypto'
import type { Day } from '../../src/calendar/month'
import type { Db } from '../../src/db/schema'
import { insertMember } from '../../src/users/userStore'
import { unusablePassphraseRecord } from '../../src/vault/passphraseKey'

/** A volunteer who owns cases and never signs in; returns the id. */
export async function addRecorder(db: Db): Promise<string> {
  const id = randomUUID()
  await insertMember(db, {
    id,
    pseudonym: 'Recorder',
    sign_in_name: id,
    role: 'volunteer',
    language: 'en',
    state: 'active',
    joined_day: '2026-01-15' as Day,
    ...unusablePassphraseRecord(),
  })
  return id
}
