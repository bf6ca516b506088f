import path from 'node:path'
import { openDatabase } from '../../src/db/open'
import type { Db } from '../../src/db/schema'
import { openNote } from '../../src/notes/sealedNote'
import { fileAnchor } from '../../src/readers/anchor'
import { openDataKeys } from '../../src/readers/dataKeys'
import { openGroupKeys } from '../../src/readers/groupKeys'
import { openTeamKeys } from '../../src/readers/teamKeys'
import { requireTrust } from '../../src/readers/trust'
import { findKeys } from '../../src/users/keyStore'
import { findMemberByName } from '../../src/users/userStore'
import { openStrongbox, unwrapMemberKey } from '../../src/vault/memberKeys'
import { openPassphrase } from '../../src/vault/passphraseKey'
import { recoveryPairs } from '../../src/vault/recoveryKey'
import { loadServerKey, type ServerKey } from '../../src/vault/serverKey'
import { canaryOfBytes, type Canary } from './canaries'
import type { Cast } from './canaryPeople'
import type { Joined } from './people'

export interface OpenedDisk {
  /** Every key that the passphrases lead to. */
  keys: Canary[]
  /** The words of every note. */
  notes: string[]
}

/** What somebody reads who has the disk and everybody's passphrase: all of it. `dataDir` is written to. */
export async function openWithPassphrases(dataDir: string, cast: Cast): Promise<OpenedDisk> {
  const database = openDatabase({ dataDir, databaseUrl: undefined })
  const serverKey = await loadServerKey(path.join(dataDir, 'server.key'))
  const opened = await Promise.all(
    Object.entries(cast).map(([role, { person }]) => openMember(database.db, serverKey, role, person)),
  )
  const coordinator = opened[Object.keys(cast).indexOf('coordinator')]!
  const read = await openCases(database.db, dataDir, coordinator.holder)
  await database.close()
  const printed = recoveryPairs(cast.coordinator.person.recoveryKey)
  const recovery = keyCanaries('recovery', { box: printed.boxPrivate, sign: printed.signPrivate })
  return { keys: [...opened.flatMap(one => one.keys), ...read.keys, ...recovery], notes: read.notes }
}

async function openMember(db: Db, { pepper }: ServerKey, role: string, { pseudonym, passphrase }: Joined) {
  const member = (await findMemberByName(db, pseudonym))!
  const stored = (await findKeys(db, member.id))!
  const kek = (await openPassphrase(passphrase, member, pepper))!
  const memberKey = unwrapMemberKey(kek, member.id, stored.wrapped_key)
  const pairs = openStrongbox(memberKey, member.id, stored.strongbox)
  const keys = { kek, member: memberKey, box: pairs.boxPrivate, sign: pairs.signPrivate }
  return { holder: { id: member.id, pairs }, keys: keyCanaries(role, keys) }
}

type Holder = Awaited<ReturnType<typeof openMember>>['holder']

/** As a coordinator reads: the group's keys, the keys of all cases, and the notes under them. */
async function openCases(db: Db, dataDir: string, holder: Holder): Promise<OpenedDisk> {
  const trust = await requireTrust(db, fileAnchor(path.join(dataDir, 'epoch.anchor')))
  const group = await openGroupKeys(db, trust, { reader: holder.id, pair: holder.pairs })(trust.epoch.number)
  const team = await openTeamKeys(db, trust, holder)(trust.epoch.number)
  const keys = [
    ...keyCanaries('group', { box: group.boxPrivate }),
    ...keyCanaries('team', { box: team.boxPrivate }),
  ]
  const notes: string[] = []
  for (const row of await db.selectFrom('sealed').selectAll().execute()) {
    const dataKeys = await openDataKeys(db, trust, holder, row.case_id)
    keys.push(...[...dataKeys.values()].map(key => canaryOfBytes('data key of a case', key)))
    const { content } = openNote(dataKeys, row)
    if (typeof content !== 'string') notes.push(content.text)
  }
  return { keys, notes }
}

function keyCanaries(whose: string, keys: Record<string, Uint8Array>): Canary[] {
  return Object.entries(keys).map(([name, bytes]) => canaryOfBytes(`${whose}: ${name} key`, bytes))
}
