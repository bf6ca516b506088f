import type { Db, GrantTable } from '../db/schema'
import type { DataKey } from '../vault/bytes'
import { holderFinder, type Readers } from './caseReaders'
import { grantOpener, holderOf, openGrants, type HeldCase, type KeyHolder } from './dataKeys'
import { grantTo } from './grant'
import { clearMarks, deleteOtherGrants, insertGrants, listGrants, listGrantsOf } from './grantStore'
import { teamEpochOf } from './teamKeys'
import type { Trust } from './trust'

/**
 * Moves a case to whoever has it now: a member, or with `assigned_to` null the pool. Those who had it lose what they
 * could open. What the mover can open is sealed to those who have it now, where they are certified; without the
 * mover's keys nobody new can read.
 */
export async function moveGrants(
  tx: Db,
  trust: Trust | undefined,
  mover: KeyHolder | undefined,
  helpCase: HeldCase,
): Promise<void> {
  // Before anything is deleted: who hands a case over has it by a grant that goes, who takes it from the pool by the team's.
  const keys = trust && mover && (await openGrants(tx, trust, mover, await listGrants(tx, helpCase.id)))
  await moveKeys(tx, trust, keys, helpCase)
}

/** The same with the keys themselves, as somebody has kept them who gave the case away and takes that back. */
export async function moveKeys(
  tx: Db,
  trust: Trust | undefined,
  keys: Map<number, DataKey> | undefined,
  helpCase: HeldCase,
): Promise<void> {
  await deleteOtherGrants(tx, [helpCase.id], holderOf(helpCase), { team: helpCase.assigned_to !== null })
  if (trust && keys) await sealToHolders(tx, trust, [{ helpCase, keys }])
}

/** Moves many cases at once, all to members or all to the pool. */
export async function moveManyGrants(
  tx: Db,
  trust: Trust,
  mover: KeyHolder,
  cases: HeldCase[],
): Promise<void> {
  const grants = await listGrantsOf(tx, idsOf(cases))
  const open = grantOpener(tx, trust, mover)
  const opened: OpenedCase[] = []
  for (const helpCase of cases) opened.push({ helpCase, keys: await open(grants.get(helpCase.id)!) })
  for (const holder of new Set(cases.map(holderOf))) {
    const theirs = cases.filter(one => holderOf(one) === holder)
    await deleteOtherGrants(tx, idsOf(theirs), holder, { team: theirs[0]!.assigned_to !== null })
  }
  await sealToHolders(tx, trust, opened)
}

/**
 * Seals the keys of a case that a member can open to those who have it, where they are not yet; false when nothing was
 * left to do.
 */
export async function grantHolders(
  tx: Db,
  trust: Trust,
  by: KeyHolder,
  helpCase: HeldCase,
): Promise<boolean> {
  const keys = await openGrants(tx, trust, by, await listGrants(tx, helpCase.id))
  return sealToHolders(tx, trust, [{ helpCase, keys }])
}

/** A case, and the keys of it that somebody opens. */
interface OpenedCase {
  helpCase: HeldCase
  keys: Map<number, DataKey>
}

/** Nothing new is sealed with these keys from then on: when the cases move on, their new holders have known them. */
async function sealToHolders(tx: Db, trust: Trust, cases: OpenedCase[]): Promise<boolean> {
  const grants = await listGrantsOf(tx, idsOf(cases.map(one => one.helpCase)))
  const holders = holderFinder(tx, trust)
  const added: GrantTable[] = []
  for (const { helpCase, keys } of cases) {
    const present = grants.get(helpCase.id)!
    added.push(...newGrants(helpCase.id, keys, await holders(helpCase), present))
  }
  if (added.length === 0) return false
  await clearMarks(tx, [...new Set(added.map(grant => grant.case_id))])
  await insertGrants(tx, added)
  return true
}

function newGrants(
  case_id: string,
  keys: Map<number, DataKey>,
  holders: Readers,
  present: GrantTable[],
): GrantTable[] {
  return [...holders].flatMap(holder =>
    [...keys]
      .filter(([generation]) => !has(present, generation, holder[0]))
      .map(([generation, key]) => grantTo(holder, { case_id, generation }, key)),
  )
}

/** The team has what was sealed to it in any epoch: from its newer keys there is a way to the older. */
function has(grants: GrantTable[], generation: number, reader: string): boolean {
  const isTeam = teamEpochOf({ reader }) !== undefined
  return grants.some(
    grant =>
      grant.generation === generation &&
      (grant.reader === reader || (isTeam && teamEpochOf(grant) !== undefined)),
  )
}

function idsOf(cases: HeldCase[]): string[] {
  return cases.map(one => one.id)
}
