import type { GrantTable } from '../db/schema'
import type { BoxPublic, DataKey } from '../vault/bytes'
import { openSealed, sealTo, type BoxPair } from '../vault/sealedBox'

const groupPrefix = 'group:'

/** The name under which a grant is for the coordinators of an epoch. */
export function groupReader(epoch: number): string {
  return groupPrefix + epoch
}

/** The epoch whose coordinators a grant is for; undefined when it is for somebody else. */
export function groupEpochOf(grant: Pick<GrantTable, 'reader'>): number | undefined {
  return epochAfter(groupPrefix, grant)
}

/** The number behind the name of a group of readers; undefined for another reader. */
export function epochAfter(prefix: string, { reader }: Pick<GrantTable, 'reader'>): number | undefined {
  return reader.startsWith(prefix) ? Number(reader.slice(prefix.length)) : undefined
}

/** A data key of a case, sealed to one of its readers. */
export function grantTo(
  [reader, publicKey]: [string, BoxPublic],
  { case_id, generation }: Pick<GrantTable, 'case_id' | 'generation'>,
  key: DataKey,
): GrantTable {
  const sealed_key = sealTo(publicKey, key, placeOf({ case_id, generation, reader }))
  return { case_id, generation, reader, sealed_key, mark: '' }
}

/** The data key, or CannotOpen when the grant is damaged, or was made for another case, generation or reader. */
export function openGrant(pair: BoxPair, grant: GrantTable): DataKey {
  return openSealed(pair, grant.sealed_key, placeOf(grant)) as DataKey
}

function placeOf({ case_id, generation, reader }: Pick<GrantTable, 'case_id' | 'generation' | 'reader'>) {
  return ['grant', case_id, String(generation), reader]
}
