import type { Db, GrantTable } from '../db/schema'
import { CannotOpen, type DataKey } from '../vault/bytes'
import { refuseWipedKey } from '../vault/encryption'
import type { MemberPairs } from '../vault/memberKeys'
import type { BoxPair } from '../vault/sealedBox'
import { groupEpochOf, openGrant } from './grant'
import { listGrants } from './grantStore'
import { openGroupKeys } from './groupKeys'
import { openTeamKeys, teamEpochOf } from './teamKeys'
import { isCoordinatorIn, type Trust } from './trust'

/** A signed-in member with their keys open, for as long as one request runs. */
export interface KeyHolder {
  id: string
  pairs: MemberPairs
}

/** Call it when all is written: what was sealed after the keys were overwritten would be sealed to nobody. */
export function refuseWiped({ pairs }: KeyHolder): void {
  refuseWipedKey(pairs.boxPrivate)
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
export function openGrants(
  db: Db,
  trust: Trust,
  reader: KeyHolder,
  grants: GrantTable[],
): Promise<Map<number, DataKey>> {
  return grantOpener(db, trust, reader)(grants)
}

/** The same for the grants of one case after another: the way to the keys of each epoch is gone once. */
export function grantOpener(
  db: Db,
  trust: Trust,
  { id, pairs }: KeyHolder,
): (grants: GrantTable[]) => Promise<Map<number, DataKey>> {
  const member = { id, box_public: pairs.boxPublic, sign_public: pairs.signPublic }
  const group = isCoordinatorIn(trust, member) && openGroupKeys(db, trust, { reader: id, pair: pairs })
  const team = openTeamKeys(db, trust, { id, pairs })
  return async grants => {
    const keys = new Map<number, DataKey>()
    const open = async (grant: GrantTable, pair: () => Promise<BoxPair>) => {
      const key = keys.has(grant.generation) ? undefined : await openedOrNothing(grant, pair)
      if (key) keys.set(grant.generation, key)
    }
    for (const grant of grants) if (grant.reader === id) await open(grant, () => Promise.resolve(pairs))
    for (const grant of grants) {
      const epoch = group && groupEpochOf(grant)
      if (group && epoch) await open(grant, () => group(epoch))
    }
    for (const grant of grants) {
      const epoch = teamEpochOf(grant)
      if (epoch !== undefined) await open(grant, () => team(epoch))
    }
    return keys
  }
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
