import { randomBytes, randomUUID } from 'node:crypto'
import { newTotpSecret } from '../../src/auth/secondFactor'
import type { Day } from '../../src/calendar/month'
import { recordCase } from '../../src/cases/recordCase'
import type { Role } from '../../src/db/schema'
import { enrol } from '../../src/demo/enrol'
import { addNote } from '../../src/notes/addNote'
import { insertMember } from '../../src/users/userStore'
import type { KeyEncryptionKey } from '../../src/vault/bytes'
import { unusablePassphraseRecord } from '../../src/vault/passphraseKey'
import { someFacts } from '../support/members'
import type { DemoOnDisk } from './demoOnDisk'
import { inPieces, xssCorpus } from './xssCorpus'

/** A case with a note for each text of the corpus, by members who are called as badly; returns its path. */
export async function fillWithHostileText(demo: DemoOnDisk): Promise<string> {
  const { db, anchor, members } = demo
  const rename = (pseudonym: string, role: Role) =>
    db.updateTable('users').set({ pseudonym }).where('role', '=', role).execute()
  await rename(inPieces(xssCorpus, 20)[0]!, 'volunteer')
  await rename(xssCorpus.join(' '), 'admin')
  await enrol(db, waitingMember(inPieces(xssCorpus, 50)[3]!), demo.today())
  const { keys, ...actor } = members.volunteer
  const code = await recordCase(db, actor, someFacts({ month: demo.today().month }), demo.today())
  for (const text of xssCorpus) {
    await addNote({ db, anchor }, { actor, holder: keys }, { code, text }, demo.today())
  }
  return `/cases/${code}`
}

/** Members called by each text of the corpus, and entries of the log that Tropa would never write. */
export async function addStrangers({ db, today }: DemoOnDisk): Promise<void> {
  const some = { role: 'volunteer', language: 'en', state: 'active', joined_day: today().day } as const
  for (const pseudonym of xssCorpus) {
    const id = randomUUID()
    await insertMember(db, { id, sign_in_name: id, pseudonym, ...some, ...unusablePassphraseRecord() })
  }
  for (const [i, piece] of inPieces(xssCorpus, 15).entries()) {
    const entry = { dated: piece as Day, actor: piece, action: piece, object: piece, hash: '' }
    await db
      .insertInto('audit')
      .values({ number: firstStrange + i, ...entry })
      .execute()
  }
}

export async function removeStrangers({ db }: DemoOnDisk): Promise<void> {
  await db.deleteFrom('users').whereRef('sign_in_name', '=', 'id').execute()
  await db.deleteFrom('audit').where('number', '>=', firstStrange).execute()
}

function waitingMember(pseudonym: string) {
  const kek = randomBytes(32) as Uint8Array as KeyEncryptionKey
  const passphrase = { record: unusablePassphraseRecord(), kek }
  return { pseudonym, passphrase, role: 'volunteer', language: 'en', totpSecret: newTotpSecret() } as const
}

/** Far above the entries of the log that are Tropa's own. */
const firstStrange = 10_000
