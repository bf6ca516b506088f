import { randomBytes, randomUUID } from 'node:crypto'
import { newTotpSecret } from '../../src/auth/secondFactor'
import type { Day } from '../../src/calendar/month'
import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import type { Role } from '../../src/db/schema'
import { enrol } from '../../src/demo/enrol'
import { addNote } from '../../src/notes/addNote'
import { addPartner } from '../../src/partners/savePartner'
import { answerReferral } from '../../src/referrals/answerReferral'
import { sendReferral } from '../../src/referrals/sendReferral'
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

/** Partners whose every word is out of the corpus, and referrals of the case to some of them. */
export async function addHostilePartners(demo: DemoOnDisk, path: string): Promise<void> {
  const { db, anchor, members, today } = demo
  const { keys: holder, ...actor } = members.coordinator
  const code = path.split('/').at(-1) as CaseCode
  for (const [i, piece] of inPieces(xssCorpus, 10).entries()) {
    const [name = '', does = '', otherLanguages = ''] = piece.split('\n').map(text => text.slice(0, 150))
    const id = randomUUID()
    const partner = { name, does, otherLanguages, note: piece.slice(0, 2000), needs: [piece.slice(0, 40)] }
    const words = { ...partner, languages: ['other' as const] }
    await addPartner({ db, anchor }, holder, { partner: words, id }, today().day)
    if (i % 5 > 0) continue
    const parts = { db, anchor }
    await sendReferral(parts, { actor, holder }, { code, partner: id, id }, 0, today())
    const answer = { answer: 'refused', outcome: piece } as const
    await answerReferral(parts, { actor, holder }, { code, id, version: 1, ...answer }, today())
  }
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
