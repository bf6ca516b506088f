import { randomBytes, randomUUID } from 'node:crypto'
import { newCaseCode } from '../../src/cases/caseCode'
import { insertCases, type HelpCase } from '../../src/cases/caseStore'
import { monthOnly } from '../../src/cases/changeOrder'
import { moveCounts } from '../../src/counts/countStore'
import type { Db, GrantTable, SealedTable } from '../../src/db/schema'
import { slices } from '../../src/db/slices'
import { sealNote } from '../../src/notes/sealedNote'
import type { KeyHolder } from '../../src/readers/dataKeys'
import { grantTo, groupReader } from '../../src/readers/grant'
import { insertGrants } from '../../src/readers/grantStore'
import type { Trust } from '../../src/readers/trust'
import type { BoxPublic, DataKey } from '../../src/vault/bytes'
import { someFacts, today } from '../support/members'

const notesOfEach = ['first', 'second', 'third']

/** The words of the notes that each of many cases has. */
export function wordsOf({ code }: Pick<HelpCase, 'code'>): string[] {
  return notesOfEach.map(one => `${one} of ${code}`)
}

/** Many open cases of one member, each with three notes under one key, written as fast as the database takes them. */
export async function addManyCases(
  db: Db,
  trust: Trust,
  { id, pairs }: KeyHolder,
  count: number,
): Promise<HelpCase[]> {
  const cases = Array.from({ length: count }, (_, i) => someCase(id, i))
  const readers: [string, BoxPublic][] = [
    [groupReader(trust.epoch.number), trust.epoch.groupPublic],
    [id, pairs.boxPublic],
  ]
  await db.transaction().execute(async tx => {
    await insertCases(tx, cases)
    await moveCounts(tx, [], cases)
    const grants: GrantTable[] = []
    const sealed: SealedTable[] = []
    for (const one of cases) {
      const key = new Uint8Array(randomBytes(32)) as DataKey
      const place = { case_id: one.id, generation: 1 }
      grants.push(...readers.map(reader => grantTo(reader, place, key)))
      sealed.push(...notesOn(one, id, key))
    }
    await insertGrants(tx, grants)
    for (const part of slices(sealed, 500)) await tx.insertInto('sealed').values(part).execute()
  })
  return cases
}

const urgencies = ['day', 'week', 'routine', null]

function someCase(holder: string, i: number): HelpCase {
  return {
    ...someFacts({ urgency: urgencies[i % urgencies.length]!, status: i % 2 ? 'new' : 'in_progress' }),
    ...{ id: randomUUID(), code: newCaseCode(), recorded_by: holder, assigned_to: holder },
    ...{ version: 1, change_order: monthOnly(today.month), closed_month: null, reopenings: 0 },
  }
}

function notesOn(one: HelpCase, author: string, key: DataKey): SealedTable[] {
  return wordsOf(one).map((text, i) => {
    const place = { id: randomUUID(), case_id: one.id, version: 1 }
    const ciphertext = sealNote(key, place, { text, day: today.day, author })
    return { ...place, kind: 'note', position: i + 1, generation: 1, ciphertext }
  })
}
