import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/auth/actor'
import { month, type Day } from '../../src/calendar/month'
import type { CaseFacts } from '../../src/cases/case'
import type { Db, Role } from '../../src/db/schema'
import { signInName } from '../../src/users/pseudonym'
import { insertMember } from '../../src/users/userStore'
import { unusablePassphraseRecord } from '../../src/vault/passphraseKey'

/** A member who never signs in by passphrase: deriving one takes a fifth of a second. */
export async function addMember(db: Db, role: Role, pseudonym: string = role): Promise<Actor> {
  const actor: Actor = { id: randomUUID(), pseudonym, role, language: 'en' }
  await insertMember(db, {
    ...actor,
    sign_in_name: signInName(pseudonym),
    state: 'active',
    joined_day: '2024-01-01' as Day,
    ...unusablePassphraseRecord(),
  })
  return actor
}

/** A case of which only the category is known, with whatever a test adds. */
export function someFacts(facts: Partial<CaseFacts> = {}): CaseFacts {
  return {
    month: month('2024-03'),
    category: 'soldier',
    profile: null,
    asker: null,
    channel: null,
    place: null,
    urgency: null,
    status: 'new',
    outcome: null,
    first_response: null,
    needs: [],
    situations: [],
    ...facts,
  }
}

export const today = { day: '2024-03-15' as Day, month: month('2024-03') }
