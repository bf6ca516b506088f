import { isSignedBy, sign } from '../vault/signature'
import type { MemberPairs } from '../vault/memberKeys'
import type { PublicKeys } from './epoch'
import type { Trust } from './trust'

/** A volunteer and the keys that are said to be theirs. */
export type Subject = { id: string } & PublicKeys

export interface Certificate {
  user_id: string
  epoch: number
  signer: string
  signature: string
}

/** Says, as a coordinator of the epoch, that these keys are the volunteer's. */
export function signCertificate(
  epoch: number,
  subject: Subject,
  signer: { id: string; pairs: MemberPairs },
): Certificate {
  const signature = sign(signer.pairs.signPrivate, 'certificate', fieldsOf(epoch, subject))
  return { user_id: subject.id, epoch, signer: signer.id, signature }
}

/** Whether a coordinator of the present epoch, or its recovery key, has certified exactly these keys. */
export function isCertified({ epoch }: Trust, subject: Subject, certificate: Certificate): boolean {
  if (certificate.epoch !== epoch.number || certificate.user_id !== subject.id) return false
  const key =
    certificate.signer === 'recovery' && epoch.signer === 'recovery'
      ? epoch.recovery.signPublic
      : epoch.coordinators.find(one => one.id === certificate.signer)?.signPublic
  return !!key && isSignedBy(key, certificate.signature, 'certificate', fieldsOf(epoch.number, subject))
}

function fieldsOf(epoch: number, { id, boxPublic, signPublic }: Subject): string[] {
  return [String(epoch), id, 'volunteer', boxPublic, signPublic]
}
