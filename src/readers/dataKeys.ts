import type { Db, GrantTable } from '../db/schema'
import { CannotOpen, type DataKey } from '../vault/bytes'
import type { MemberPairs } from '../vault/memberKeys'
import type { BoxPair } from '../vault/sealedBox'
import { findCertified } from './certificateStore'
import { epochOf, grantTo, openGrant } from './grant'
import { clearMarks, deleteMemberGrants, insertGrants, listGrants } from './grantStore'
import { openGroupKeys } from './groupKeys'
import { isCoordinatorIn, type Trust } from './trust'

/** A signed-in member with their keys open, for as long as one request runs. */
export interface KeyHolder {
  id: string
  pairs: MemberPairs
}

/** What decides who has a case. */
export interface HeldCase {
  id: string
  recorded_by: string
  assigned_to: string | null
}

/** Whoever the case is assigned to has it, or while nobody is, whoever recorded it. */
export function holderOf({ assigned_to, recorded_by }: HeldCase): string {
  return assigned_to ?? recorded_by
}

/** The data keys of a case that this member can open, by generation. For reading only: who writes uses keyForWriting. */
export async function openDataKeys(
  db: Db,
  trust: Trust,
  reader: KeyHolder,
  caseId: string,
): Promise<Map<number, DataKey>> {
  return openGrants(db, trust, reader, await listGrants(db, caseId))
}

/** The same for grants that have been read already. One that does not open takes nothing from the others. */
export async function openGrants(
  db: Db,
  trust: Trust,
  { id, pairs }: KeyHolder,
  grants: GrantTable[],
): Promise<Map<number, DataKey>> {
  const keys = new Map<number, DataKey>()
  const open = async (grant: GrantTable, pair: () => Promise<BoxPair>) => {
    const key = keys.has(grant.generation) ? undefined : await openedOrNothing(grant, pair)
    if (key) keys.set(grant.generation, key)
  }
  for (const grant of grants) if (grant.reader === id) await open(grant, () => Promise.resolve(pairs))
  if (!isCoordinatorIn(trust, { id, box_public: pairs.boxPublic, sign_public: pairs.signPublic })) return keys
  const group = openGroupKeys(db, trust, { reader: id, pair: pairs })
  for (const grant of grants) {
    const epoch = epochOf(grant)
    if (epoch !== undefined) await open(grant, () => group(epoch))
  }
  return keys
}

/**
 * Moves a case to whoever has it now. Members who had it lose what they could open; a coordinator who moves it
 * seals the keys to the new one, if that one is certified. Without a coordinator's keys nobody new can read.
 */
export async function moveGrants(
  tx: Db,
  trust: Trust | undefined,
  mover: KeyHolder | undefined,
  helpCase: HeldCase,
): Promise<void> {
  const holder = holderOf(helpCase)
  await deleteMemberGrants(tx, helpCase.id, holder)
  if (trust && mover) await grantHolder(tx, trust, mover, helpCase)
}

/**
 * Seals the keys of a case to the certified volunteer who has it, where they are not yet. Nothing new is sealed with
 * these keys from then on: when the case moves on, this volunteer has known them.
 */
export async function grantHolder(tx: Db, trust: Trust, by: KeyHolder, helpCase: HeldCase): Promise<void> {
  const volunteer = await findCertified(tx, trust, holderOf(helpCase))
  if (!volunteer) return
  const grants = await listGrants(tx, helpCase.id)
  const has = new Set(grants.filter(one => one.reader === volunteer.id).map(one => one.generation))
  const lacking = grants.filter(one => !has.has(one.generation))
  const missing = await openGrants(tx, trust, by, lacking)
  if (missing.size === 0) return
  await clearMarks(tx, helpCase.id)
  await insertGrants(
    tx,
    [...missing].map(([generation, key]) =>
      grantTo([volunteer.id, volunteer.boxPublic], { case_id: helpCase.id, generation }, key),
    ),
  )
}

async function openedOrNothing(
  grant: GrantTable,
  pair: () => Promise<BoxPair>,
): Promise<DataKey | undefined> {
  try {
    return openGrant(await pair(), grant)
  } catch (error) {
    if (error instanceof CannotOpen) return undefined
    throw error
  }
}
