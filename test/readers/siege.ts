import { randomBytes, randomUUID } from 'node:crypto'
import BetterSqlite3 from 'better-sqlite3'
import type { Actor } from '../../src/auth/actor'
import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import { migrate } from '../../src/db/migrate'
import { databaseFile, openDatabase, type Database } from '../../src/db/open'
import type { CertificateTable, Db } from '../../src/db/schema'
import { addNote } from '../../src/notes/addNote'
import type { Anchor } from '../../src/readers/anchor'
import { certifyMember, type Candidate } from '../../src/readers/certifyMember'
import { renewEpoch } from '../../src/readers/renewEpoch'
import { changeRole, disableMember } from '../../src/users/changeMemberState'
import type { DataKey } from '../../src/vault/bytes'
import { fingerprintOf } from '../../src/vault/fingerprint'
import { newStrongbox, type MemberPairs } from '../../src/vault/memberKeys'
import { addMember, anchorOf, enrolledAs, keyHolderOf, someFacts, today } from '../support/members'
import { copyOf, readableTo, type Copy } from './attacker'
import { moveCase } from './moveCase'

/** Those who may read, one who is waiting for it, those who no longer may, and the attacker's two accounts. */
type Name = 'anna' | 'clara' | 'vera' | 'victor' | 'nina' | 'boris' | 'dima' | 'mallory' | 'root'

/**
 * A database to which somebody writes whatever they like. They are an admin (Root), have a volunteer's account that
 * nobody has certified (Mallory), copies of earlier states, and the private keys of a coordinator (Boris) and a
 * volunteer (Dima) who have left, whom the others have since left out.
 */
export interface Siege {
  database: Database
  db: Db
  anchor: Anchor
  people: Record<Name, Actor>
  code: CaseCode
  otherCode: CaseCode
  /** Keys that the attacker made. */
  own: { pairs: MemberPairs; dataKey: DataKey }
  copies: Copy[]
  /** Dima's certificate, as it was. */
  oldCertificate: CertificateTable
  /** The attacker's own way to the file. */
  run: (sql: string, ...values: unknown[]) => void
}

export async function beginSiege(folder: string): Promise<Siege> {
  const database = openDatabase({ databaseUrl: undefined, dataDir: folder })
  await migrate(database)
  const { db } = database
  const anchor = anchorOf(db)
  const [root, anna] = [await addMember(db, 'admin', 'Root'), await addMember(db, 'coordinator', 'Anna')]
  const boris = await addMember(db, 'coordinator', 'Boris')
  const [vera, dima] = [await addMember(db, 'volunteer', 'Vera'), await addMember(db, 'volunteer', 'Dima')]
  const code = await recordCase(db, vera, someFacts(), today, { assigned_to: null })
  const otherCode = await recordCase(db, dima, someFacts(), today, { assigned_to: null })
  await write({ db, anchor, code }, vera, 'before')
  await write({ db, anchor, code: otherCode }, dima, 'before')
  const copies = [await copyOf(db)]
  const oldCertificate = await db
    .selectFrom('certificates')
    .selectAll()
    .where('user_id', '=', dima.id)
    .executeTakeFirstOrThrow()
  await changeRole(db, root, boris.id, 'volunteer', today)
  await disableMember(db, root, dima.id, today)
  await renewEpoch(db, anchor, keyHolderOf(anna), today.day)
  const clara = await addMember(db, 'coordinator', 'Clara')
  const victor = await addMember(db, 'volunteer', 'Victor')
  const nina = await addMember(db, 'volunteer', 'Nina', { certified: false })
  const mallory = await addMember(db, 'volunteer', 'Mallory', { certified: false })
  await write({ db, anchor, code }, vera, 'before')
  copies.push(await copyOf(db))
  return {
    ...{ database, db, anchor, code, otherCode, copies, oldCertificate },
    people: { anna, clara, vera, victor, nina, boris, dima, mallory, root },
    own: { pairs: newStrongbox(''), dataKey: new Uint8Array(randomBytes(32)) as DataKey },
    run: (sql, ...values) => {
      const sqlite = new BetterSqlite3(databaseFile(folder))
      sqlite.pragma('foreign_keys = OFF')
      sqlite.prepare(sql).run(...values)
      sqlite.close()
    },
  }
}

/** What the honest do next, and how it ends; of what they write the attacker reads nothing, whatever they try. */
export async function goOn(siege: Siege): Promise<Record<string, string>> {
  const { db, anchor, people, own, copies } = siege
  const { anna, clara, vera, victor, nina } = people
  const word = randomUUID()
  const acts: [string, () => Promise<unknown>][] = [
    ['Vera writes', () => write(siege, vera, word)],
    ['Anna writes', () => write(siege, anna, word)],
    ['Anna writes once more', () => write(siege, anna, word)],
    ['Anna signs in', () => renewEpoch(db, anchor, keyHolderOf(anna), today.day)],
    ['Anna certifies Nina', () => certify(siege, candidate(nina))],
    ['Anna gives the case to Victor', () => move(siege, anna, victor)],
    ['Victor writes', () => write(siege, victor, word)],
    ['Victor puts the case back into the pool', () => move(siege, victor, null)],
    ['Clara writes', () => write(siege, clara, word)],
    ['Nina takes the case from the pool', () => move(siege, nina, nina)],
    ['Nina writes', () => write(siege, nina, word)],
    ['Nina gives the case back', () => move(siege, nina, vera)],
    ['Vera writes again', () => write(siege, vera, word)],
  ]
  const outcomes: Record<string, string> = {}
  for (const [name, act] of acts) outcomes[name] = await outcomeOf(act)
  copies.push(await copyOf(db))
  const stolen = [own.pairs, ...[people.boris, people.dima, people.mallory, people.root].map(pairsOf)]
  expect(readBy(siege, stolen).filter(text => text.includes(word))).toEqual([])
  // The same search finds what there is to find.
  const found = readBy(siege, [pairsOf(anna)]).some(text => text.includes(word))
  expect(found).toBe(outcomes['Anna writes'] === 'done')
  return outcomes
}

export function certify({ db, anchor, people }: Siege, member: Candidate) {
  return certifyMember(db, anchor, keyHolderOf(people.anna), member, today.day)
}

/** What a coordinator types who has compared the number with its true owner. */
export function candidate(member: Actor): Candidate {
  return { id: member.id, role: member.role, typed: fingerprintOf(pairsOf(member)) }
}

export function pairsOf(member: Actor): MemberPairs {
  return enrolledAs(member).strongbox
}

export async function caseId({ db, code }: Pick<Siege, 'db' | 'code'>): Promise<string> {
  const row = await db.selectFrom('cases').select('id').where('code', '=', code).executeTakeFirstOrThrow()
  return row.id
}

function write({ db, anchor, code }: Pick<Siege, 'db' | 'anchor' | 'code'>, actor: Actor, text: string) {
  return addNote({ db, anchor }, { actor, holder: keyHolderOf(actor) }, { code, text }, today)
}

async function move(siege: Siege, mover: Actor, to: Actor | null): Promise<void> {
  await moveCase(siege.db, await caseId(siege), keyHolderOf(mover), to)
}

/** `done`, or the name of one of the errors that may happen. */
async function outcomeOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act()
    return 'done'
  } catch (error) {
    const { name } = error as Error
    if (name === 'TrustBroken' || name === 'NotFound' || name === 'CannotOpen') return name
    throw error
  }
}

/** All that these keys, with the attacker's data key, have ever opened. */
function readBy({ own, copies }: Siege, pairs: MemberPairs[]): string[] {
  return readableTo({ privateKeys: pairs.map(one => one.boxPrivate), dataKeys: [own.dataKey] }, copies)
}
