import { randomBytes } from 'node:crypto'
import type { Actor } from '../../src/auth/actor'
import { newTotpSecret } from '../../src/auth/secondFactor'
import { month, type Day } from '../../src/calendar/month'
import type { CaseFacts } from '../../src/cases/case'
import type { Db, Role } from '../../src/db/schema'
import { admitCoordinator, admitVolunteer, enrol, type Enrolled, type Enrolment } from '../../src/demo/enrol'
import { memoryAnchor, type Anchor } from '../../src/readers/anchor'
import type { KeyHolder } from '../../src/readers/dataKeys'
import { readTrust } from '../../src/readers/trust'
import type { KeyEncryptionKey } from '../../src/vault/bytes'
import { unusablePassphraseRecord } from '../../src/vault/passphraseKey'
import { sodiumReady } from '../../src/vault/sodium'

export const today = { day: '2024-03-15' as Day, month: month('2024-03') }

/** The words that open what the first coordinator of a test begins. */
export const recoveryWords = 'one two three four five six seven eight nine ten'.split(' ')

interface Options extends Partial<Pick<Enrolment, 'passphrase' | 'totpSecret'>> {
  /** Left out: coordinators are, and volunteers as soon as there is a coordinator. */
  certified?: boolean
}

/**
 * A member who has finished joining, with keys. They sign in by `signedInAs` or `browserOf`, not by passphrase:
 * deriving one takes a fifth of a second. Where that is what is tested, see `memberWithPassphrase`.
 */
export async function addMember(
  db: Db,
  role: Role,
  pseudonym: string = role,
  { certified = true, ...secrets }: Options = {},
): Promise<Actor> {
  await sodiumReady
  const passphrase = { record: unusablePassphraseRecord(), kek: randomKek() }
  const enrolment = {
    ...{ pseudonym, role, language: 'en' as const, passphrase, totpSecret: newTotpSecret() },
    ...secrets,
  }
  const member = await enrol(db, enrolment, today)
  enrolled.set(member.actor.id, member)
  const holder = keyHolderOf(member.actor)
  if (certified && role === 'coordinator') {
    await admitCoordinator(
      { db, anchor: anchorOf(db) },
      holder,
      await anyCoordinator(db),
      recoveryWords,
      today,
    )
    member.actor.certified = true
  }
  const coordinator = await anyCoordinator(db)
  if (certified && role === 'volunteer' && coordinator) {
    await admitVolunteer({ db, anchor: anchorOf(db) }, holder, coordinator)
  }
  return member.actor
}

/** What the server remembers of epochs beside this database. */
export function anchorOf(db: Db): Anchor {
  const known = anchors.get(db) ?? memoryAnchor()
  anchors.set(db, known)
  return known
}

/** A member's keys, open. */
export function keyHolderOf({ id }: Pick<Actor, 'id'>): KeyHolder {
  return { id, pairs: enrolledAs({ id }).strongbox }
}

/** All that `addMember` made for a member. */
export function enrolledAs({ id }: Pick<Actor, 'id'>): Enrolled {
  const member = enrolled.get(id)
  if (!member) throw new Error('not added by addMember')
  return member
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

const enrolled = new Map<string, Enrolled>()
const anchors = new WeakMap<Db, Anchor>()

function randomKek(): KeyEncryptionKey {
  return new Uint8Array(randomBytes(32)) as KeyEncryptionKey
}

async function anyCoordinator(db: Db): Promise<KeyHolder | undefined> {
  const trust = await readTrust(db, anchorOf(db))
  const id = trust?.epoch.coordinators.map(one => one.id).find(one => enrolled.has(one))
  return id === undefined ? undefined : keyHolderOf({ id })
}
