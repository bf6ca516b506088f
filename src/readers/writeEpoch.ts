import type { Db } from '../db/schema'
import type { BoxPublic } from '../vault/bytes'
import { newBoxPair, type BoxPair } from '../vault/sealedBox'
import type { MemberPairs } from '../vault/memberKeys'
import type { Subject } from './certificate'
import { hashOfEpoch, signEpoch, type Epoch } from './epoch'
import { insertEpoch, putEpochKeys, teamMember } from './epochStore'
import { sealGroupKey } from './groupKeys'
import { sealTeamKey } from './teamKeys'
import type { Trust } from './trust'

/** What an epoch says but for its keys, and the volunteers who are certified in it. */
interface Members {
  plan: Omit<Epoch, 'groupPublic' | 'teamPublic'>
  volunteers: Subject[]
}

/** Signs and writes an epoch with new keys, each in a box for those who are to have it. */
export async function writeEpoch(
  tx: Db,
  earlier: Epoch[],
  { plan, volunteers }: Members,
  signer: MemberPairs,
): Promise<Trust> {
  const [group, team] = [newBoxPair(), newBoxPair()]
  const epoch = { ...plan, groupPublic: group.boxPublic, teamPublic: team.boxPublic }
  const signed = signEpoch(epoch, signer)
  await insertEpoch(tx, signed)
  const { number } = epoch
  const groupBox = (reader: string, key: BoxPublic) => ({
    epoch: number,
    reader,
    sealed: sealGroupKey(number, key, group),
  })
  const teamBox = (reader: string, key: BoxPublic) => ({
    epoch: number,
    reader,
    sealed: sealTeamKey(number, key, team),
  })
  await putEpochKeys(tx, [
    ...epoch.coordinators.map(one => groupBox(one.id, one.boxPublic)),
    groupBox('recovery', epoch.recovery.boxPublic),
    teamBox('team', group.boxPublic),
    ...volunteers.map(one => teamBox(teamMember(one.id), one.boxPublic)),
  ])
  return { epoch, epochs: [...earlier, epoch], head: { number, hash: hashOfEpoch(signed) } }
}

/** Puts the keys of the epoch before into boxes for those who have the keys of this one. */
export async function passOnKeys(
  tx: Db,
  epoch: number,
  { groupPublic, teamPublic }: Epoch,
  { group, team }: { group: BoxPair; team: BoxPair | undefined },
): Promise<void> {
  const boxes = [{ epoch, reader: 'next', sealed: sealGroupKey(epoch, groupPublic, group) }]
  if (team && teamPublic)
    boxes.push({ epoch, reader: 'team next', sealed: sealTeamKey(epoch, teamPublic, team) })
  await putEpochKeys(tx, boxes)
}
