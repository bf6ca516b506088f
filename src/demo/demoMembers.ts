import { randomInt } from 'node:crypto'
import type { Actor } from '../auth/actor'
import { newTotpSecret } from '../auth/secondFactor'
import type { Today } from '../calendar/today'
import type { Deps } from '../deps'
import type { Language, Role } from '../db/schema'
import type { KeyHolder } from '../readers/dataKeys'
import { makePassphraseRecord } from '../vault/passphraseKey'
import { recoveryWordCount } from '../vault/recoveryKey'
import { randomWords } from '../words/wordList'
import { admitCoordinator, admitVolunteer, enrol } from './enrol'

/** One member of each role, called after it, so that the demo can be seen with everybody's eyes. */
export type DemoMembers = Record<Role, Actor & { keys: KeyHolder }>

type Parts = Pick<Deps, 'db' | 'anchor' | 'serverKey'>

/** Adds them, with the same passphrase and phone for all, and lets coordinator and volunteer read. */
export async function addDemoMembers(
  deps: Parts,
  { passphrase, totpSecret = newTotpSecret() }: { passphrase: string; totpSecret?: string },
  language: Language,
  today: Today,
): Promise<DemoMembers> {
  const add = async (role: Role) => {
    const record = await makePassphraseRecord(passphrase, deps.serverKey.pepper)
    const enrolment = { pseudonym: role, role, language, passphrase: record, totpSecret }
    const { actor, strongbox } = await enrol(deps.db, enrolment, today)
    return { ...actor, certified: role === 'coordinator', keys: { id: actor.id, pairs: strongbox } }
  }
  const members = {
    volunteer: await add('volunteer'),
    coordinator: await add('coordinator'),
    admin: await add('admin'),
  }
  const words = randomWords(language, recoveryWordCount)
  await admitCoordinator(deps, members.coordinator.keys, undefined, words, today)
  await admitVolunteer(deps, members.volunteer.keys, members.coordinator.keys)
  return members
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
