import { randomInt, randomUUID } from 'node:crypto'
import type { Actor } from '../auth/actor'
import type { Today } from '../calendar/today'
import type { Db, Language, Role } from '../db/schema'
import { signInName } from '../users/pseudonym'
import { insertMember } from '../users/userStore'
import { makePassphraseRecord } from '../vault/passphraseKey'

/** One member of each role, called after it, so that the demo can be seen with everybody's eyes. */
export type DemoMembers = Record<Role, Actor>

export async function addDemoMembers(
  db: Db,
  passphrase: string,
  language: Language,
  today: Today,
): Promise<DemoMembers> {
  const add = async (role: Role): Promise<Actor> => {
    const actor = { id: randomUUID(), pseudonym: role, role, language }
    await insertMember(db, {
      ...actor,
      sign_in_name: signInName(role),
      state: 'active',
      ...(await makePassphraseRecord(passphrase)),
      joined_day: today.day,
    })
    return actor
  }
  const [volunteer, coordinator, admin] = await Promise.all([
    add('volunteer'),
    add('coordinator'),
    add('admin'),
  ])
  return { volunteer, coordinator, admin }
}

/** Another one each time: even a demonstration has no default password. 20 bits, for an hour on one's own computer. */
export function newDemoPassphrase(): string {
  return Array.from({ length: 4 }, () => words[randomInt(words.length)]).join('-')
}

const words = [
  ...['alder', 'aspen', 'birch', 'brook', 'cedar', 'clover', 'creek', 'elder', 'fern', 'field', 'forest'],
  ...['glade', 'grass', 'heath', 'hazel', 'larch', 'linden', 'maple', 'marsh', 'meadow', 'moss', 'mountain'],
  ...['path', 'pine', 'rowan', 'river', 'sorrel', 'spruce', 'stone', 'thyme', 'valley', 'willow'],
]
