import { createHash } from 'node:crypto'
import { lengthPrefixed, type BoxPublic, type SignPublic } from '../vault/bytes'
import { isSignedBy, sign } from '../vault/signature'
import type { MemberPairs } from '../vault/memberKeys'

/** Public keys of somebody, as others may keep them. */
export interface PublicKeys {
  boxPublic: BoxPublic
  signPublic: SignPublic
}

/** The same as a row holds them. */
export function publicKeysOf(row: { box_public: string; sign_public: string }): PublicKeys {
  return { boxPublic: row.box_public as BoxPublic, signPublic: row.sign_public as SignPublic }
}

/** Who the coordinators are, from one change among them to the next, and the keys that they and the team share. */
export interface Epoch {
  number: number
  /** Hash of the epoch before; empty for the first. */
  previous: string
  groupPublic: BoxPublic
  /** The key that coordinators and certified volunteers share; epochs that began before there was one have none. */
  teamPublic?: BoxPublic | undefined
  recovery: PublicKeys
  coordinators: ({ id: string } & PublicKeys)[]
  /** A coordinator of the epoch before (of the first, of itself), or `recovery`. */
  signer: string
}

/** As stored: the statement is signed to the letter. */
export interface SignedEpoch {
  number: number
  statement: string
  signature: string
}

/** What the database says about readers was not certified by a coordinator, or an older state was put back. */
export class TrustBroken extends Error {
  override name = 'TrustBroken'
  status = 503
}

/**
 * Signs an epoch. Its parts are copied field by field: whoever passes a pair where only public keys are meant would
 * otherwise publish the private ones to everybody who reads the database, and the compiler lets it pass.
 */
export function signEpoch(epoch: Epoch, signer: MemberPairs): SignedEpoch {
  const { number, previous, groupPublic, teamPublic } = epoch
  const statement = JSON.stringify({
    number,
    previous,
    groupPublic,
    teamPublic,
    recovery: onlyPublic(epoch.recovery),
    coordinators: epoch.coordinators.map(one => ({ id: one.id, ...onlyPublic(one) })),
    signer: epoch.signer,
  } satisfies Epoch)
  return {
    number: epoch.number,
    statement,
    signature: sign(signer.signPrivate, 'epoch', [statement]),
  }
}

/** What the next epoch, the anchor and members' strongboxes remember of an epoch: hex. */
export function hashOfEpoch({ statement, signature }: SignedEpoch): string {
  return createHash('sha256')
    .update(lengthPrefixed([statement, signature]))
    .digest('hex')
}

/** All epochs, each signed by somebody whom the one before named. Throws TrustBroken for anything else. */
export function verifyEpochs(rows: SignedEpoch[]): Epoch[] {
  const epochs: Epoch[] = []
  let previous = ''
  for (const row of rows) {
    const epoch = parseStatement(row.statement)
    const numbered = row.number === epochs.length + 1 && epoch.number === row.number
    if (!numbered || epoch.previous !== previous) throw new TrustBroken('epochs do not follow each other')
    const key = signerKey(epoch, epochs.at(-1) ?? epoch)
    if (!key || !isSignedBy(key, row.signature, 'epoch', [row.statement])) {
      throw new TrustBroken('an epoch is not signed by a coordinator of the one before')
    }
    epochs.push(epoch)
    previous = hashOfEpoch(row)
  }
  return epochs
}

function onlyPublic({ boxPublic, signPublic }: PublicKeys): PublicKeys {
  return { boxPublic, signPublic }
}

/** Of what is not signed yet only that it has the form of a statement. */
function parseStatement(text: string): Epoch {
  try {
    const epoch = JSON.parse(text) as Epoch
    if (epoch.coordinators.every(one => typeof one.id === 'string') && epoch.recovery) return epoch
  } catch {
    // No JSON, or lacks a part.
  }
  throw new TrustBroken('an epoch is damaged')
}

function signerKey({ number, signer }: Epoch, before: Epoch): SignPublic | undefined {
  if (signer === 'recovery') return number > 1 ? before.recovery.signPublic : undefined
  return before.coordinators.find(one => one.id === signer)?.signPublic
}
