import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/auth/actor'
import { recordCase } from '../../src/cases/recordCase'
import type { Db } from '../../src/db/schema'
import { openDataKeys, type HeldCase, type KeyHolder } from '../../src/readers/dataKeys'
import { keyForWriting } from '../../src/readers/keyForWriting'
import { requireTrust } from '../../src/readers/trust'
import { toText, type DataKey } from '../../src/vault/bytes'
import { anchorOf, keyHolderOf, someFacts, today } from '../support/members'
import { secretsFor, type Copy } from './attacker'
import { moveCase } from './moveCase'

/** A case in the pool as members hold, write on, read and move it: keys alone, without the words under them. */
export async function heldCase(db: Db, recorder: Actor) {
  const id = randomUUID()
  await recordCase(db, recorder, someFacts(), today, { id, assigned_to: null })
  let now: HeldCase = { id, recorded_by: recorder.id, assigned_to: null }
  const made = new Map<number, DataKey>()
  const trust = () => requireTrust(db, anchorOf(db))

  return {
    id,
    /** The number of the key that something is written with. */
    async write(writer: Actor): Promise<number> {
      const { generation, key } = await keyForWriting(db, await trust(), keyHolderOf(writer), now)
      made.set(generation, key)
      return generation
    },
    /** The numbers of the keys that somebody finds out who has these keys and copies of the database. */
    foundBy({ pairs }: KeyHolder, copies: Copy[]): number[] {
      const secrets = secretsFor([pairs.boxPrivate], copies).map(toText)
      return [...made].filter(([, key]) => secrets.includes(toText(key))).map(([generation]) => generation)
    },
    /** The numbers of the keys that a member opens. */
    async opens(reader: Actor, keys: KeyHolder = keyHolderOf(reader)): Promise<number[]> {
      return [...(await openDataKeys(db, await trust(), keys, id)).keys()].sort((a, b) => a - b)
    },
    /** To a member, or to nobody: the pool. */
    async move(mover: Actor | undefined, to: Actor | null): Promise<void> {
      now = { ...now, assigned_to: to?.id ?? null }
      await moveCase(db, id, mover && keyHolderOf(mover), to)
    },
    /** Those to whom the keys are sealed, each once. */
    async readers(): Promise<string[]> {
      const rows = await db.selectFrom('grants').select('reader').where('case_id', '=', id).execute()
      return [...new Set(rows.map(row => row.reader))].sort()
    },
  }
}
