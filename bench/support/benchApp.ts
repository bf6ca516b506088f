import { randomBytes } from 'node:crypto'
import { newTotpSecret } from '../../src/auth/secondFactor'
import { beginSession } from '../../src/auth/beginSession'
import { makeThrottle } from '../../src/auth/throttle'
import { secondsOf, type Clock } from '../../src/calendar/month'
import { todayOf } from '../../src/calendar/today'
import type { Db, Role } from '../../src/db/schema'
import { admitCoordinator, admitVolunteer, enrol, type Enrolled } from '../../src/demo/enrol'
import type { Deps } from '../../src/deps'
import { loadTexts } from '../../src/language/texts'
import { projectFile } from '../../src/projectFiles'
import { memoryAnchor } from '../../src/readers/anchor'
import type { KeyEncryptionKey } from '../../src/vault/bytes'
import { unusablePassphraseRecord } from '../../src/vault/passphraseKey'
import { makeQueue } from '../../src/queue'
import { serverKeyOf } from '../../src/vault/serverKey'

const timeZone = 'Asia/Tbilisi'

export function depsFor(db: Db, clock: Clock): Deps {
  const serverKey = serverKeyOf(randomBytes(32))
  return {
    db,
    config: {
      origin: new URL('http://127.0.0.1:3000'),
      timeZone,
      evaporationDays: 90,
      dataDir: '',
      keyFile: '',
      databaseUrl: undefined,
    },
    clock,
    texts: loadTexts(projectFile('locales')),
    log: () => {},
    serverKey,
    auditAnchor: memoryAnchor(),
    anchor: memoryAnchor(),
    throttle: makeThrottle(serverKey.throttle),
    hashing: makeQueue(2, 16),
  }
}

/** A member with keys and no passphrase: the first coordinator, or a volunteer whom `by` certifies. */
export async function addMember(deps: Deps, role: Role, by?: Enrolled): Promise<Enrolled> {
  const passphrase = {
    record: unusablePassphraseRecord(),
    kek: new Uint8Array(randomBytes(32)) as KeyEncryptionKey,
  }
  const enrolment = {
    pseudonym: role,
    role,
    language: 'en' as const,
    passphrase,
    totpSecret: newTotpSecret(),
  }
  const today = todayOf(deps.clock, timeZone)
  const made = await enrol(deps.db, enrolment, today)
  if (by) await admitVolunteer(deps, holderOf(made), holderOf(by))
  else {
    await admitCoordinator(deps, holderOf(made), undefined, 'a b c d e f g h i j'.split(' '), today)
    made.actor.certified = true
  }
  return made
}

/** The token of a session of a member, for the cookie. */
export function sessionOf({ db, clock }: Deps, { actor, memberKey }: Enrolled): Promise<string> {
  return beginSession(db, { user_id: actor.id, joining: 0, chain_broken: 0 }, memberKey, secondsOf(clock))
}

export function holderOf({ actor, strongbox }: Enrolled) {
  return { id: actor.id, pairs: strongbox }
}
