import { randomBytes } from 'node:crypto'
import type { Db, GrantTable } from '../db/schema'
import type { DataKey } from '../vault/bytes'
import { isOwnMark, markOwn } from '../vault/ownMark'
import { readerFinder, readersOf, type Readers } from './caseReaders'
import { openGrants, type HeldCase, type KeyHolder } from './dataKeys'
import { grantTo } from './grant'
import { insertGrants, listGrants, listGrantsOf } from './grantStore'
import type { Trust } from './trust'

export interface WritingKey {
  generation: number
  key: DataKey
}

/**
 * The data key to seal something new with: a new one, sealed to exactly those who may read now, so that who has
 * lost the case cannot read what comes after.
 *
 * The last one is used again only if this same writer made it, for the same readers, and nobody was added since.
 * Anybody can seal a box to a public key: whoever writes to the database could put there a key that they know, in
 * boxes that open. Therefore a key that bears no mark of the writer's own is good for reading alone.
 */
export async function keyForWriting(
  tx: Db,
  trust: Trust,
  writer: KeyHolder,
  helpCase: HeldCase,
): Promise<WritingKey> {
  const readers = await readersOf(tx, trust, helpCase)
  const grants = await listGrants(tx, helpCase.id)
  const generation = grants.at(-1)?.generation ?? 0
  const present = grants.filter(grant => grant.generation === generation)
  if (isOwn(writer, readers, present)) {
    // Whoever is no reader, such as a volunteer whom nobody has certified, cannot open even what they made.
    const key = (await openGrants(tx, trust, writer, present)).get(generation)
    if (key) return { generation, key }
  }
  const { grants: made, ...fresh } = newKey(writer, readers, { id: helpCase.id, generation: generation + 1 })
  await insertGrants(tx, made)
  return fresh
}

/** A new key for each of many cases, by case: for what is written on all of them at once. */
export async function newKeysFor(
  tx: Db,
  trust: Trust,
  writer: KeyHolder,
  cases: HeldCase[],
): Promise<Map<string, WritingKey>> {
  const ids = cases.map(one => one.id)
  const grants = await listGrantsOf(tx, ids)
  const readers = readerFinder(tx, trust)
  const made: [string, NewKey][] = []
  for (const helpCase of cases) {
    const generation = (grants.get(helpCase.id)!.at(-1)?.generation ?? 0) + 1
    const { id } = helpCase
    made.push([id, newKey(writer, await readers(helpCase), { id, generation })])
  }
  await insertGrants(
    tx,
    made.flatMap(([, one]) => one.grants),
  )
  return new Map(made)
}

type NewKey = WritingKey & { grants: GrantTable[] }

function newKey(
  { pairs }: KeyHolder,
  readers: Readers,
  { id, generation }: { id: string; generation: number },
): NewKey {
  const key = new Uint8Array(randomBytes(32)) as DataKey
  const grants = [...readers].map(reader => grantTo(reader, { case_id: id, generation }, key))
  const mark = markOwn(pairs, purpose, fieldsOf(readers, grants))
  return { generation, key, grants: grants.map(grant => ({ ...grant, mark })) }
}

/** Whether the writer made these grants, all together and as they are, for these readers with these keys. */
function isOwn({ pairs }: KeyHolder, readers: Readers, grants: GrantTable[]): boolean {
  if (grants.length !== readers.size) return false
  const fields = fieldsOf(readers, grants)
  return grants.every(grant => isOwnMark(pairs, grant.mark, purpose, fields))
}

const purpose = 'data key'

function fieldsOf(readers: Readers, grants: GrantTable[]): string[] {
  const sorted = [...grants].sort((a, b) => (a.reader < b.reader ? -1 : 1))
  return sorted.flatMap(({ case_id, generation, reader, sealed_key }) => [
    case_id,
    String(generation),
    reader,
    readers.get(reader) ?? '',
    sealed_key,
  ])
}
