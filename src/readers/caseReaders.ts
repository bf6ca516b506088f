import type { Db } from '../db/schema'
import type { BoxPublic } from '../vault/bytes'
import { findCertified } from './certificateStore'
import { holderOf, type HeldCase } from './dataKeys'
import { groupReader } from './grant'
import { teamReader } from './teamKeys'
import type { Trust } from './trust'

/** Public keys by the name that a grant gives their owner. */
export type Readers = Map<string, BoxPublic>

/** All who may read what is written on a case now: the coordinators of the present epoch, and whoever has it. */
export function readersOf(tx: Db, trust: Trust, helpCase: HeldCase): Promise<Readers> {
  return readerFinder(tx, trust)(helpCase)
}

/** The same for one case after another: each member's certificate is checked once. */
export function readerFinder(tx: Db, trust: Trust): (helpCase: HeldCase) => Promise<Readers> {
  const { number, groupPublic } = trust.epoch
  const holders = holderFinder(tx, trust)
  return async helpCase => new Map([[groupReader(number), groupPublic], ...(await holders(helpCase))])
}

/**
 * The certified volunteer who has a case, and while nobody is assigned the whole team, so that whoever takes it reads
 * it at once.
 */
export function holderFinder(tx: Db, trust: Trust): (helpCase: HeldCase) => Promise<Readers> {
  const { number, teamPublic } = trust.epoch
  const asked = new Map<string, ReturnType<typeof findCertified>>()
  return async helpCase => {
    const id = holderOf(helpCase)
    if (!asked.has(id)) asked.set(id, findCertified(tx, trust, id))
    const volunteer = await asked.get(id)
    const holders: Readers = new Map()
    if (volunteer) holders.set(volunteer.id, volunteer.boxPublic)
    if (helpCase.assigned_to === null && teamPublic) holders.set(teamReader(number), teamPublic)
    return holders
  }
}
