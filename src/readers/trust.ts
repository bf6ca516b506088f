import type { Db } from '../db/schema'
import type { Anchor, EpochHead } from './anchor'
import { hashOfEpoch, TrustBroken, verifyEpochs, type Epoch, type SignedEpoch } from './epoch'
import { listEpochs } from './epochStore'

/** The present epoch, and that it comes from the first one in a line of signatures. */
export interface Trust {
  epoch: Epoch
  /** All epochs, the present one last: what each says of its keys. */
  epochs: Epoch[]
  head: EpochHead
}

/**
 * Reads who may read, checks every signature, and compares with what this server remembers. Undefined before the
 * first coordinator; throws TrustBroken when the database says something that no coordinator signed.
 */
export async function readTrust(db: Db, anchor: Anchor): Promise<Trust | undefined> {
  // In this order: an epoch that begins in between must not look like one that is gone.
  const remembered = anchor.read()
  const rows = await listEpochs(db)
  if (rows.length === 0 && !remembered) return undefined
  const epochs = verifiedEpochs(rows)
  if (remembered && !containsEpoch(rows, remembered)) throw new TrustBroken('an epoch that was there is gone')
  const last = rows.at(-1)!
  const head = { number: last.number, hash: hashOfEpoch(last) }
  if (remembered?.hash !== head.hash) remember(anchor, head)
  return { epoch: epochs.at(-1)!, epochs, head }
}

/** The same, with undefined when it is broken: for what goes on all the same, such as signing in to see why. */
export async function readWholeTrust(db: Db, anchor: Anchor): Promise<Trust | undefined> {
  try {
    return await readTrust(db, anchor)
  } catch (error) {
    if (error instanceof TrustBroken) return undefined
    throw error
  }
}

/** The same for those who need an epoch; there is one as soon as a coordinator has joined. */
export async function requireTrust(db: Db, anchor: Anchor): Promise<Trust> {
  const trust = await readTrust(db, anchor)
  if (!trust) throw new TrustBroken('there is no coordinator yet')
  return trust
}

/** Throws when the line of epochs lacks the one that somebody remembers. */
export async function refuseForgotten(db: Db, remembered: EpochHead): Promise<void> {
  if (remembered.number === 0) return
  if (!containsEpoch(await listEpochs(db), remembered))
    throw new TrustBroken('an epoch that a member had seen is gone')
}

/** Whether this member, with these very keys, is a coordinator of the epoch. */
export function isCoordinatorIn(
  trust: Trust | undefined,
  member: { id: string; box_public: string | null; sign_public: string | null },
): boolean {
  const entry = trust?.epoch.coordinators.find(one => one.id === member.id)
  return entry?.boxPublic === member.box_public && entry?.signPublic === member.sign_public && !!entry
}

/** Another request may have seen a later epoch meanwhile. */
function remember(anchor: Anchor, head: EpochHead): void {
  if ((anchor.read()?.number ?? 0) < head.number) anchor.write(head)
}

function containsEpoch(rows: SignedEpoch[], { number, hash }: EpochHead): boolean {
  const row = rows[number - 1]
  return row !== undefined && hashOfEpoch(row) === hash
}

/** Epochs never change, so a line that has been verified need not be again. */
function verifiedEpochs(rows: SignedEpoch[]): Epoch[] {
  const key = JSON.stringify(rows.map(row => [row.number, row.statement, row.signature]))
  if (verified?.key !== key) verified = { key, epochs: verifyEpochs(rows) }
  return verified.epochs
}

let verified: { key: string; epochs: Epoch[] } | undefined
