import type { Db, GrantTable } from '../db/schema'
import { CannotOpen } from '../vault/bytes'
import type { BoxPair } from '../vault/sealedBox'
import type { Subject } from './certificate'
import type { KeyHolder } from './dataKeys'
import { putEpochKeys, teamMember } from './epochStore'
import { epochAfter } from './grant'
import { openGroupKeys } from './groupKeys'
import { openChain, sealChained, type ChainName, type EpochPairs } from './keyChain'
import { isCoordinatorIn, type Trust } from './trust'

const team: ChainName = { place: 'team key', half: 'teamPublic', next: 'team next' }
const teamPrefix = 'team:'

/** The name under which a grant is for all who are certified in an epoch. */
export function teamReader(epoch: number): string {
  return teamPrefix + epoch
}

/** The epoch whose team a grant is for; undefined when it is for somebody else. */
export function teamEpochOf(grant: Pick<GrantTable, 'reader'>): number | undefined {
  return epochAfter(teamPrefix, grant)
}

/**
 * Opens the keys that all who are certified share: a volunteer by a box of their own, a coordinator (or the recovery
 * key, as the holder `recovery`) by the group's key.
 */
export function openTeamKeys(db: Db, trust: Trust, { id, pairs }: KeyHolder): EpochPairs {
  return openChain(db, trust, team, async () => {
    const holdsGroup =
      id === 'recovery' ||
      isCoordinatorIn(trust, { id, box_public: pairs.boxPublic, sign_public: pairs.signPublic })
    if (!holdsGroup) return { reader: teamMember(id), pair: pairs }
    const group = openGroupKeys(db, trust, { reader: id, pair: pairs })
    return { reader: 'team', pair: await group(trust.epoch.number) }
  })
}

export function sealTeamKey(epoch: number, reader: BoxPair['boxPublic'], pair: BoxPair): string {
  return sealChained(team, epoch, reader, pair)
}

/** Lets a volunteer who has just been certified open what is sealed to the team, that of earlier epochs included. */
export async function giveTeamKey(tx: Db, trust: Trust, by: KeyHolder, to: Subject): Promise<void> {
  const { number } = trust.epoch
  const pair = await pairOrNothing(openTeamKeys(tx, trust, by), number)
  if (!pair) return
  const sealed = sealTeamKey(number, to.boxPublic, pair)
  await putEpochKeys(tx, [{ epoch: number, reader: teamMember(to.id), sealed }])
}

/** The pair, or undefined where there is none yet or its box is damaged: what else has to be done is done all the same. */
export async function pairOrNothing(pairs: EpochPairs, epoch: number): Promise<BoxPair | undefined> {
  try {
    return await pairs(epoch)
  } catch (error) {
    if (error instanceof CannotOpen) return undefined
    throw error
  }
}
